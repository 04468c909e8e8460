import type { ColumnValue, Dialect } from "../columns.ts";
import { DATA_SCHEMA } from "./quote.ts";

/** The part of a database connection that reading and changing tables needs. */
export interface TablePort {
  /** Rows by column name; parameters as `$1` (PostgreSQL) or `?` (SQLite). */
  query(
    sql: string,
    parameters: readonly ColumnValue[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

export interface ExistingColumn {
  readonly name: string;
  /** As `ColumnShape.type` writes it. */
  readonly type: string;
  readonly notNull: boolean;
}

/** A table as it stands in a database. */
export interface ExistingTable {
  readonly name: string;
  readonly columns: readonly ExistingColumn[];
  /** Names of its indexes, without those of keys. */
  readonly indexes: readonly string[];
  /** Whether SQLite's full-text table is there. */
  readonly search: boolean;
}

/** The collections' tables that a database holds. */
export function readExisting(port: TablePort, dialect: Dialect): Promise<readonly ExistingTable[]> {
  return dialect === "postgres" ? readPostgres(port) : readSqlite(port);
}

async function readPostgres(port: TablePort): Promise<readonly ExistingTable[]> {
  const columns = await port.query(
    `select c.relname as table_name, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
            a.attnotnull as not_null, l.collname as collation
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       left join pg_collation l on l.oid = a.attcollation and l.collname <> 'default'
      where n.nspname = $1 and c.relkind in ('r', 'p')
      order by c.relname, a.attnum`,
    [DATA_SCHEMA],
  );
  const indexes = await port.query(
    `select c.relname as table_name, i.relname as name
       from pg_index x
       join pg_class c on c.oid = x.indrelid
       join pg_class i on i.oid = x.indexrelid
       join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and not x.indisprimary
        and not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid)
      order by i.relname`,
    [DATA_SCHEMA],
  );
  return Object.entries(Object.groupBy(columns, (row) => String(row["table_name"]))).map(
    ([name, rows = []]) => ({
      name,
      columns: rows.map((row) => ({
        name: String(row["name"]),
        type:
          row["collation"] === null
            ? String(row["type"])
            : `${row["type"]} collate "${row["collation"]}"`,
        notNull: row["not_null"] === true,
      })),
      indexes: indexes
        .filter((row) => row["table_name"] === name)
        .map((row) => String(row["name"])),
      search: false,
    }),
  );
}

async function readSqlite(port: TablePort): Promise<readonly ExistingTable[]> {
  // `shadow` and `virtual` tables belong to full-text tables; a leading underscore to bookkeeping.
  const columns = await port.query(
    `select t.name as table_name, c.name as name, lower(c.type) as type, c."notnull" as not_null
       from pragma_table_list as t join pragma_table_info(t.name) as c
      where t.schema = 'main' and t.type = 'table'
        and t.name not like 'sqlite\\_%' escape '\\' and t.name not like '\\_%' escape '\\'
      order by t.name, c.cid`,
    [],
  );
  const others = await port.query(
    `select type, name, tbl_name as table_name from sqlite_schema
      where (type = 'index' and sql is not null) or (type = 'table' and sql like 'create virtual%')
      order by name`,
    [],
  );
  return Object.entries(Object.groupBy(columns, (row) => String(row["table_name"]))).map(
    ([name, rows = []]) => ({
      name,
      columns: rows.map((row) => ({
        name: String(row["name"]),
        type: String(row["type"]),
        notNull: Number(row["not_null"]) === 1,
      })),
      indexes: others
        .filter((row) => row["type"] === "index" && row["table_name"] === name)
        .map((row) => String(row["name"])),
      search: others.some((row) => row["type"] === "table" && row["name"] === `${name}_search`),
    }),
  );
}
