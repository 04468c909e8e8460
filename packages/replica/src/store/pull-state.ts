import type { Positions } from "@healthops/protocol/wire/pull";
import type { SqlReader, SqlRow, SqlTransaction } from "../sqlite/database.ts";
import { getMeta, setMeta } from "./meta.ts";
import type { Store } from "./store.ts";

/** Where the next page begins. */
export interface PullState {
  readonly epoch: string | null;
  readonly positions: Positions;
  /** What the hub said of these positions; null: it knows no lines of time. */
  readonly mark: string | null;
  /** ETag to send along; only at the start of a round. */
  readonly etag: string | null;
  /** Whether pages of an unfinished round are staged. */
  readonly underway: boolean;
  /** The round reads everything from the start and replaces all rows. */
  readonly replaceAll: boolean;
}

/** Where to go on: behind the staged pages of a round that was cut, or at the last checkpoint. */
export async function readPullState(reader: SqlReader): Promise<PullState> {
  const staged = await reader.all("select scope, position from _staged_positions");
  const stagedEpoch = await getMeta(reader, "staged_epoch");
  const replaceAll = (await getMeta(reader, "replace_all")) ?? false;
  if (stagedEpoch !== null) {
    return {
      epoch: stagedEpoch,
      positions: positionsOf(staged),
      mark: await getMeta(reader, "staged_mark"),
      etag: null,
      underway: true,
      replaceAll,
    };
  }
  const epoch = await getMeta(reader, "epoch");
  const mark = await getMeta(reader, "mark");
  if (replaceAll) return { epoch, positions: {}, mark, etag: null, underway: false, replaceAll };
  const rewound = await readRewound(reader);
  const positions = Object.entries(await readPositions(reader));
  return {
    epoch,
    positions: Object.fromEntries(positions.filter(([scope]) => !rewound.has(scope))),
    mark,
    etag: await getMeta(reader, "etag"),
    underway: false,
    replaceAll,
  };
}

/** Scopes that are read anew because the hub went back in time [LIN3]. */
export async function readRewound(reader: SqlReader): Promise<ReadonlySet<string>> {
  const rows = await reader.all("select scope from _rewound");
  return new Set(rows.map((row) => String(row["scope"])));
}

/** How far each scope was read at the last checkpoint: what people see. */
export async function readPositions(reader: SqlReader): Promise<Positions> {
  return positionsOf(await reader.all("select scope, position from _positions"));
}

/** Whether two sets of positions are the same. */
export function samePositions(one: Positions, other: Positions): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

/** Forgets the staged pages; the round begins again at the last checkpoint. */
export async function discardStaged(store: Store, tx: SqlTransaction): Promise<void> {
  for (const plan of store.plans.values()) await tx.run(`delete from "${plan.staged}"`);
  for (const table of ["_staged_deleted", "_staged_left", "_staged_positions"]) {
    await tx.run(`delete from ${table}`);
  }
  await setMeta(tx, "staged_epoch", null);
  await setMeta(tx, "staged_mark", null);
}

/**
 * From here on everything is read from the start, and the round replaces all rows: another epoch of
 * the hub [PUL8] or another schema here. What people see stays until that round is complete.
 */
export async function startOver(
  store: Store,
  tx: SqlTransaction,
  epoch: string | null,
): Promise<void> {
  await discardStaged(store, tx);
  await setMeta(tx, "replace_all", true);
  await setMeta(tx, "etag", null);
  // A mark says nothing of another epoch. The pages to come replace what a line would have replaced.
  if ((await getMeta(tx, "epoch")) !== epoch) await setMeta(tx, "mark", null);
  await setMeta(tx, "epoch", epoch);
  await setMeta(tx, "rewound_us", null);
  await tx.run("delete from _rewound");
}

/** Writes positions into one of the two tables of them. */
export async function writePositions(
  tx: SqlTransaction,
  table: "_positions" | "_staged_positions",
  positions: Positions,
): Promise<void> {
  await tx.run(`delete from ${table}`);
  const scopes = Object.keys(positions);
  await tx.runMany(`insert into ${table} (scope, position) values (?, ?)`, [
    scopes,
    scopes.map((scope) => positions[scope] ?? 0),
  ]);
}

function positionsOf(rows: readonly SqlRow[]): Positions {
  return Object.fromEntries(rows.map((row) => [String(row["scope"]), Number(row["position"])]));
}
