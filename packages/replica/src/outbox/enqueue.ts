import { isId, newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import type { GuardedRecord } from "@healthops/schema/permission";
import type { Actor } from "@healthops/schema/person";
import type { Content, StoredRecord } from "@healthops/schema/record";
import { collectionNamed } from "@healthops/schema/schema";
import type { BaseCopy } from "../rebase/base-copy.ts";
import { readBase, writeBase } from "../rebase/base-copy.ts";
import { replay } from "../rebase/replay.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { readRecord, writeRecord } from "../store/record-row.ts";
import type { Store } from "../store/store.ts";
import { planNamed } from "../store/table-plan.ts";
import { contentAfter } from "./apply-change.ts";
import type { Accepted, Change, GroupId } from "./change.ts";
import { refuseInUse } from "./keep-in-use.ts";
import { refuseOverlap } from "./keep-apart.ts";
import { withPlace } from "./follow.ts";
import { mutationsOfRecord } from "../rebase/mutation-row.ts";
import { withNaturalId } from "./natural-create.ts";

/** Most mutations in one group, as the wire allows. */
const GROUP_MUTATIONS_MAX = 1_000;

/**
 * Takes changes that stand or fall together into the outbox and shows them at once. Throws what the
 * hub would refuse (see apply-change.ts) and then leaves nothing behind, because the caller's
 * transaction is rolled back. `localId` re-uses the place of a rejected group that was emptied.
 */
export async function enqueueGroup(
  store: Store,
  tx: SqlTransaction,
  actor: Actor,
  changes: readonly Change[],
  localId?: GroupId,
): Promise<Accepted> {
  assertGroupSize(changes);
  const deviceTime_ms = store.ports.clock.now();
  const group = localId ?? (await newGroup(tx, deviceTime_ms));
  const ids: string[] = [];
  const entry = { actor, group, deviceTime_ms, restored: new Set<string>() };
  for (const [ordinal, change] of changes.entries()) {
    ids.push(await enqueueChange(store, tx, { ...entry, ordinal, change }));
  }
  // Of the whole group: one that deletes what pointed to the record too leaves nothing without it.
  await refuseInUse(store, tx, changes);
  await refuseOverlap(store, tx, changes, ids);
  return { group, ids };
}

async function newGroup(tx: SqlTransaction, deviceTime_ms: number): Promise<GroupId> {
  await tx.run("insert into _outbox_groups (state, device_time_ms) values ('waiting', ?)", [
    deviceTime_ms,
  ]);
  const [row] = await tx.all("select last_insert_rowid() as local_id");
  return Number(row?.["local_id"]);
}

interface Entry {
  readonly actor: Actor;
  readonly group: GroupId;
  readonly deviceTime_ms: number;
  readonly ordinal: number;
  readonly change: Change;
  /** Ids that this group restored without knowing their content. */
  readonly restored: Set<string>;
}

async function enqueueChange(store: Store, tx: SqlTransaction, entry: Entry): Promise<string> {
  const { restored } = entry;
  const plan = planNamed(store.plans, collectionNamed(store.schema, entry.change.collection).name);
  const keyed = withNaturalId(plan.collection, entry.change);
  const id = idOf(keyed, store.ports);
  const visible = await readRecord(tx, plan, id);
  const change = await withPlace(store, tx, plan.collection, keyed, visible);
  const base =
    (await readBase(tx, change.collection, id)) ?? (await keepBase(tx, change, id, visible));
  const content = contentAfter({
    collection: plan.collection,
    actor: entry.actor,
    op: change.op,
    id,
    fields: fieldsOf(change),
    before: visible?.content ?? null,
    remembered:
      change.op === "restore" && visible === null
        ? await contentBehind(tx, change, id, base, store)
        : null,
    restoredBlindly: restored.has(id),
    deviceTime_ms: entry.deviceTime_ms,
    ...(await aboutOf(store, tx, plan.collection, visible)),
  });
  if (change.op === "restore" && content === null) restored.add(id);
  await writeRecord(tx, plan, id, content === null ? null : seen(id, base, content));
  await insertMutation(tx, { ...entry, change }, id, base);
  return id;
}

/** The record that a visible one is about, where this device has it [PSH9]. */
async function aboutOf(
  store: Store,
  tx: SqlTransaction,
  { about }: Collection,
  visible: StoredRecord | null,
): Promise<{ readonly about?: GuardedRecord }> {
  if (about === null || visible === null) return {};
  const plan = store.plans.get(String(visible.content[about.collection]));
  const id = String(visible.content[about.id]);
  const record = plan === undefined ? null : await readRecord(tx, plan, id);
  if (plan === undefined || record === null) return {};
  return { about: { collection: plan.collection, id, content: record.content } };
}

async function keepBase(
  tx: SqlTransaction,
  { collection }: Change,
  id: string,
  visible: StoredRecord | null,
): Promise<BaseCopy> {
  const base = { version: visible?.version ?? 0, record: visible };
  await writeBase(tx, collection, id, base);
  return base;
}

/** What a deletion that is still in the outbox took from sight. */
async function contentBehind(
  tx: SqlTransaction,
  { collection }: Change,
  id: string,
  base: BaseCopy,
  store: Store,
): Promise<Content | null> {
  const patches = await mutationsOfRecord(tx, collection, id);
  const restore = { op: "restore", fields: {}, signature: null } as const;
  const plan = planNamed(store.plans, collection);
  return replay(plan.collection, id, base.record, [...patches, restore])?.content ?? null;
}

function seen(id: string, { version, record }: BaseCopy, content: Content): StoredRecord {
  return {
    id,
    version: record === null ? 0 : version,
    createdAt_us: record?.createdAt_us ?? 0,
    updatedAt_us: record?.updatedAt_us ?? 0,
    content,
  };
}

async function insertMutation(
  tx: SqlTransaction,
  { change, group, ordinal }: Entry,
  id: string,
  base: BaseCopy,
): Promise<void> {
  const version = change.op === "create" ? 0 : (change.base ?? base.version);
  await tx.run(
    `insert into _outbox_mutations (local_id, ordinal, collection, record_id, op, base, fields)
      values (?, ?, ?, ?, ?, ?, ?)`,
    [group, ordinal, change.collection, id, change.op, version, JSON.stringify(fieldsOf(change))],
  );
}

function idOf(change: Change, ports: Pick<Ports, "clock" | "random">): string {
  if (change.id === undefined) return newId(ports);
  if (isId(change.id)) return change.id;
  throw new Problem({
    code: "invalid_id",
    message: `An id is a UUID in lower case, 36 characters (${change.collection}). Copy it whole.`,
  });
}

function fieldsOf(change: Change): Readonly<Record<string, unknown>> {
  return change.op === "create" || change.op === "update" ? change.fields : {};
}

/** Throws Problem `group_size` where a group is empty or larger than the wire allows. */
export function assertGroupSize({ length }: readonly Change[]): void {
  if (length > 0 && length <= GROUP_MUTATIONS_MAX) return;
  throw new Problem({
    code: "group_size",
    message: `A group holds 1 to ${GROUP_MUTATIONS_MAX} changes, this one ${length}. Split it.`,
  });
}
