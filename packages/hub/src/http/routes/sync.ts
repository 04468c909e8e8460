import type { OperationNote } from "../../routes/operation.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "@healthops/base/problem";
import type { LineClaim } from "@healthops/protocol/line-header";
import { LINE_HEADER, readLineClaim } from "@healthops/protocol/line-header";
import { DEVICE_STATUS_HEADER, readDeviceStatus } from "@healthops/protocol/device-status";
import { PAGE_BYTES_HEADER, readPageBytes } from "@healthops/protocol/page-bytes";
import { PullRequest, PullResponse } from "@healthops/protocol/wire/pull";
import type { Group } from "@healthops/protocol/wire/push";
import { PUSH_MUTATIONS_MAX, PushRequest, PushResponse } from "@healthops/protocol/wire/push";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { Clock } from "@healthops/base/ports";
import type { Queryable } from "../../database/pool.ts";
import { hubRestored } from "../../lines/hub-restored.ts";
import { isOfEpoch } from "../../lines/older-device.ts";
import { SchemaOrder } from "../../database/installed-version.ts";
import { KnownDevices } from "../../devices/known-devices.ts";
import type { DeviceLimits } from "../../devices/known-devices.ts";
import { refuseBarred } from "../../access/barred-device.ts";
import type { Pull } from "../../pull/pull.ts";
import { FittedPages } from "../fitted-pages.ts";
import type { HubMetrics } from "../metrics.ts";
import type { PullWatcher, SyncEngine } from "../ports.ts";
import { checkProtocol } from "../protocol-version.ts";

/** Device ids, epochs, positions of some hundred scopes. */
const PULL_BODY_MAX_bytes = 256 * 1024;

export interface SyncRoutesParts {
  readonly engine: SyncEngine;
  readonly pull: Pull;
  readonly metrics: HubMetrics;
  readonly pulls: PullWatcher;
  readonly db: Queryable;
  /** Version of the hub's schema. */
  readonly schemaVersion: string;
  readonly pushLimit_bytes: number;
  readonly clock: Clock;
  readonly devices: DeviceLimits;
}

const PUSH: OperationNote = {
  tag: "Sync",
  id: "push",
  summary: "Hand over a device's changes",
  answers: { 200: PushResponse },
  problems: [409, 426],
};
const PULL: OperationNote = {
  tag: "Sync",
  id: "pull",
  summary: "Get what changed",
  description: "With `If-None-Match` of the last complete answer, 304 when nothing changed.",
  answers: { 200: PullResponse, 304: null },
  problems: [409, 426],
};

/** Push and pull, below `/api/v1/sync`. */
export async function syncRoutes(app: FastifyInstance, parts: SyncRoutesParts): Promise<void> {
  const order = new SchemaOrder(parts.db, parts.schemaVersion, Date.now);
  const shared = {
    onRequest: [app.limiters.sync],
    preParsing: app.authenticate,
    preValidation: checkProtocol,
    preHandler: async ({ body }: FastifyRequest<{ Body: PushRequest | PullRequest }>) =>
      order.assertNotLater(body.schema),
    // headers of a browser's page are half of what a "nothing changed" answer may weigh
    helmet: false as const,
  };

  const pages = new FittedPages(parts.pull);
  const devices = new KnownDevices(parts.db, parts.clock, parts.devices);

  app.post<{ Body: PushRequest }>(
    "/push",
    {
      ...shared,
      bodyLimit: parts.pushLimit_bytes,
      schema: { body: PushRequest },
      config: { judgesContent: true, takesTurns: true, api: PUSH },
    },
    (request) => push(parts, devices, request),
  );

  app.post<{ Body: PullRequest }>(
    "/pull",
    {
      ...shared,
      config: { reads: true, api: PULL },
      bodyLimit: PULL_BODY_MAX_bytes,
      schema: { body: PullRequest },
    },
    (request, reply) => pull({ ...parts, pages, known: devices }, request, reply),
  );
}

