import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { LineClaim } from "@healthops/protocol/line-header";
import type { Positions, PullRequest } from "@healthops/protocol/wire/pull";
import { PULL_PAGE_MAX } from "@healthops/protocol/wire/pull";
import type pg from "pg";
import type { Queryable } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import type { Catalog } from "../engine/catalog.ts";
import { markOf, readMark } from "../lines/line-mark.ts";
import type { Lines } from "../lines/lines.ts";
import { LineMoved } from "../lines/lines.ts";
import { epochForOlder, isOfEpoch } from "../lines/older-device.ts";
import { LossProven, openProvenLine } from "../lines/prove-loss.ts";
import { withDepartures } from "./departures.ts";
import { etagOf } from "./heads.ts";
import type { FeedPage, FeedSlice } from "./page.ts";
import { joinedIds, readFeedPage } from "./page.ts";
import { readRecordsJson } from "./records-json.ts";
import type { HubStanding, Puller } from "./standing.ts";
import { assertOnLine, readStanding } from "./standing.ts";

/** What the read path stands on. */
export interface ReadPath {
  readonly pool: pg.Pool;
  readonly catalog: Catalog;
  readonly epoch: string;
  readonly lines: Lines;
}

export type PullAnswer =
  | {
      readonly status: 304;
      readonly etag: string;
      /** The device's standing, when it has to know it anew [LIN3]. */
      readonly line: string | null;
    }
  | {
      readonly status: 200;
      /** Only of a complete answer. */
      readonly etag: string | null;
      readonly line: string;
      /** A `PullResponse` as JSON text. */
      readonly body: string;
      /** Records, tombstones and departures in it. */
      readonly rows: number;
    };

/**
 * One page of changes in the actor's scopes, or 304 [PUL1, PUL2, PUL5]. `etag` is what the replica sent as
 * `If-None-Match`, null when it sent none.
 */
export type Pull = (
  actor: HubActor,
  request: PullRequest,
  etag: string | null,
  claim?: LineClaim | null,
) => Promise<PullAnswer>;

/** The one way out of the synced tables for devices. */
export function pullFrom(path: ReadPath): Pull {
  return (actor, request, etag, claim = null) =>
    pull(path, { held: [...actor.scopes], request, claim }, etag);
}

/** More often than a hub's database can go back in time while a device waits. */
const LOOKS_MAX = 4;

/**
 * One page of what changed in the held scopes since the positions of the request [PUL1, PUL2]; 304
 * after one indexed read when the given ETag still holds [PUL5]. Problems `hub_behind`, `hub_restored`
 * when the device knows what the hub does not [LIN].
 */
async function pull(path: ReadPath, puller: Puller, etag: string | null): Promise<PullAnswer> {
  for (let look = 1; ; look++) {
    try {
      return await pullOnce(path, puller, etag);
    } catch (error) {
      if (look === LOOKS_MAX) throw error;
      if (error instanceof LossProven) await openProvenLine(path.pool, path.lines, error);
      else if (error instanceof LineMoved) await path.lines.renew(path.pool);
      else throw error;
    }
  }
}

async function pullOnce(path: ReadPath, puller: Puller, etag: string | null): Promise<PullAnswer> {
  const { held, request } = puller;
  const { version } = path.catalog.schema;
  const known = request.epoch !== null && isOfEpoch(request.epoch, path.epoch);
  if (etag !== null && known) {
    const standing = await readStanding(path.pool, held, request.replicaId);
    await assertOnLine(path.pool, path.lines, path.epoch, standing, puller);
    const now = etagOf(path.epoch, version, held, standing.heads);
    if (now === etag) return { status: 304, etag, line: unchangedMark(path, puller, standing) };
  }
  // Positions of another epoch mean nothing here: everything is read anew.
  const from = request.epoch === null || known ? request.positions : {};
  return inSnapshot(path.pool, async (connection) => {
    const standing = await readStanding(connection, held, request.replicaId);
    if (known) await assertOnLine(connection, path.lines, path.epoch, standing, puller);
    const { heads } = standing;
    const limit = request.limit ?? PULL_PAGE_MAX;
    const read = await readFeedPage(connection, held, heads, from, limit);
    const page = { ...read, slices: await withDepartures(connection, heads, read.slices) };
    const { changed, deleted } = await readRecords(path.catalog, connection, page.slices);
    const rows = page.slices.reduce((sum, slice) => sum + slice.count, 0);
    return {
      status: 200,
      etag: page.complete ? etagOf(path.epoch, version, held, heads) : null,
      line: markFor(path, puller, standing, page.positions),
      body: bodyJson(path, epochFor(path, puller), page, changed, deleted),
      rows,
    };
  });
}

