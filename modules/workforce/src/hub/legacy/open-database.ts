import { DatabaseSync, constants } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { DESKTOP_TABLES, ID_COLUMN, SETTINGS_TABLE } from "./desktop-tables.ts";
import { databaseProblem, sqliteProblem } from "./database-problems.ts";

/** A longer value is no name, note or number of anybody's. */
const VALUE_MAX_bytes = 1024 * 1024;
const COLUMNS_MAX = 200;

/** A table of a file that may be read: a real one, with its ordinary columns. */
export interface FoundTable {
  /** As the file spells it. */
  readonly name: string;
  /** By name, in one order whatever order the file has them in. */
  readonly columns: readonly FoundColumn[];
}

export interface FoundColumn {
  readonly name: string;
  /** As declared; may be empty. */
  readonly type: string;
}

/** A database of a stranger, opened so that nothing in it can run. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
  /** By the names that are known here. */
  readonly tables: ReadonlyMap<string, FoundTable>;
  /** Names of tables that are nobody's here. */
  readonly ignored: readonly string[];
}

/**
 * Opens somebody else's SQLite file for reading. Nothing in it is executed: the file is read only and
 * taken as it lies there, its schema is not trusted, no extension can be loaded, generated columns
 * are left out, checks are ignored, and a view or virtual table in the place of one of our tables
 * refuses the file. Problems (422): `damaged_database`, `not_a_table`, `missing_table`,
 * `missing_column`, `too_many_columns`.
 */
export function openForeignDatabase(path: string): OpenedDatabase {
  const url = pathToFileURL(path);
  // Immutable: neither a journal beside it nor a log that was not sent is looked for.
  url.search = "?mode=ro&immutable=1";
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(url, {
      readOnly: true,
      defensive: true,
      allowExtension: false,
      limits: { length: VALUE_MAX_bytes, attach: 0, triggerDepth: 0 },
    });
    database.exec(`pragma trusted_schema = off; pragma cell_size_check = on; pragma mmap_size = 0;
      pragma ignore_check_constraints = on; pragma query_only = on`);
  } catch (error) {
    throw sqliteProblem(error, "The file");
  }
  try {
    const { tables, ignored } = findTables(database);
    for (const { name } of tables.values()) checkPages(database, name);
    forbidAllButReading(database);
    return { database, tables, ignored };
  } catch (error) {
    database.close();
    throw error;
  }
}

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly rootpage: number;
}

function findTables(database: DatabaseSync): Omit<OpenedDatabase, "database"> {
  const rows = guarded("The file", () =>
    database
      .prepare("select type, name, rootpage from sqlite_schema where type in ('table', 'view')")
      .all(),
  ) as unknown as readonly SchemaRow[];
  const wanted = [
    ...DESKTOP_TABLES.map(({ name, required, needed }) => ({
      name: String(name),
      required,
      needed: [ID_COLUMN, ...needed],
    })),
    { name: SETTINGS_TABLE, required: false, needed: ["key", "value"] },
  ];
  const tables = new Map<string, FoundTable>();
  for (const { name, required, needed } of wanted) {
    const found = rows.find((row) => row.name.toLowerCase() === name);
    if (found === undefined) {
      if (required) throw missingTable(name);
      continue;
    }
    if (found.type !== "table" || found.rootpage === 0) throw notATable(name);
    tables.set(name, { name: found.name, columns: columnsOf(database, found.name, needed) });
  }
  const known = new Set(wanted.map(({ name }) => name));
  const ignored = rows
    .filter(({ type, name }) => type === "table" && !known.has(name.toLowerCase()))
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("sqlite_"));
  return { tables, ignored };
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly hidden: number;
}

function columnsOf(
  database: DatabaseSync,
  table: string,
  needed: readonly string[],
): readonly FoundColumn[] {
  const rows = guarded(`Table ${table}`, () =>
    database.prepare("select name, type, hidden from pragma_table_xinfo(?)").all(table),
  ) as unknown as readonly ColumnRow[];
  // A generated column runs an expression of the file's.
  const columns = rows.filter(({ hidden }) => hidden === 0);
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  const missing = needed.find((name) => !names.has(name));
  if (missing !== undefined) {
    throw databaseProblem(
      "missing_column",
      `Table ${table} has no column ${missing}, without which its rows mean nothing.`,
    );
  }
  if (columns.length > COLUMNS_MAX) {
    throw databaseProblem(
      "too_many_columns",
      `Table ${table} has more than ${COLUMNS_MAX} columns.`,
    );
  }
  return columns
    .map(({ name, type }) => ({ name, type }))
    .toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** Finds broken pages; checks and indexes of the file's own are not run. */
function checkPages(database: DatabaseSync, table: string): void {
  const what = `Table ${table}`;
  const rows = guarded(what, () =>
    database.prepare(`pragma quick_check(${quotedName(table)})`).all(),
  ) as unknown as readonly { readonly quick_check: string }[];
  const faults = rows
    .map((row) => row.quick_check)
    .filter((text) => !/^(ok|NULL value)/.test(text));
  if (faults.length > 0) throw sqliteProblem(null, what);
}

/** From here on only plain reading of tables is possible, whatever a statement says. */
function forbidAllButReading(database: DatabaseSync): void {
  const { SQLITE_SELECT, SQLITE_READ, SQLITE_OK, SQLITE_DENY } = constants;
  database.setAuthorizer((action) =>
    action === SQLITE_SELECT || action === SQLITE_READ ? SQLITE_OK : SQLITE_DENY,
  );
}

function guarded<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw sqliteProblem(error, what);
  }
}

/** A name as a quoted identifier of SQLite's. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function missingTable(name: string): Error {
  return databaseProblem(
    "missing_table",
    `The file is a SQLite database, but has no table ${name}: it belongs to another program.`,
  );
}

function notATable(name: string): Error {
  return databaseProblem(
    "not_a_table",
    `Table ${name} is not an ordinary table in this file but a view or a virtual table. The hub reads only what a program stored itself.`,
  );
}
