import type { FastifyRequest } from "fastify";
import type { SignInClient } from "./sign-in-client.ts";
import { isLoopback } from "./loopback.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Whether the demo's password opens anything here to clients on this machine. */
    readonly takesDemoPassword: boolean;
  }
}

/** What proxies add; whoever sends one of them is not the one who asks. */
const FORWARDING = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
] as const;

/**
 * Whether the request comes from this machine itself. Where the hub listens does not matter: a proxy or
 * a tunnel on this machine brings the whole world to loopback. Something that was forwarded counts as
 * local only when a trusted proxy names a client on this machine, and a page of another host's never.
 */
export function isLocalClient(
  request: Pick<FastifyRequest, "ip" | "ips" | "headers" | "raw">,
): boolean {
  const { headers, ip, ips, raw } = request;
  if (!isLoopback(ip) || !isLoopback(raw.socket.remoteAddress ?? "")) return false;
  // Fastify lists the way of a request when the nearest proxy is trusted
  const isNamed = ips !== undefined && ips.length > 1;
  if (!isNamed && FORWARDING.some((name) => headers[name] !== undefined)) return false;
  return headers.origin === undefined || isLoopbackOrigin(headers.origin);
}

/** Whose attempt to sign in a request is. */
export function clientOf(
  request: Pick<FastifyRequest, "ip" | "ips" | "headers" | "raw" | "server">,
): SignInClient {
  const { ip, server } = request;
  return { address: ip, mayUseDemo: server.takesDemoPassword && isLocalClient(request) };
}

function isLoopbackOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  return isLoopback(hostname.replace(/^\[(.*)\]$/, "$1")) || hostname.endsWith(".localhost");
}
