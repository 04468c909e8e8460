import { newId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import { isLeftOut } from "@healthops/schema/follows";
import { hasNaturalKey, naturalIdIn, withPlainKey } from "@healthops/schema/natural-key";
import type { Content, StoredRecord } from "@healthops/schema/record";
import { validatorFor } from "@healthops/schema/validate";
import { keyTaken, naturalIdRefusal } from "@healthops/schema/natural-key-problems";
import { sameValue } from "@healthops/protocol/merge/same-value";
import type { Queryable } from "../database/pool.ts";
import type { TableEntry } from "../engine/catalog.ts";
import type { Hub } from "../hub.ts";
import type { HubActor } from "../hub-actor.ts";
import type { CollectionAddress } from "./collection-address.ts";
import { checkedId, maySee, readRecord, recordDeleted } from "./read-record.ts";
import { submitChange } from "./submit-change.ts";

/** The fields of a new record, and its id when the client gave one. */
export interface NewRecord {
  readonly id: string | null;
  readonly fields: Content;
}

/**
 * Creates a record; answers its id and whether it is new. A client that gives the id, or a kind of
 * record whose content says its id [NAT2], may repeat the call: the same content again changes nothing. A
 * natural key whose record was deleted is begun anew [NAT4]. Problems: `key_taken` or `record_exists` (409,
 * other content), `record_deleted` (410), `natural_id` (422), `id_taken` (409) and those of `submitChange`.
 */
export async function createRecord(
  hub: Pick<Hub, "engine" | "pool" | "ports">,
  { entry, address }: Pick<CollectionAddress, "entry" | "address">,
  actor: HubActor,
  given: NewRecord,
  reason: string | null,
): Promise<{ id: string; created: boolean }> {
  const { collection } = entry;
  const { known, fields } = named(collection, given);
  const id = known ?? newId(hub.ports);
  const found = known === null ? null : await readRecord(hub.pool, entry, id);
  if (found !== null && maySee(actor, entry, found.record)) {
    const { record, deleted } = found;
    if (!deleted) {
      if (await isRepeat(hub.pool, entry, id, fields)) return { id, created: false };
      throw exists(collection, `${address}/${id}`, record);
    }
    if (!hasNaturalKey(collection)) throw recordDeleted(entry, record);
  }
  const mutation = { collection: collection.name, id, op: "create" as const, base: 0, fields };
  await submitChange(hub, actor, mutation, reason);
  return { id, created: true };
}

/** The id that the record is to have, as far as it is known, and its fields as they are kept. */
function named(
  collection: Collection,
  { id, fields: sent }: NewRecord,
): { readonly known: string | null; readonly fields: Content } {
  if (!hasNaturalKey(collection)) {
    return { known: id === null ? null : checkedId(id), fields: sent };
  }
  const fields = withPlainKey(collection, sent) as Content;
  // What is wrong with the fields is for the engine to say, whatever id they would have.
  if (validatorFor(collection).create(fields).length > 0) return { known: null, fields };
  const content = completeContent(collection, fields);
  const refused = id === null ? null : naturalIdRefusal(collection, checkedId(id), content);
  if (refused !== null) throw refused;
  return { known: naturalIdIn(collection, content), fields };
}

function exists(collection: Collection, href: string, { id, version, content }: StoredRecord) {
  if (hasNaturalKey(collection)) return keyTaken(collection, content, { id, version, href });
  return new Problem({
    code: "record_exists",
    status: 409,
    message: `There is a record ${id} in ${collection.name} with other content. Change it with PATCH, or give the new one an id of its own.`,
    extra: { version },
  });
}

/** Whether the record was created, or begun anew, with exactly this content, whatever was changed since. */
async function isRepeat(
  db: Queryable,
  { collection, number }: TableEntry,
  id: string,
  fields: Content,
): Promise<boolean> {
  if (validatorFor(collection).create(fields).length > 0) return false;
  const { rows } = await db.query<{ after: Content }>({
    name: "rest_created_content",
    text: `select after from hub.history
      where record_id = $1 and collection_id = $2
        and (op = 'create' or (op = 'restore' and after <> '{}'::jsonb))
      order by version desc limit 1`,
    values: [id, number],
  });
  const created = rows[0]?.after;
  if (created === undefined) return false;
  const content = completeContent(collection, fields);
  return givenNames(collection, fields).every((name) => sameValue(content[name], created[name]));
}

/** Fields that are computed, or left to others to say, tell nothing about what the client sent. */
function givenNames({ fields, follows }: Collection, given: Content): string[] {
  return Object.keys(fields).filter(
    (name) =>
      fields[name]?.derived !== true &&
      fields[name]?.setByHub === undefined &&
      (follows?.field !== name || !isLeftOut(follows, given)),
  );
}
