import type { Timers } from "@healthops/base/ports";
import type { FastifyInstance } from "fastify";
import { answerClientError } from "./client-errors.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The route takes large files: over slow lines they may take as long as {@link SLOW_BODY_ms}. */
    slowBody?: boolean;
  }
}

/** A few fields arrive in one piece over any line. */
const SMALL_BODY_bytes = 256 * 1024;
const SMALL_BODY_ms = 20_000;

/** Half a gigabyte over a line of 2.5 Mbit/s. */
export const SLOW_BODY_ms = 30 * 60_000;

/**
 * Cuts off requests whose body does not arrive in time. Node has one limit for all routes, so the
 * server's own is that of slow bodies, and this is everybody else's.
 */
export function limitRequestTime(app: FastifyInstance, limit_ms: number, timers: Timers): void {
  app.addHook("onRequest", async ({ raw, routeOptions }) => {
    const { "content-length": length, "transfer-encoding": encoding } = raw.headers;
    const hasBody = encoding !== undefined || Number(length ?? 0) > 0;
    if (!hasBody || raw.complete || routeOptions.config.slowBody === true) return;
    const small = (routeOptions.bodyLimit ?? 0) <= SMALL_BODY_bytes;
    const timer = timers.after(small ? Math.min(limit_ms, SMALL_BODY_ms) : limit_ms, () => {
      if (raw.complete || raw.destroyed) return;
      const late = new Error("the body did not arrive in time");
      answerClientError(Object.assign(late, { code: "ERR_HTTP_REQUEST_TIMEOUT" }), raw.socket);
    });
    raw.once("close", () => timer.cancel());
  });
}
