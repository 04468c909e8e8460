import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "@healthops/base/problem";
import { PullRequest } from "@healthops/protocol/wire/pull";
import type { Group, PushResponse } from "@healthops/protocol/wire/push";
import { PUSH_MUTATIONS_MAX, PushRequest } from "@healthops/protocol/wire/push";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import { compress } from "../compress.ts";
import type { HubMetrics } from "../metrics.ts";
import type { PullWatcher, SyncEngine } from "../ports.ts";
import { checkProtocol } from "../protocol-version.ts";

/** Device ids, epochs, positions of some hundred scopes. */
const PULL_BODY_MAX_bytes = 256 * 1024;

export interface SyncRoutesParts {
  readonly engine: SyncEngine;
  readonly metrics: HubMetrics;
  readonly pulls: PullWatcher;
  /** Version of the hub's schema. */
  readonly schemaVersion: string;
  readonly pushLimit_bytes: number;
}

/** Push and pull, below `/api/v1/sync`. */
export async function syncRoutes(app: FastifyInstance, parts: SyncRoutesParts): Promise<void> {
  const shared = {
    onRequest: [app.limiters.sync],
    preParsing: app.authenticate,
    preValidation: checkProtocol,
    // headers of a browser's page are half of what a "nothing changed" answer may weigh
    helmet: false as const,
  };

  app.post<{ Body: PushRequest }>(
    "/push",
    { ...shared, bodyLimit: parts.pushLimit_bytes, schema: { body: PushRequest } },
    (request) => push(parts, request),
  );

  app.post<{ Body: PullRequest }>(
    "/pull",
    { ...shared, bodyLimit: PULL_BODY_MAX_bytes, schema: { body: PullRequest } },
    (request, reply) => pull(parts, request, reply),
  );
}

async function push(
  parts: SyncRoutesParts,
  request: FastifyRequest<{ Body: PushRequest }>,
): Promise<PushResponse> {
  const { replicaId, protocol, schema, groups } = request.body;
  assertNotTooMany(groups);
  const receipts = await parts.engine.submit({
    actor: { ...request.actor, replicaId },
    replica: { id: replicaId, protocol, schema },
    groups,
  });
  parts.metrics.pushed(receipts);
  return {
    protocol: PROTOCOL_VERSION,
    schema: parts.schemaVersion,
    epoch: parts.engine.epoch,
    receipts: [...receipts],
  };
}

async function pull(
  parts: SyncRoutesParts,
  request: FastifyRequest<{ Body: PullRequest }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = { ...request.actor, replicaId: request.body.replicaId };
  const answer = await parts.engine.pull(
    actor,
    request.body,
    request.headers["if-none-match"] ?? null,
  );
  const { replicaId, protocol, schema } = request.body;
  parts.pulls.note({ replicaId, personId: actor.personId, protocol, schema });
  if (answer.etag !== null) reply.header("etag", answer.etag);
  if (answer.status === 304) {
    parts.metrics.pulled(304, 0);
    return reply.code(304).send();
  }
  parts.metrics.pulled(200, answer.rows);
  const { encoding, body } = await compress(
    Buffer.from(answer.body),
    request.headers["accept-encoding"],
  );
  if (encoding !== null) reply.header("content-encoding", encoding);
  return reply
    .header("content-type", "application/json; charset=utf-8")
    .header("cache-control", "no-store")
    .header("vary", "Accept-Encoding")
    .send(body);
}

/** Not more work than fits one push. */
function assertNotTooMany(groups: readonly Group[]): void {
  const mutations = groups.reduce((sum, group) => sum + group.mutations.length, 0);
  if (mutations <= PUSH_MUTATIONS_MAX) return;
  throw new Problem({
    code: "push_too_large",
    status: 413,
    message: `A push carries at most ${PUSH_MUTATIONS_MAX} mutations. Send the rest in another one.`,
    faults: [
      {
        field: "groups",
        message: "has too many mutations",
        allowed: `at most ${PUSH_MUTATIONS_MAX}`,
      },
    ],
  });
}
