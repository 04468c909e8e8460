import type { FastifyInstance } from "fastify";
import type { JobList, JobRunList } from "@healthops/protocol/wire/admin";
import { requireRole } from "../requests/require-role.ts";
import type { Hub } from "../hub.ts";
import { recordEvent } from "../security-log/security-events.ts";
import type { GivenParameters } from "../requests/query-parameters.ts";
import { readParameters, wholeNumber } from "../requests/query-parameters.ts";
import { sendJson } from "../requests/send-json.ts";

const RUNS = 50;
const PARAMETERS = { limit: wholeNumber(1, 500) };

interface NamePath {
  readonly name: string;
}

/** `/api/v1/jobs/…`: what the hub does by itself; for administrators. */
export async function jobRoutes(app: FastifyInstance, hub: Hub): Promise<void> {
  const signedIn = { preParsing: app.authenticate };

  app.get("", signedIn, async (request, reply) => {
    requireRole(request.actor, "ADMIN");
    const list: JobList = { running: hub.jobs.running, jobs: await hub.jobs.list() };
    return sendJson(request, reply, list);
  });

  app.get<{ Params: NamePath; Querystring: GivenParameters }>(
    "/:name/runs",
    signedIn,
    async (request, reply) => {
      requireRole(request.actor, "ADMIN");
      const { limit = RUNS } = readParameters(request.query, PARAMETERS);
      const list: JobRunList = { runs: await hub.jobs.runs(request.params.name, limit) };
      return sendJson(request, reply, list);
    },
  );

  app.post<{ Params: NamePath }>("/:name/run", signedIn, async (request, reply) => {
    requireRole(request.actor, "ADMIN");
    const { name } = request.params;
    const { personId } = request.actor;
    await hub.jobs.ask(name, personId);
    const detail = { job: name };
    await recordEvent(hub.pool, { kind: "job_run", personId, byPersonId: personId, detail });
    reply.code(202);
    return sendJson(request, reply, { name });
  });
}
