import { isId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import { recordColumns } from "@healthops/schema/columns";
import { recordOf } from "@healthops/schema/list/page";
import type { StoredRecord } from "@healthops/schema/record";
import { scopesOf } from "@healthops/schema/scope";
import { quoted, tableName } from "@healthops/schema/tables/quote";
import type { Queryable, Row } from "../database/pool.ts";
import type { TableEntry } from "../engine/catalog.ts";
import type { HubActor } from "../hub-actor.ts";
import { mayKnow } from "../hub-actor.ts";

/** A record as the hub has it, deleted ones included. */
export interface FoundRecord {
  readonly record: StoredRecord;
  readonly deleted: boolean;
}

/** The record of that id, whoever may see it; null when the hub never had one. */
export async function readRecord(
  db: Queryable,
  entry: TableEntry,
  id: string,
): Promise<FoundRecord | null> {
  const [found] = await readRecords(db, entry, [id]);
  return found ?? null;
}

/** The same for several ids; those that the hub never had are left out. */
export async function readRecords(
  db: Queryable,
  { collection }: TableEntry,
  ids: readonly string[],
): Promise<readonly FoundRecord[]> {
  const columns = recordColumns(collection).map(({ column }) => quoted(column));
  const { rows } = await db.query<Row>({
    name: `rest_read_${collection.name}`,
    text: `select ${columns.join(", ")}, deleted from ${tableName("postgres", collection.name)}
      where id = any($1::uuid[])`,
    values: [`{${ids.join()}}`],
  });
  return rows.map((row) => ({
    record: recordOf(collection, "postgres", row),
    deleted: row["deleted"] === true,
  }));
}

/** Whether the actor holds a scope that holds the record: whether it exists for them at all. */
export function maySee(actor: HubActor, { collection }: TableEntry, record: StoredRecord): boolean {
  return mayKnow(actor, scopesOf(collection, record.id, record.content));
}

/** The record for somebody who may see it; a Problem `unknown_record` (404) otherwise. */
export async function readVisible(
  db: Queryable,
  entry: TableEntry,
  actor: HubActor,
  id: string,
): Promise<FoundRecord> {
  const found = await readRecord(db, entry, id);
  if (found !== null && maySee(actor, entry, found.record)) return found;
  throw unknownRecord(entry, id);
}

/** The refusal for a record that is not there, or not for this person: they cannot tell which. */
export function unknownRecord({ collection }: TableEntry, id: string): Problem {
  return new Problem({
    code: "unknown_record",
    status: 404,
    message: `There is no record ${id} in ${collection.name} that you may see.`,
  });
}

/** The refusal for a record that was deleted and may be restored. */
export function recordDeleted(
  { collection }: TableEntry,
  { id, version }: Pick<StoredRecord, "id" | "version">,
): Problem {
  return new Problem({
    code: "record_deleted",
    status: 410,
    message: `The record ${id} of ${collection.name} was deleted. Restore it first if you need it.`,
    extra: { version },
  });
}

/** An id out of an address or body; a Problem `invalid_id` when it cannot be one. */
export function checkedId(id: string): string {
  if (isId(id)) return id;
  throw new Problem({
    code: "invalid_id",
    message: "The id that was given is none: ids are UUIDs in lower case.",
    faults: [{ field: "id", message: "is not an id", allowed: "a UUID in lower case" }],
  });
}
