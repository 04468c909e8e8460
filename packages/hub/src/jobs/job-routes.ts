import type { OperationNote, ParameterNote } from "../routes/operation.ts";
import { objectOf } from "../routes/operation.ts";
import type { FastifyInstance } from "fastify";
import { JobList, JobRunList } from "@healthops/protocol/wire/admin";
import { requireRole } from "../requests/require-role.ts";
import type { Hub } from "../hub.ts";
import { recordEvent } from "../security-log/security-events.ts";
import type { GivenParameters } from "../requests/query-parameters.ts";
import { paging, readParameters } from "../requests/query-parameters.ts";
import { sendJson } from "../requests/send-json.ts";

const RUNS = 50;
const PARAMETERS = { limit: paging(500, RUNS).limit };

const TAG = "Jobs";
const FOR = "For administrators.";
const THE_JOB: readonly ParameterNote[] = [
  { name: "name", in: "path", description: "The job.", schema: { type: "string" } },
];

const API = {
  list: {
    tag: TAG,
    id: "jobs",
    summary: "What the hub does by itself",
    description: FOR,
    answers: { 200: JobList },
  },
  runs: {
    tag: TAG,
    id: "job_runs",
    summary: "The latest runs of a job, newest first",
    description: FOR,
    parameters: THE_JOB,
    query: PARAMETERS,
    answers: { 200: JobRunList },
    problems: [404],
  },
  run: {
    tag: TAG,
    id: "job_run",
    summary: "Run a job now",
    description: `${FOR} One of the hubs takes it within seconds.`,
    parameters: THE_JOB,
    answers: { 202: objectOf({ name: { type: "string" } }) },
    problems: [404, 409],
  },
} satisfies Readonly<Record<string, OperationNote>>;

interface NamePath {
  readonly name: string;
}

/** `/api/v1/jobs/…`: what the hub does by itself; for administrators. */
export async function jobRoutes(app: FastifyInstance, hub: Hub): Promise<void> {
  const signedIn = { preParsing: app.authenticate };

  app.get("", { ...signedIn, config: { api: API.list } }, async (request, reply) => {
    requireRole(request.actor, "ADMIN");
    const list: JobList = { running: hub.jobs.running, jobs: await hub.jobs.list() };
    return sendJson(request, reply, list);
  });

  app.get<{ Params: NamePath; Querystring: GivenParameters }>(
    "/:name/runs",
    { ...signedIn, config: { api: API.runs } },
    async (request, reply) => {
      requireRole(request.actor, "ADMIN");
      const { limit = RUNS } = readParameters(request.query, PARAMETERS);
      const list: JobRunList = { runs: await hub.jobs.runs(request.params.name, limit) };
      return sendJson(request, reply, list);
    },
  );

  app.post<{ Params: NamePath }>(
    "/:name/run",
    { ...signedIn, config: { api: API.run } },
    async (request, reply) => {
      requireRole(request.actor, "ADMIN");
      const { name } = request.params;
      const { personId } = request.actor;
      await hub.jobs.ask(name, personId);
      const detail = { job: name };
      await recordEvent(hub.pool, { kind: "job_run", personId, byPersonId: personId, detail });
      reply.code(202);
      return sendJson(request, reply, { name });
    },
  );
}
