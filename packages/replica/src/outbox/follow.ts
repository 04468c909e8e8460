import { Problem } from "@healthops/base/problem";
import { sameValue } from "@healthops/protocol/merge/same-value";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import { elsewhereFault, followedId, isLeftOut, notFollowedFault } from "@healthops/schema/follows";
import type { Content, StoredRecord } from "@healthops/schema/record";
import type { SqlTransaction } from "../sqlite/database.ts";
import { readRecord } from "../store/record-row.ts";
import type { Store } from "../store/store.ts";
import type { Change } from "./change.ts";

/**
 * The change as it is kept: what it leaves to the record that its own follows is filled in from that one as it
 * is here [FOL1]. Throws Problem `rule_broken` where it says otherwise [FOL2], as the hub would, and
 * `invalid_record` where the field must be given and that record is not on this device.
 */
export async function withPlace(
  store: Store,
  tx: SqlTransaction,
  collection: Collection,
  change: Change,
  visible: StoredRecord | null,
): Promise<Change> {
  const { follows } = collection;
  if (follows === null || (change.op !== "create" && change.op !== "update")) return change;
  const { fields } = change;
  const isNew = change.op === "create";
  if (!isNew && !(follows.by in fields) && !(follows.field in fields)) return change;
  const after = { ...visible?.content, ...fields };
  const parent = await parentOf(store, tx, collection, after);
  if (parent === null) {
    const isOpen = isNew && isLeftOut(follows, fields) && followedId(collection, after) !== null;
    if (!isOpen || collection.fields[follows.field]?.required !== true) return change;
    throw refused("invalid_record", collection, notFollowedFault(collection));
  }
  const place = parent[follows.field] ?? null;
  if (isLeftOut(follows, fields))
    return { ...change, fields: { ...fields, [follows.field]: place } };
  // What is said by members is for the hub to compare, which has the whole.
  const said = fields[follows.field];
  const isWhole = typeof said !== "object" || Array.isArray(said) || said === null;
  if (!isWhole || sameValue(said as FieldValue, place)) return change;
  throw refused("rule_broken", collection, elsewhereFault(collection));
}

async function parentOf(
  store: Store,
  tx: SqlTransaction,
  collection: Collection,
  content: Readonly<Record<string, unknown>>,
): Promise<Content | null> {
  const id = followedId(collection, content);
  const plan = store.plans.get(collection.fields[collection.follows?.by ?? ""]?.to ?? "");
  if (id === null || plan === undefined) return null;
  return (await readRecord(tx, plan, id))?.content ?? null;
}

function refused(
  code: string,
  { name }: Collection,
  fault: ReturnType<typeof elsewhereFault>,
): Problem {
  return new Problem({ code, status: 422, message: `${fault.message} (${name})`, faults: [fault] });
}
