import { plainArray } from "@healthops/hub/database/array-literal";
import type { Queryable, Row } from "@healthops/hub/database/pool";
import type { TableEntry } from "@healthops/hub/engine/catalog";
import { contentOfRow } from "@healthops/hub/engine/record-row";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";

/** Says in the history which door these changes came through. */
export const REASON = "fitness tracker API";

/** One change of a record, as far as it matters for what a client had seen. */
interface PastChange {
  readonly version: number;
  readonly before: Content;
  /** Whether the person's older clients made it. */
  readonly own: boolean;
}

/** A record as the hub has it, with its way there. */
export interface KnownRecord {
  readonly id: string;
  readonly version: number;
  readonly updatedAt_us: number;
  readonly deleted: boolean;
  readonly content: Content;
  /** All its changes, oldest first. */
  readonly past: readonly PastChange[];
}

/** The person's own records among these ids; what is somebody else's is not there for them. */
export async function readKnown(
  db: Queryable,
  entry: TableEntry,
  personId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownRecord>> {
  const { name } = entry.collection;
  const columns = entry.columns.map(({ column }) => `, ${column}`).join("");
  const { rows } = await db.query<Row>({
    name: `fitness_known_${name}`,
    text: `select id, version, updated_at_us, deleted${columns} from data.${name}
      where id = any($1::uuid[]) and person_id = $2`,
    values: [plainArray(ids), personId],
  });
  const past = await readPast(
    db,
    entry,
    personId,
    rows.map((row) => String(row["id"])),
  );
  return new Map(
    rows.map((row) => {
      const id = String(row["id"]);
      const known = {
        id,
        version: Number(row["version"]),
        updatedAt_us: Number(row["updated_at_us"]),
        deleted: row["deleted"] === true,
        content: contentOfRow(entry, row),
        past: past.get(id) ?? [],
      };
      return [id, known];
    }),
  );
}

interface PastRow extends Row {
  readonly record_id: string;
  readonly version: number;
  readonly before: Content;
  readonly own: boolean;
}

async function readPast(
  db: Queryable,
  entry: TableEntry,
  personId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PastChange[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<PastRow>({
    name: "fitness_past",
    text: `select record_id, version, before, person_id = $3 and reason = $4 as own
      from hub.history where record_id = any($1::uuid[]) and collection_id = $2
      order by record_id, version`,
    values: [plainArray(ids), entry.number, personId, REASON],
  });
  return Map.groupBy(rows, (row) => row.record_id);
}

/** The content that a client had seen at a version. */
export function contentAt(record: KnownRecord, version: number): Content {
  const content: Record<string, FieldValue> = { ...record.content };
  for (const change of record.past.toReversed()) {
    // The oldest later change of a field holds what it was before.
    if (change.version > version) Object.assign(content, change.before);
  }
  return content;
}

/**
 * The version that a sent record is based on. Clients that count on by themselves may be ahead of the
 * hub; those that name none know at least what they last sent.
 */
export function baseOf(record: KnownRecord, sent: number | null | undefined): number {
  if (typeof sent === "number" && sent > 0) return Math.min(sent, record.version);
  return record.past.findLast(({ own }) => own)?.version ?? 1;
}
