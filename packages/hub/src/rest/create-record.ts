import { newId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import type { Content } from "@healthops/schema/record";
import { validatorFor } from "@healthops/schema/validate";
import { sameValue } from "@healthops/protocol/merge/same-value";
import type { Queryable } from "../database/pool.ts";
import type { TableEntry } from "../engine/catalog.ts";
import type { Hub } from "../hub.ts";
import type { HubActor } from "../hub-actor.ts";
import { checkedId, maySee, readRecord, recordDeleted } from "./read-record.ts";
import { submitChange } from "./submit-change.ts";

/** The fields of a new record, and its id when the client gave one. */
export interface NewRecord {
  readonly id: string | null;
  readonly fields: Content;
}

/**
 * Creates a record; answers its id and whether it is new. A client that gives the id, or a kind of
 * record whose content says its id, may repeat the call: the same content again changes nothing. Problems: `record_exists` (409, other content),
 * `record_deleted` (410), `id_taken` (409) and those of `submitChange`.
 */
export async function createRecord(
  hub: Pick<Hub, "engine" | "pool" | "ports">,
  entry: TableEntry,
  actor: HubActor,
  given: NewRecord,
  reason: string | null,
): Promise<{ id: string; created: boolean }> {
  const { name } = entry.collection;
  const known = given.id === null ? naturalIdOf(entry.collection, given.fields) : given.id;
  const id = known === null ? newId(hub.ports) : checkedId(known);
  const found = known === null ? null : await readRecord(hub.pool, entry, id);
  if (found !== null && maySee(actor, entry, found.record)) {
    if (found.deleted) throw recordDeleted(entry, found.record);
    if (await isRepeat(hub.pool, entry, id, given.fields)) return { id, created: false };
    throw new Problem({
      code: "record_exists",
      status: 409,
      message: `There is a record ${id} in ${name} with other content. Change it with PATCH, or give the new one an id of its own.`,
      extra: { version: found.record.version },
    });
  }
  const mutation = { collection: name, id, op: "create" as const, base: 0, fields: given.fields };
  await submitChange(hub, actor, mutation, reason);
  return { id, created: true };
}

/** The only id that the content may have, where there is one record a key; null where any will do. */
function naturalIdOf(collection: Collection, fields: Content): string | null {
  if (collection.naturalId === null || validatorFor(collection).create(fields).length > 0)
    return null;
  return collection.naturalId(completeContent(collection, fields));
}

/** Whether the record was created with exactly this content, whatever was changed in it since. */
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
      where record_id = $1 and collection_id = $2 and op = 'create' order by version desc limit 1`,
    values: [id, number],
  });
  const created = rows[0]?.after;
  if (created === undefined) return false;
  const content = completeContent(collection, fields);
  return givenNames(collection).every((name) => sameValue(content[name], created[name]));
}

/** Fields that are computed or the hub's to say tell nothing about what the client sent. */
function givenNames({ fields }: Collection): string[] {
  return Object.keys(fields).filter(
    (name) => fields[name]?.derived !== true && fields[name]?.setByHub === undefined,
  );
}
