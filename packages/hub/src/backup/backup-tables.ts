import type { Queryable } from "../database/pool.ts";
import type { BackupManifest, BackupTable } from "./backup-file.ts";

/** The hub's own schemas. Queues of jobs are not kept: they are made anew at each start. */
const SCHEMAS = ["hub", "data"];

interface ColumnRow extends Readonly<Record<string, unknown>> {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

/** Every table of the hub with the columns that a copy of it carries, always in the same order. */
export async function hubTables(db: Queryable): Promise<readonly BackupTable[]> {
  const { rows } = await db.query<ColumnRow>(
    `select n.nspname || '.' || c.relname as table, a.attname as name,
        format_type(a.atttypid, a.atttypmod) as type
      from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and a.attgenerated = ''
      where n.nspname = any($1::text[]) and c.relkind = 'r'
      order by n.nspname desc, c.relname, a.attnum`,
    [SCHEMAS],
  );
  const tables = new Map<string, { name: string; type: string }[]>();
  for (const { table, name, type } of rows) {
    const columns = tables.get(table) ?? [];
    columns.push({ name, type });
    tables.set(table, columns);
  }
  return [...tables].map(([name, columns]) => ({ name, columns }));
}

/** Where the numbering of each table that numbers its rows has come to. */
export async function hubSequences(db: Queryable): Promise<BackupManifest["sequences"]> {
  const { rows } = await db.query<{ name: string }>(
    `select schemaname || '.' || sequencename as name from pg_sequences
      where schemaname = any($1::text[]) order by 1`,
    [SCHEMAS],
  );
  const sequences = [];
  for (const { name } of rows) {
    const { rows: states } = await db.query<{ last: number; called: boolean }>(
      `select last_value as last, is_called as called from ${quotedName(name)}`,
    );
    for (const { last, called } of states) sequences.push({ name, last: Number(last), called });
  }
  return sequences;
}

/** `data.exercises` as SQL. */
export function quotedName(name: string): string {
  return name.split(".").map(quotedWord).join(".");
}

/** The columns of a table as SQL, in their order. */
export function columnList({ columns }: BackupTable): string {
  return columns.map(({ name }) => quotedWord(name)).join(", ");
}

function quotedWord(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