function markFor(
  { lines: { secret } }: ReadPath,
  { request: { replicaId } }: Puller,
  { lineId, lastSeq, now_us: at_us }: HubStanding,
  positions: Positions,
): string {
  return markOf(secret, { replicaId, lineId, at_us, lastSeq, positions });
}

/** A device that stands at all heads needs another mark only where its own is of another line. */
function unchangedMark(path: ReadPath, puller: Puller, standing: HubStanding): string | null {
  const { held, claim } = puller;
  if (claim !== null && readMark(claim.mark)?.lineId === standing.lineId) return null;
  const heads = new Map(standing.heads.map(({ key, head }) => [key, head]));
  const positions = Object.fromEntries(held.map((key) => [key, heads.get(key) ?? 0]));
  return markFor(path, puller, standing, positions);
}

/** The hub's epoch as the device knows it [LIN5]. */
function epochFor({ epoch, lines }: ReadPath, { request, claim }: Puller): string {
  if (claim !== null && request.epoch !== null && isOfEpoch(request.epoch, epoch)) {
    return request.epoch;
  }
  return epochForOlder(epoch, lines.current);
}

/** Heads, feed and records of one page come from one snapshot of the database. */
async function inSnapshot<T>(
  pool: pg.Pool,
  read: (connection: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    await connection.query("begin isolation level repeatable read read only");
    return await read(connection);
  } finally {
    await connection.query("commit").catch((failure: Error) => (broken = failure));
    connection.release(broken);
  }
}

async function readRecords(
  catalog: Catalog,
  connection: Queryable,
  slices: readonly FeedSlice[],
): Promise<{ changed: string[]; deleted: string[] }> {
  const changed: string[] = [];
  const deleted: string[] = [];
  const present = slices.filter((slice) => !slice.departed);
  for (const [number, own] of Map.groupBy(present, (slice) => slice.collectionNumber)) {
    const entry = catalog.numbered(number);
    if (entry === undefined) continue;
    const count = own.reduce((sum, slice) => sum + slice.count, 0);
    const json = await readRecordsJson(connection, entry, joinedIds(own), count);
    if (json.changed !== null) changed.push(json.changed);
    if (json.deleted !== null) deleted.push(json.deleted);
  }
  return { changed, deleted };
}

function bodyJson(
  path: ReadPath,
  epoch: string,
  page: FeedPage,
  changed: string[],
  deleted: string[],
): string {
  const left = page.slices.flatMap((slice) => {
    const entry = slice.departed ? path.catalog.numbered(slice.collectionNumber) : undefined;
    if (entry === undefined) return [];
    return [
      { scope: slice.scope, name: entry.collection.name, ids: slice.ids.slice(1, -1).split(",") },
    ];
  });
  const frame = JSON.stringify({
    protocol: PROTOCOL_VERSION,
    schema: path.catalog.schema.version,
    epoch,
    complete: page.complete,
    positions: page.positions,
    remaining: page.remaining,
    left,
  });
  return `${frame.slice(0, -1)},"changed":[${changed.join(",")}],"deleted":[${deleted.join(",")}]}`;
}
