import type pg from "pg";
import type { Queryable } from "../database/pool.ts";
import type { Catalog } from "../engine/catalog.ts";
import type { FeedSlice } from "./page.ts";
import { joinedIds } from "./page.ts";
import { readRecordsJson } from "./records-json.ts";

/** The records of a page as JSON texts. */
export interface RecordsJson {
  /** `PulledCollection`s. */
  readonly changed: readonly string[];
  /** `Tombstones`. */
  readonly deleted: readonly string[];
}

/** Heads, feed and records of one page come from one snapshot of the database. */
export async function inSnapshot<T>(
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

/** The records of the slices as they are now, collection by collection. */
export async function readRecords(
  catalog: Catalog,
  connection: Queryable,
  slices: readonly FeedSlice[],
): Promise<RecordsJson> {
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
