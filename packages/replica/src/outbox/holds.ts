import { referencesOf as fieldsThatRefer, targetIds } from "@healthops/schema/references";
import type { Schema } from "@healthops/schema/schema";
import type { SqlReader, SqlTransaction } from "../sqlite/database.ts";
import type { GroupId } from "./change.ts";
import type { LinkedGroup } from "./dependence.ts";
import { groupsToHold } from "./dependence.ts";
import type { GroupState } from "./group-state.ts";
import type { MutationRow } from "../rebase/mutation-row.ts";
import { MUTATION_COLUMNS, mutationOf } from "../rebase/mutation-row.ts";

/**
 * Brings the states up to date after something was rejected, corrected, discarded or added: groups
 * that build on rejected ones are held, those that no longer do wait to be sent again [PSH3].
 * `refused` are groups that the hub has just rejected: those among them that only fell because they
 * build on another rejected one are held as well, and get a new number later.
 */
export async function refreshHolds(
  schema: Schema,
  tx: SqlTransaction,
  refused: ReadonlySet<GroupId> = new Set(),
): Promise<void> {
  const [any] = await tx.all(
    "select 1 from _outbox_groups where state in ('rejected', 'held') limit 1",
  );
  if (any === undefined) return;
  const groups = await linkedGroups(schema, tx);
  const held = groupsToHold(groups, refused);
  for (const { localId, state } of groups) {
    const next = stateAfter(state, held.has(localId));
    if (next === state) continue;
    await tx.run(
      "update _outbox_groups set state = ?, seq = null, receipt = null where local_id = ?",
      [next, localId],
    );
  }
}

/** Groups that are held because of this one, directly or through others. */
export async function dependentsOf(
  schema: Schema,
  tx: SqlTransaction,
  group: GroupId,
): Promise<readonly GroupId[]> {
  const groups = await linkedGroups(schema, tx);
  const alone: LinkedGroup[] = [];
  for (const { localId, state, mutations } of groups) {
    if (localId === group) alone.push({ localId, state: "rejected", mutations });
    else if (state === "held") alone.push({ localId, state, mutations });
  }
  return [...groupsToHold(alone)];
}

function stateAfter(state: GroupState, hold: boolean): GroupState {
  if (hold) return "held";
  return state === "held" ? "waiting" : state;
}

async function linkedGroups(schema: Schema, reader: SqlReader): Promise<readonly LinkedGroup[]> {
  const rows = await reader.all(
    `select g.state, ${MUTATION_COLUMNS}
      from _outbox_groups g join _outbox_mutations m on m.local_id = g.local_id
      where g.state in ('waiting', 'held', 'rejected') order by g.local_id, m.ordinal`,
  );
  const groups = new Map<
    GroupId,
    { state: GroupState; mutations: LinkedGroup["mutations"][number][] }
  >();
  for (const row of rows) {
    const mutation = mutationOf(row);
    const group = groups.get(mutation.localId) ?? {
      state: String(row["state"]) as GroupState,
      mutations: [],
    };
    groups.set(mutation.localId, group);
    group.mutations.push({
      collection: mutation.collection,
      recordId: mutation.recordId,
      creates: mutation.op === "create",
      refersTo: referencesOf(schema, mutation),
    });
  }
  return [...groups].map(([localId, { state, mutations }]) => ({ localId, state, mutations }));
}

function referencesOf(schema: Schema, { collection, fields }: MutationRow): readonly string[] {
  const declared = schema.collections.get(collection);
  if (declared === undefined) return [];
  return fieldsThatRefer(declared).flatMap((reference) =>
    reference.names === null ? targetIds(reference, fields[reference.field]) : [],
  );
}
