import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { PullRequest } from "@healthops/protocol/wire/pull";
import { PULL_PAGE_MAX } from "@healthops/protocol/wire/pull";
import type { ScopeKey } from "@healthops/schema/scope";
import type pg from "pg";
import type { Queryable } from "../database/pool.ts";
import type { Catalog } from "../engine/catalog.ts";
import { etagOf, readHeads } from "./heads.ts";
import type { FeedPage, FeedSlice } from "./page.ts";
import { readFeedPage } from "./page.ts";
import { readRecordsJson } from "./records-json.ts";

/** What the read path stands on. */
export interface ReadPath {
  readonly pool: pg.Pool;
  readonly catalog: Catalog;
  readonly epoch: string;
}

export type PullAnswer =
  | { readonly status: 304; readonly etag: string }
  | {
      readonly status: 200;
      /** Only of a complete answer. */
      readonly etag: string | null;
      /** A `PullResponse` as JSON text. */
      readonly body: string;
      /** Records, tombstones and departures in it. */
      readonly rows: number;
    };

/**
 * One page of what changed in the held scopes since the positions of the request [PUL1, PUL2]; 304
 * after one indexed read when the given ETag still holds [PUL5].
 */
export async function pull(
  path: ReadPath,
  held: readonly ScopeKey[],
  request: PullRequest,
  etag: string | null,
): Promise<PullAnswer> {
  const { version } = path.catalog.schema;
  if (etag !== null && request.epoch === path.epoch) {
    const now = etagOf(path.epoch, version, held, await readHeads(path.pool, held));
    if (now === etag) return { status: 304, etag };
  }
  // Positions of another epoch mean nothing here: everything is read anew.
  const from = request.epoch === null || request.epoch === path.epoch ? request.positions : {};
  return inSnapshot(path.pool, async (connection) => {
    const heads = await readHeads(connection, held);
    const limit = request.limit ?? PULL_PAGE_MAX;
    const page = await readFeedPage(connection, held, heads, from, limit);
    const { changed, deleted } = await readRecords(path.catalog, connection, page.slices);
    const rows = page.slices.reduce((sum, slice) => sum + slice.count, 0);
    return {
      status: 200,
      etag: page.complete ? etagOf(path.epoch, version, held, heads) : null,
      body: bodyJson(path, page, changed, deleted),
      rows,
    };
  });
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
    const json = await readRecordsJson(connection, entry, joined(own), count);
    if (json.changed !== null) changed.push(json.changed);
    if (json.deleted !== null) deleted.push(json.deleted);
  }
  return { changed, deleted };
}

/** Several array literals of ids as one. */
function joined(slices: readonly FeedSlice[]): string {
  const [only] = slices;
  if (slices.length === 1 && only !== undefined) return only.ids;
  return `{${slices.map((slice) => slice.ids.slice(1, -1)).join(",")}}`;
}

function bodyJson(path: ReadPath, page: FeedPage, changed: string[], deleted: string[]): string {
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
    epoch: path.epoch,
    complete: page.complete,
    positions: page.positions,
    remaining: page.remaining,
    left,
  });
  return `${frame.slice(0, -1)},"changed":[${changed.join(",")}],"deleted":[${deleted.join(",")}]}`;
}
