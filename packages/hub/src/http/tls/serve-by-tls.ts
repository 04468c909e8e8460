import type { RequestListener } from "node:http";
import type { Server, ServerOptions } from "node:https";
import { createServer } from "node:https";
import type { Certificate } from "./certificate-files.ts";

/** What older protocols than this protect is read by others today. */
const OLDEST = "TLSv1.2";

/** A server that speaks HTTPS, and live channels over TLS, with that certificate. */
export function tlsServer(
  certificate: Certificate,
  options: ServerOptions,
  handler: RequestListener,
): Server {
  return createServer({ ...options, ...contextOf(certificate) }, handler);
}

/** Serves another certificate to connections that open from now on; those that are open go on. */
export function serveCertificate(server: Server, certificate: Certificate): void {
  server.setSecureContext(contextOf(certificate));
}

function contextOf({ cert, key }: Certificate) {
  return { cert, key, minVersion: OLDEST } as const;
}
