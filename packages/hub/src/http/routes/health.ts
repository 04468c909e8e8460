import type { OperationNote } from "../../routes/operation.ts";
import { objectOf } from "../../routes/operation.ts";
import type { FastifyInstance, FastifyReply } from "fastify";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { Faults } from "../../faults/faults.ts";
import type { Readiness } from "../readiness.ts";

export interface HealthParts {
  readonly readiness: Readiness;
  readonly faults: Faults;
  readonly version: string;
}

const SAID = objectOf({ status: { type: "string" }, version: { type: "string" } });

function api(id: string, summary: string, ...statuses: readonly number[]): OperationNote {
  const answers = Object.fromEntries(statuses.map((status) => [status, SAID]));
  return { tag: "Health", id, summary, answers, open: true };
}

/** Asked by whatever watches the hub, as often as it likes. */
function config(said: OperationNote) {
  return { config: { rateLimit: false as const, api: said } };
}

/**
 * `/health` and `/health/ready`: 200 when requests will be answered, 503 with the reason otherwise.
 * `/health/live`: 200 as long as the process runs its event loop at all. `alarms` names what should not
 * have happened lately and does not keep the hub from answering.
 */
export function healthRoutes(
  app: FastifyInstance,
  { readiness, faults, version }: HealthParts,
): void {
  const isReady = "Whether the hub is ready";
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
      alarms: faults.alarm ? ["faults"] : [],
    };
  };
  app.get("/health", config(api("health", isReady, 200, 503)), ready);
  app.get("/health/ready", config(api("health_ready", isReady, 200, 503)), ready);
  const runs = api("health_live", "Whether the hub's process runs", 200);
  app.get("/health/live", config(runs), async (_request, reply) => {
    reply.header("cache-control", "no-store");
    return { status: "ok", version };
  });
}
