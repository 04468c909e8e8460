import type { Operation } from "@healthops/schema/permission";
import type { Content } from "@healthops/schema/record";
import { plainArray } from "../database/array-literal.ts";
import type { Queryable, Row } from "../database/pool.ts";
import type { TableEntry } from "../engine/catalog.ts";

/** A record as its history says it must be. */
export interface KnownState {
  readonly version: number;
  readonly deleted: boolean;
  /** Every field that some change ever set. */
  readonly content: Content;
  readonly createdAt_us: number;
}

interface ChangeRow extends Row {
  readonly record_id: string;
  readonly version: number;
  readonly op: Operation;
  readonly at_us: number;
  readonly after: Content;
}

/** What the history knows of these records; those without any history are left out. */
export async function knownStates(
  db: Queryable,
  entry: TableEntry,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownState>> {
  const { rows } = await db.query<ChangeRow>(
    `select record_id, version, op, at_us, after from hub.history
      where record_id = any($1::uuid[]) and collection_id = $2 order by record_id, version`,
    [plainArray(ids), entry.number],
  );
  const states = new Map<string, KnownState>();
  for (const row of rows) states.set(row.record_id, stateAfter(states.get(row.record_id), row));
  return states;
}

function stateAfter(before: KnownState | undefined, change: ChangeRow): KnownState {
  return {
    version: change.version,
    // An update of a deleted record leaves it deleted.
    deleted: change.op === "update" ? before?.deleted === true : change.op === "delete",
    content: { ...before?.content, ...change.after },
    createdAt_us: before?.createdAt_us ?? change.at_us,
  };
}
