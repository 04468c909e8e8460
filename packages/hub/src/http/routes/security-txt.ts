import type { FastifyInstance } from "fastify";
import type { Clock } from "@healthops/base/ports";

const DAY_ms = 86_400_000;
/** RFC 9116 recommends less than a year. */
const VALID_days = 180;
const HOST_NAME = /^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/i;
const ADDRESS = /^[\d.]+$/;

/**
 * `/.well-known/security.txt` (RFC 9116): whom to tell of a weakness. Without a contact of the hub's own
 * it is the mailbox that RFC 2142 keeps for this at every domain.
 */
export function securityTxtRoute(
  app: FastifyInstance,
  contact: string | null,
  clock: Pick<Clock, "now">,
): void {
  const api = { leftOut: "RFC 9116 describes it" };
  app.get("/.well-known/security.txt", { config: { api } }, (request, reply) =>
    reply
      .header("cache-control", "no-store")
      .type("text/plain; charset=utf-8")
      .send(securityTxt(contact ?? usualMailbox(request.hostname), clock.now())),
  );
}

/** The file; it is over at the end of a day, so that one day's answers are the same. */
export function securityTxt(contact: string, now_ms: number): string {
  const expires_ms = (Math.floor(now_ms / DAY_ms) + VALID_days) * DAY_ms;
  return [
    `Contact: ${contact}`,
    `Expires: ${new Date(expires_ms).toISOString()}`,
    "Preferred-Languages: en, tr",
    "",
  ].join("\r\n");
}

function usualMailbox(host: string): string {
  const named = HOST_NAME.test(host) && !ADDRESS.test(host);
  return `mailto:security@${named ? host : "localhost"}`;
}
