import type { FieldFault } from "@healthops/base/problem";
import type { Receipt } from "@healthops/protocol/wire/push";
import type { Operation } from "@healthops/schema/permission";
import type { SqlReader } from "../sqlite/database.ts";
import type { GroupId } from "./change.ts";
import type { GroupState } from "./group-state.ts";
import { MUTATION_COLUMNS, mutationOf } from "../rebase/mutation-row.ts";

/** A group of local changes as it is shown to the person. */
export interface PendingGroup {
  readonly group: GroupId;
  readonly state: GroupState;
  /** When the person did it, by the device's clock. */
  readonly deviceTime_ms: number;
  readonly changes: readonly PendingChange[];
}

export interface PendingChange {
  readonly collection: string;
  readonly id: string;
  readonly op: Operation;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Why the hub refused it; null unless its group was rejected. */
  readonly refusal: Refusal | null;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly faults: readonly FieldFault[];
}

/** Groups in any of the states, oldest first; `limit` counts groups. */
export async function pendingGroups(
  reader: SqlReader,
  states: readonly GroupState[],
  limit = 1_000,
): Promise<readonly PendingGroup[]> {
  const marks = states.map(() => "?").join(", ");
  const rows = await reader.all(
    `select g.state, g.device_time_ms, g.receipt, ${MUTATION_COLUMNS}
      from (select * from _outbox_groups where state in (${marks}) order by local_id limit ?) g
      join _outbox_mutations m on m.local_id = g.local_id order by g.local_id, m.ordinal`,
    [...states, limit],
  );
  const groups = new Map<GroupId, PendingGroup & { readonly changes: PendingChange[] }>();
  for (const row of rows) {
    const { localId, ordinal, collection, recordId, op, fields } = mutationOf(row);
    const group = groups.get(localId) ?? {
      group: localId,
      state: String(row["state"]) as GroupState,
      deviceTime_ms: Number(row["device_time_ms"]),
      changes: [],
    };
    groups.set(localId, group);
    const refusal = typeof row["receipt"] === "string" ? refusalOf(row["receipt"], ordinal) : null;
    group.changes.push({ collection, id: recordId, op, fields, refusal });
  }
  return [...groups.values()];
}

/** States of the local changes of each record of a collection that has any, by id. */
export async function pendingRecords(
  reader: SqlReader,
  collection: string,
): Promise<ReadonlyMap<string, readonly GroupState[]>> {
  const rows = await reader.all(
    `select distinct m.record_id, g.state from _outbox_mutations m
      join _outbox_groups g on g.local_id = m.local_id where m.collection = ?`,
    [collection],
  );
  const states = new Map<string, GroupState[]>();
  for (const row of rows) {
    const id = String(row["record_id"]);
    states.set(id, [...(states.get(id) ?? []), String(row["state"]) as GroupState]);
  }
  return states;
}

function refusalOf(text: string, ordinal: number): Refusal | null {
  const mutation = (JSON.parse(text) as Receipt).mutations[ordinal];
  if (mutation?.status !== "rejected") return null;
  return { code: mutation.code, message: mutation.message, faults: mutation.faults };
}
