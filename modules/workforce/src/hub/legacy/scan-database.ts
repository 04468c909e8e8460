import type { StatementSync } from "node:sqlite";
import type { Cell } from "./cells.ts";
import { databaseProblem, sqliteProblem } from "./database-problems.ts";
import type { TableName } from "./desktop-tables.ts";
import { DESKTOP_TABLES, ID_COLUMN, SETTINGS_TABLE } from "./desktop-tables.ts";
import type { TableState } from "./file-state.ts";
import type { FoundTable, OpenedDatabase } from "./open-database.ts";
import { quotedName } from "./open-database.ts";
import { hasHash, rowHash } from "./row-hash.ts";

/** A row that differs from what the hub knows of the file. */
export interface SentRow {
  readonly id: number;
  /** Its place in the file's state; -1 when it is new there. */
  readonly at: number;
  readonly hash: string;
  /** In the order of the table's columns. */
  readonly cells: readonly Cell[];
}

/** What the file says of one table, beside its rows. */
export interface ScannedTable {
  readonly table: TableName;
  readonly columns: readonly (readonly [string, string])[];
  readonly unchanged: number;
  /** For each row of the state 1 when the file still has it, else 0. */
  readonly there: Uint8Array;
  /** Rows that cannot be told apart or named. */
  readonly faults: readonly { readonly id: number | null; readonly reason: string }[];
}

export type ScanMessage =
  | { readonly kind: "rows"; readonly table: TableName; readonly rows: readonly SentRow[] }
  | { readonly kind: "table"; readonly scanned: ScannedTable }
  | { readonly kind: "settings"; readonly settings: readonly (readonly [string, Cell])[] }
  | { readonly kind: "done"; readonly ignored: readonly string[] }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

const ROWS_AT_ONCE = 2_000;
const CHANGED_MAX = 1_000_000;
const SETTINGS_MAX = 10_000;
const FAULTS_MAX = 1_000;

/** Reads a file's rows and tells those that differ from `states`, table by table. Throws Problems. */
export function scanDatabase(
  { database, tables, ignored }: OpenedDatabase,
  states: Readonly<Record<TableName, TableState>>,
  tell: (message: ScanMessage) => void,
): void {
  for (const { name } of DESKTOP_TABLES) {
    const found = tables.get(name);
    if (found === undefined) continue;
    const statement = database.prepare(selectOf(found));
    tell({ kind: "table", scanned: scanTable(name, found, statement, states[name], tell) });
  }
  const found = tables.get(SETTINGS_TABLE);
  if (found !== undefined) {
    const names = ["key", "value"].map(
      (wanted) => found.columns.find(({ name }) => name.toLowerCase() === wanted)?.name ?? wanted,
    );
    const columns = names.map((name) => ({ name, type: "" }));
    const statement = database.prepare(selectOf({ name: found.name, columns }));
    tell({ kind: "settings", settings: scanSettings(statement) });
  }
  tell({ kind: "done", ignored });
}

function scanTable(
  table: TableName,
  { name, columns }: FoundTable,
  statement: StatementSync,
  state: TableState,
  tell: (message: ScanMessage) => void,
): ScannedTable {
  const idAt = columns.findIndex((column) => column.name.toLowerCase() === ID_COLUMN);
  const names = columns.map((column) => column.name.toLowerCase()).join();
  const places = new Map<number, number>();
  for (let index = 0; index < state.ids.length; index++) places.set(state.ids[index] ?? 0, index);
  const seen = new Set<number>();
  const faults: { id: number | null; reason: string }[] = [];
  const fault = (id: number | null, reason: string): void => {
    if (faults.length < FAULTS_MAX) faults.push({ id, reason });
  };
  const there = new Uint8Array(state.ids.length);
  let unchanged = 0;
  let changed = 0;
  let rows: SentRow[] = [];
  for (const cells of rowsOf(statement, name)) {
    const id = cells[idAt];
    if (typeof id !== "number" || !Number.isSafeInteger(id)) {
      fault(null, "its id is not a whole number");
      continue;
    }
    if (seen.has(id)) {
      fault(id, "another row of the file has the same id");
      continue;
    }
    seen.add(id);
    const hash = rowHash(names, cells);
    const at = places.get(id) ?? -1;
    if (at >= 0) there[at] = 1;
    if (at >= 0 && hasHash(state.hashes, at, hash)) {
      unchanged++;
      continue;
    }
    if (++changed > CHANGED_MAX) throw tooManyRows(name);
    rows.push({ id, at, hash, cells });
    if (rows.length < ROWS_AT_ONCE) continue;
    tell({ kind: "rows", table, rows });
    rows = [];
  }
  if (rows.length > 0) tell({ kind: "rows", table, rows });
  const declared = columns.map((column) => [column.name, column.type] as const);
  return { table, columns: declared, unchanged, there, faults };
}

function scanSettings(statement: StatementSync): (readonly [string, Cell])[] {
  const settings: (readonly [string, Cell])[] = [];
  for (const [key = null, value = null] of rowsOf(statement, SETTINGS_TABLE)) {
    if (settings.length >= SETTINGS_MAX) throw tooManyRows(SETTINGS_TABLE);
    if (typeof key === "string" && key.trim() !== "") settings.push([key, value]);
  }
  return settings;
}

function* rowsOf(statement: StatementSync, table: string): Generator<readonly Cell[]> {
  statement.setReturnArrays(true);
  try {
    yield* statement.iterate() as unknown as Iterable<readonly Cell[]>;
  } catch (error) {
    throw sqliteProblem(error, `Table ${table}`);
  }
}

function selectOf({ name, columns }: FoundTable): string {
  const list = columns.map((column) => quotedName(column.name)).join(", ");
  return `select ${list} from main.${quotedName(name)}`;
}

function tooManyRows(table: string): Error {
  return databaseProblem(
    "too_many_rows",
    `Table ${table} has more rows than the hub takes at once.`,
  );
}
