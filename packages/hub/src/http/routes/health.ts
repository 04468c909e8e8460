import type { FastifyInstance, FastifyReply } from "fastify";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { Readiness } from "../readiness.ts";

/**
 * `/health` and `/health/ready`: 200 when requests will be answered, 503 with the reason otherwise.
 * `/health/live`: 200 as long as the process runs its event loop at all.
 */
export function healthRoutes(app: FastifyInstance, readiness: Readiness, version: string): void {
  const config = { rateLimit: false } as const;
  const ready = async (
    _request: unknown,
    reply: FastifyReply,
  ): Promise<Record<string, unknown>> => {
    const database = await readiness.databaseAnswers();
    const status =
      readiness.state !== "ready" ? readiness.state : database ? "ok" : "database_unavailable";
    reply.code(status === "ok" ? 200 : 503).header("cache-control", "no-store");
    return {
      status,
      version,
      protocol: PROTOCOL_VERSION,
      uptime_s: Math.floor(process.uptime()),
      database: database ? "ok" : "unavailable",
    };
  };
  app.get("/health", { config }, ready);
  app.get("/health/ready", { config }, ready);
  app.get("/health/live", { config }, async (_request, reply) => {
    reply.header("cache-control", "no-store");
    return { status: "ok", version };
  });
}
