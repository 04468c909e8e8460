import { newId } from "@healthops/base/ids";
import type { Actor } from "@healthops/schema/person";
import type { StoredRecord } from "@healthops/schema/record";
import { collectionNamed } from "@healthops/schema/schema";
import { hasNaturalKey } from "@healthops/schema/natural-key";
import type { SqlTransaction, SqlValue } from "../sqlite/database.ts";
import { rowOf } from "../store/record-row.ts";
import type { Store } from "../store/store.ts";
import type { TablePlan } from "../store/table-plan.ts";
import { planNamed } from "../store/table-plan.ts";
import { contentAfter } from "./apply-change.ts";
import type { Accepted, Change, GroupId } from "./change.ts";
import { assertGroupSize, enqueueGroup } from "./enqueue.ts";

/** A change whose record gets a drawn id here: nothing can be known of it yet. */
type NewRecord = Extract<Change, { readonly op: "create" }> & { readonly id?: undefined };

/**
 * Takes many groups into the outbox, each standing for itself; as `enqueueGroup` for one. New records
 * that follow each other need no look at what is there, so they go in by a few statements for all.
 */
export async function enqueueGroups(
  store: Store,
  tx: SqlTransaction,
  actor: Actor,
  groups: readonly (readonly Change[])[],
): Promise<readonly Accepted[]> {
  const accepted: Accepted[] = [];
  for (let at = 0; at < groups.length;) {
    const fresh = freshFrom(store, groups, at);
    if (fresh.length > 0) accepted.push(...(await enqueueFresh(store, tx, actor, fresh)));
    at += fresh.length;
    const other = groups[at];
    if (other === undefined) break;
    accepted.push(await enqueueGroup(store, tx, actor, other));
    at += 1;
  }
  return accepted;
}

/** The groups from a place on that only make new records. */
function freshFrom(
  store: Store,
  groups: readonly (readonly Change[])[],
  from: number,
): readonly (readonly NewRecord[])[] {
  const fresh: (readonly NewRecord[])[] = [];
  for (let at = from; at < groups.length; at += 1) {
    const group = groups[at];
    if (group === undefined || !group.every((change) => isNew(store, change))) break;
    fresh.push(group);
  }
  return fresh;
}

function isNew({ schema }: Store, change: Change): change is NewRecord {
  if (change.op !== "create" || change.id !== undefined) return false;
  const collection = collectionNamed(schema, change.collection);
  if (hasNaturalKey(collection) || collection.follows !== null) return false;
  return collection.noOverlap.length === 0;
}

async function enqueueFresh(
  store: Store,
  tx: SqlTransaction,
  actor: Actor,
  groups: readonly (readonly NewRecord[])[],
): Promise<readonly Accepted[]> {
  const rows = new Map<TablePlan, (readonly SqlValue[])[]>();
  const bases: (readonly SqlValue[])[] = [];
  const made = groups.map((changes) => {
    assertGroupSize(changes);
    return changes.map((change) => {
      const record = recordOf(store, actor, change);
      const plan = planNamed(store.plans, change.collection);
      const known = rows.get(plan);
      if (known === undefined) rows.set(plan, [rowOf(plan, record)]);
      else known.push(rowOf(plan, record));
      bases.push([change.collection, record.id, 0]);
      return { id: record.id, change };
    });
  });
  const first = await newGroups(store, tx, groups.length);
  for (const [plan, records] of rows) await tx.runMany(plan.upsert, columnsOf(records));
  await tx.runMany(
    "insert into _base (collection, record_id, version, row) values (?, ?, ?, null)",
    columnsOf(bases),
  );
  const mutations = made.flatMap((changes, at) =>
    changes.map(({ id, change }, ordinal) => [
      first + at,
      ordinal,
      change.collection,
      id,
      JSON.stringify(change.fields),
    ]),
  );
  await tx.runMany(
    `insert into _outbox_mutations (local_id, ordinal, collection, record_id, op, base, fields)
      values (?, ?, ?, ?, 'create', 0, ?)`,
    columnsOf(mutations),
  );
  return made.map((changes, at) => ({ group: first + at, ids: changes.map(({ id }) => id) }));
}

function recordOf(store: Store, actor: Actor, { collection, fields }: NewRecord): StoredRecord {
  const id = newId(store.ports);
  const content = contentAfter({
    collection: collectionNamed(store.schema, collection),
    actor,
    op: "create",
    id,
    fields,
    before: null,
    remembered: null,
    restoredBlindly: false,
    deviceTime_ms: store.ports.clock.now(),
  });
  return { id, version: 0, createdAt_us: 0, updatedAt_us: 0, content: content ?? {} };
}

/** Makes groups whose places follow each other, for the transaction is alone; the first place. */
async function newGroups(store: Store, tx: SqlTransaction, count: number): Promise<GroupId> {
  const time_ms = store.ports.clock.now();
  await tx.runMany("insert into _outbox_groups (state, device_time_ms) values ('waiting', ?)", [
    Array.from({ length: count }, () => time_ms),
  ]);
  const [row] = await tx.all("select last_insert_rowid() as local_id");
  return Number(row?.["local_id"]) - count + 1;
}

/** Rows turned into one array for each of their places. */
function columnsOf(rows: readonly (readonly SqlValue[])[]): readonly (readonly SqlValue[])[] {
  return (rows[0] ?? []).map((_, place) => rows.map((row) => row[place] ?? null));
}
