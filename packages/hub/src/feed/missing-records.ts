import { completeContent } from "@healthops/schema/content";
import { toPostgres } from "@healthops/schema/columns";
import type { Content } from "@healthops/schema/record";
import { tableName } from "@healthops/schema/tables/quote";
import type { Queryable } from "../database/pool.ts";
import type { TableEntry } from "../engine/catalog.ts";
import type { KnownState } from "./known-state.ts";

/** Ids of records that the history knows and the table has lost, sorted. */
export async function missingIds(db: Queryable, entry: TableEntry): Promise<string[]> {
  const { rows } = await db.query<{ record_id: string }>(
    `select distinct h.record_id from hub.history h
      where h.collection_id = $1 and not exists (
        select 1 from ${tableName("postgres", entry.collection.name)} t where t.id = h.record_id)
      order by h.record_id`,
    [entry.number],
  );
  return rows.map((row) => row.record_id);
}

/**
 * Puts the rows of lost records back as their history knows them: an id must never start over, or its
 * versions would repeat [REC2]. Those that somebody put back meanwhile stay as they are.
 */
export async function putBack(
  db: Queryable,
  entry: TableEntry,
  lost: ReadonlyMap<string, KnownState>,
): Promise<void> {
  const table = tableName("postgres", entry.collection.name);
  const rows = [...lost].map(([id, known]) => rowOf(entry, id, known));
  await db.query(
    `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)
      on conflict (id) do nothing`,
    [JSON.stringify(rows)],
  );
}

function rowOf(entry: TableEntry, id: string, known: KnownState): Record<string, unknown> {
  const { content } = known;
  const whole: Content = { ...completeContent(entry.collection, content), ...content };
  return {
    id,
    version: known.version,
    created_at_us: known.createdAt_us,
    updated_at_us: known.createdAt_us,
    deleted: known.deleted,
    ...Object.fromEntries(
      entry.columns.map(({ field, column, kind }) => {
        const value = whole[field] ?? null;
        return [column, kind === "set" || kind === "json" ? value : toPostgres(kind, value)];
      }),
    ),
  };
}
