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

/** A row that cannot be told apart or named. */
export interface RowFault {
  readonly id: number | null;
  readonly reason: string;
  readonly cells: readonly Cell[];
}

/** What the file says of one table, beside its rows. */
export interface ScannedTable {
  readonly table: TableName;
  readonly columns: readonly (readonly [string, string])[];
  readonly unchanged: number;
  /** Rows that the file's state does not have. */
  readonly added: number;
  /** Rows that are otherwise in the file's state. */
  readonly changed: number;
  /** For each row of the state 1 when the file still has it, else 0. */
  readonly there: Uint8Array;
  readonly faults: readonly RowFault[];
}

/** The first look at a file: how much of it is new, without its rows. */
export interface Survey {
  readonly tables: readonly ScannedTable[];
  /** Null when the file has no such table. */
  readonly settings: readonly (readonly [string, Cell])[] | null;
  readonly ignored: readonly string[];
}

const CHANGED_MAX = 1_000_000;
const SETTINGS_MAX = 10_000;
const FAULTS_MAX = 1_000;
/** What is read at once, and so what an upload takes of memory, however large its file is. */
const PORTION_rows = 2_000;
const PORTION_bytes = 4 * 1024 * 1024;
const CELL_bytes = 16;

/** A table of the file, and which of its rows are to be read. */
interface SurveyedTable {
  readonly found: FoundTable;
  readonly state: TableState;
  readonly places: ReadonlyMap<number, number>;
  /** By the row's place in the table: 1 when it differs from the state. */
  readonly differs: Uint8Array;
}

/**
 * Reads a program's file twice: once to see how much of it is new, then the rows that are, a portion at
 * a time. So memory is bounded by the portion, and nothing is changed before the whole file was seen.
 */
export class DatabaseScan {
  readonly #opened: OpenedDatabase;
  readonly #surveyed = new Map<TableName, SurveyedTable>();

  constructor(opened: OpenedDatabase) {
    this.#opened = opened;
  }

  /** Looks at all rows and tells how they differ from `states`. Throws Problems. */
  survey(states: Readonly<Record<TableName, TableState>>): Survey {
    const tables: ScannedTable[] = [];
    for (const { name } of DESKTOP_TABLES) {
      const found = this.#opened.tables.get(name);
      if (found !== undefined) tables.push(this.#surveyTable(name, found, states[name]));
    }
    return { tables, settings: this.#settings(), ignored: this.#opened.ignored };
  }

  /** The rows of a table that differ, in portions. The survey comes first. */
  *portions(table: TableName): Generator<SentRow[]> {
    const surveyed = this.#surveyed.get(table);
    if (surveyed === undefined) return;
    const { found, places, differs } = surveyed;
    const idAt = idColumnOf(found);
    const names = namesOf(found);
    let rows: SentRow[] = [];
    let weight_bytes = 0;
    let index = -1;
    for (const cells of rowsOf(this.#statement(found), found.name)) {
      if (differs[++index] !== 1) continue;
      const id = Number(cells[idAt]);
      rows.push({ id, at: places.get(id) ?? -1, hash: rowHash(names, cells), cells });
      weight_bytes += weightOf(cells);
      if (rows.length < PORTION_rows && weight_bytes < PORTION_bytes) continue;
      yield rows;
      rows = [];
      weight_bytes = 0;
    }
    if (rows.length > 0) yield rows;
  }

  #surveyTable(table: TableName, found: FoundTable, state: TableState): ScannedTable {
    const idAt = idColumnOf(found);
    const names = namesOf(found);
    const places = new Map<number, number>();
    for (let at = 0; at < state.ids.length; at++) places.set(state.ids[at] ?? 0, at);
    const seen = new Set<number>();
    const differs = new RowMarks();
    const faults: RowFault[] = [];
    const there = new Uint8Array(state.ids.length);
    const counts = { unchanged: 0, added: 0, changed: 0 };
    let index = -1;
    for (const cells of rowsOf(this.#statement(found), found.name)) {
      index++;
      const id = cells[idAt];
      const reason = faultOf(id, seen);
      if (reason !== null || typeof id !== "number") {
        const known = typeof id === "number" && Number.isSafeInteger(id) ? id : null;
        if (faults.length < FAULTS_MAX) faults.push({ id: known, reason: reason ?? "", cells });
        continue;
      }
      seen.add(id);
      const at = places.get(id) ?? -1;
      if (at >= 0) there[at] = 1;
      if (at >= 0 && hasHash(state.hashes, at, rowHash(names, cells))) {
        counts.unchanged++;
        continue;
      }
      counts[at < 0 ? "added" : "changed"]++;
      if (counts.added + counts.changed > CHANGED_MAX) throw tooManyRows(found.name);
      differs.mark(index);
    }
    this.#surveyed.set(table, { found, state, places, differs: differs.marks });
    const columns = found.columns.map((column) => [column.name, column.type] as const);
    return { table, columns, ...counts, there, faults };
  }

  #settings(): Survey["settings"] {
    const found = this.#opened.tables.get(SETTINGS_TABLE);
    if (found === undefined) return null;
    const names = ["key", "value"].map(
      (wanted) => found.columns.find(({ name }) => name.toLowerCase() === wanted)?.name ?? wanted,
    );
    const columns = names.map((name) => ({ name, type: "" }));
    return readSettings(this.#statement({ name: found.name, columns }));
  }

  #statement(found: FoundTable): StatementSync {
    return this.#opened.database.prepare(selectOf(found));
  }
}

/** Marks rows by their place, without knowing how many there will be. */
class RowMarks {
  marks = new Uint8Array(1_024);

  mark(index: number): void {
    if (index >= this.marks.length) {
      const larger = new Uint8Array(Math.max(index + 1, this.marks.length * 2));
      larger.set(this.marks);
      this.marks = larger;
    }
    this.marks[index] = 1;
  }
}

function faultOf(id: Cell | undefined, seen: ReadonlySet<number>): string | null {
  if (typeof id !== "number" || !Number.isSafeInteger(id)) return "its id is not a whole number";
  return seen.has(id) ? "another row of the file has the same id" : null;
}

function idColumnOf({ columns }: FoundTable): number {
  return columns.findIndex((column) => column.name.toLowerCase() === ID_COLUMN);
}

function namesOf({ columns }: FoundTable): string {
  return columns.map((column) => column.name.toLowerCase()).join();
}

function weightOf(cells: readonly Cell[]): number {
  let weight_bytes = 0;
  for (const cell of cells) {
    weight_bytes += CELL_bytes;
    if (typeof cell === "string" || cell instanceof Uint8Array) weight_bytes += cell.length;
  }
  return weight_bytes;
}

function readSettings(statement: StatementSync): (readonly [string, Cell])[] {
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