async function push(
  parts: SyncRoutesParts,
  known: KnownDevices,
  request: FastifyRequest<{ Body: PushRequest }>,
): Promise<PushResponse> {
  const { replicaId, protocol, schema, epoch, groups, previous, copyOf } = request.body;
  await assertServed(parts.db, request, replicaId);
  await assertSameEpoch(parts, request);
  const changes = assertNotTooMany(groups);
  await known.admit(
    request.actor.personId,
    copyOf === undefined ? [replicaId] : [replicaId, copyOf],
  );
  request.server.spendChanges(request, changes);
  const { receipts, hash } = await parts.engine.push({
    actor: { ...request.actor, replicaId },
    replica: {
      id: replicaId,
      protocol,
      schema,
      epoch,
      claim: lineClaim(request),
      previous,
      copyOf,
    },
    groups,
  });
  parts.metrics.pushed(receipts);
  return {
    protocol: PROTOCOL_VERSION,
    schema: parts.schemaVersion,
    epoch: epoch ?? parts.engine.epochInLine,
    receipts: [...receipts],
    ...(hash === null ? {} : { hash }),
    now_ms: parts.clock.now(),
  };
}

async function pull(
  parts: SyncRoutesParts & { readonly pages: FittedPages; readonly known: KnownDevices },
  request: FastifyRequest<{ Body: PullRequest }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { replicaId, protocol, schema } = request.body;
  await assertServed(parts.db, request, replicaId);
  await assertSameEpoch(parts, request);
  const actor = { ...request.actor, replicaId };
  await parts.known.admit(actor.personId, [replicaId]);
  const { answer, compressed } = await parts.pages.pull({
    actor,
    request: request.body,
    etag: request.headers["if-none-match"] ?? null,
    acceptEncoding: request.headers["accept-encoding"],
    claim: lineClaim(request),
    bytes: readPageBytes(request.headers[PAGE_BYTES_HEADER]),
  });
  parts.pulls.note({
    replicaId,
    personId: actor.personId,
    protocol,
    schema,
    userAgent: request.headers["user-agent"] ?? null,
    status: readDeviceStatus(statusHeader(request)),
  });
  if (answer.etag !== null) reply.header("etag", answer.etag);
  if (answer.line !== null) reply.header(LINE_HEADER, answer.line);
  if (answer.status === 304 || compressed === null) {
    parts.metrics.pulled(304, 0);
    return reply.code(304).send();
  }
  parts.metrics.pulled(200, answer.rows);
  const { encoding, body } = compressed;
  if (encoding !== null) reply.header("content-encoding", encoding);
  return reply
    .header("content-type", "application/json; charset=utf-8")
    .header("cache-control", "no-store")
    .header("vary", "Accept-Encoding")
    .send(body);
}

/**
 * A device that knew this hub before it was restored [PUL8] is told so, with the last of its numbers
 * that the hub knows: positions, versions and numbers after it mean something else now.
 */
async function assertSameEpoch(
  { db, engine }: SyncRoutesParts,
  { body, actor }: FastifyRequest<{ Body: PushRequest | PullRequest }>,
): Promise<void> {
  // In which line, the engine looks.
  if (body.epoch === null || isOfEpoch(body.epoch, engine.epoch)) return;
  throw await hubRestored(db, engine.epoch, body.replicaId, actor.personId);
}

/** A device that was revoked since its session began is served no more, whichever session it uses. */
async function assertServed(
  db: Queryable,
  request: FastifyRequest,
  replicaId: string,
): Promise<void> {
  const barred = request.principal.barred.get(replicaId);
  if (barred !== undefined) await refuseBarred(db, barred);
}

function lineClaim({ headers }: FastifyRequest): LineClaim | null {
  const header = headers[LINE_HEADER];
  return readLineClaim(typeof header === "string" ? header : undefined);
}

function statusHeader({ headers }: FastifyRequest): string | undefined {
  const header = headers[DEVICE_STATUS_HEADER];
  return typeof header === "string" ? header : undefined;
}

/** How many changes they are: not more work than fits one push. */
function assertNotTooMany(groups: readonly Group[]): number {
  const mutations = groups.reduce((sum, group) => sum + group.mutations.length, 0);
  if (mutations <= PUSH_MUTATIONS_MAX) return mutations;
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
