import { DatabaseSync } from "node:sqlite";
import type { StatementSync } from "node:sqlite";
import { present } from "@healthops/base/assert";
import { putUuid } from "@healthops/hub/database/uuid-bytes";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import type { Cell } from "./cells.ts";
import { keptCell, writeCell } from "./cells.ts";
import type { DesktopTable, TableName } from "./desktop-tables.ts";
import {
  CREATED_COLUMN,
  DESKTOP_TABLES,
  DOCUMENTED_COLUMNS,
  EMPLOYEE_COLUMN,
  ID_COLUMN,
  REGION_COLUMN,
  SETTINGS_TABLE,
} from "./desktop-tables.ts";
import type { FileState, TableState } from "./file-state.ts";
import { emptyTable, RECORD_bytes, recordAt } from "./file-state.ts";
import { quotedName } from "./open-database.ts";
import { rowHash, setHash } from "./row-hash.ts";

/** A record on its way into a program's file: id, version, creation time (µs), region, extra, employee, then its fields. */
export type OutgoingRow = readonly [
  id: string,
  version: number,
  createdAt_us: number,
  siteId: string,
  extra: Content | null,
  employeeId: string | null,
  ...fields: FieldValue[],
];

export interface FilePlan {
  readonly path: string;
  /** Columns beyond the documented, by table, with declared types. */
  readonly further: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  /** Names of regions by id. */
  readonly regions: Readonly<Record<string, string>>;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

interface Outgoing {
  readonly recordId: string;
  readonly version: number;
}

const TYPES: Readonly<Record<string, string>> = {
  [ID_COLUMN]: "INTEGER PRIMARY KEY AUTOINCREMENT",
  [EMPLOYEE_COLUMN]: "INTEGER",
  break_minutes: "INTEGER",
  is_special: "INTEGER",
};
const TYPE_NAME = /^[A-Za-z][A-Za-z0-9_ (),]{0,40}$/;

/**
 * Writes a file of the old program's shape. Rows keep the numbers that the program knows them by;
 * records that it has not seen get the next ones, and what it adds itself gets numbers beyond those.
 */
export class FileWriter {
  readonly #database: DatabaseSync;
  readonly #plan: FilePlan;
  readonly #before: FileState;
  readonly #employees = new Map<string, number>();
  readonly #tables = new Map<TableName, TableWriter>();

  constructor(plan: FilePlan, before: FileState) {
    this.#plan = plan;
    this.#before = before;
    this.#database = new DatabaseSync(plan.path, { defensive: false });
    this.#database.exec("pragma journal_mode = off; pragma synchronous = off; begin");
    for (const table of DESKTOP_TABLES) this.#open(table);
  }

  #open(table: DesktopTable): void {
    const writer = new TableWriter(
      this.#database,
      table,
      this.#plan.further[table.name] ?? [],
      this.#before.tables[table.name],
    );
    this.#tables.set(table.name, writer);
  }

  add(table: TableName, rows: readonly OutgoingRow[]): void {
    const writer = present(this.#tables.get(table), `there is a table ${table}`);
    const { secrets } = this.#before.notes;
    for (const row of rows) {
      const [recordId, , , siteId, , employeeId] = row;
      const employee = employeeId === null ? null : (this.#employees.get(employeeId) ?? null);
      // An entry of an employee who is not in the file would belong to nobody there.
      if (table === "timesheets" && employee === null) continue;
      const region = this.#plan.regions[siteId] ?? "";
      const id = writer.add(row, region, employee, secrets[recordId] ?? {});
      if (table === "employees") this.#employees.set(recordId, id);
    }
  }

  settings(settings: readonly (readonly [string, FieldValue])[]): void {
    this.#database.exec(`create table ${SETTINGS_TABLE} (key TEXT PRIMARY KEY, value TEXT)`);
    const insert = this.#database.prepare(`insert into ${SETTINGS_TABLE} values (?, ?)`);
    for (const [key, value] of settings) insert.run(key, keptCell(value));
  }

  /** Finishes the rows and answers their state, as the program will send them back unchanged. */
  finish(): FileState["tables"] {
    const states = [...this.#tables].map(([name, writer]) => [name, writer.finish()] as const);
    this.#database.exec("commit");
    return Object.fromEntries(states) as FileState["tables"];
  }

  /** Writes the numbers into the header and closes the file. */
  close(fileNumber: number, userVersion: number): void {
    this.#database.exec(
      `pragma application_id = ${fileNumber}; pragma user_version = ${userVersion}`,
    );
    this.#database.close();
  }
}

class TableWriter {
  readonly #database: DatabaseSync;
  readonly #table: DesktopTable;
  readonly #columns: readonly Column[];
  readonly #insert: StatementSync;
  readonly #numbers = new Map<string, number>();
  readonly #outgoing = new Map<number, Outgoing>();
  readonly #cellOf: readonly ((row: OutgoingRow, facts: RowFacts) => Cell)[];
  #next = 1;

  constructor(
    database: DatabaseSync,
    table: DesktopTable,
    further: readonly (readonly [string, string])[],
    before: TableState,
  ) {
    this.#database = database;
    this.#table = table;
    for (const [index, id] of before.ids.entries()) {
      this.#numbers.set(recordAt(before, index), id);
      this.#next = Math.max(this.#next, id + 1);
    }
    this.#columns = [
      ...DOCUMENTED_COLUMNS[table.name].map((name) => ({ name, type: TYPES[name] ?? "TEXT" })),
      ...further.map(([name, type]) => ({ name, type: TYPE_NAME.test(type) ? type : "" })),
    ];
    const list = this.#columns.map(({ name, type }) => `${quotedName(name)} ${type}`.trim());
    database.exec(`create table ${table.name} (${list.join(", ")})`);
    const marks = this.#columns.map(() => "?").join(", ");
    this.#insert = database.prepare(`insert into ${table.name} values (${marks})`);
    this.#cellOf = this.#columns.map(({ name }) => cellWriter(table, name));
  }

  add(row: OutgoingRow, region: string, employee: number | null, secrets: Content): number {
    const [recordId, version] = row;
    const id = this.#numbers.get(recordId) ?? this.#next++;
    const facts = { id, region, employee, secrets };
    this.#insert.run(...this.#cellOf.map((cell) => cell(row, facts)));
    this.#outgoing.set(id, { recordId, version });
    return id;
  }

  finish(): TableState {
    this.#reserveNumbers();
    const sorted = this.#columns.toSorted((a, b) =>
      a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1,
    );
    const names = sorted.map(({ name }) => name.toLowerCase()).join();
    const list = sorted.map(({ name }) => quotedName(name)).join(", ");
    const idAt = sorted.findIndex(({ name }) => name === ID_COLUMN);
    // Read back, because SQLite may have stored a value as its column's type has it.
    const select = this.#database.prepare(`select ${list} from ${this.#table.name} order by id`);
    select.setReturnArrays(true);
    const state = emptyTable(this.#outgoing.size);
    let index = 0;
    for (const cells of select.iterate() as unknown as Iterable<readonly Cell[]>) {
      const id = Number(cells[idAt]);
      const { recordId, version } = present(this.#outgoing.get(id), "every row was added here");
      state.ids[index] = id;
      putUuid(state.records, index * RECORD_bytes, recordId);
      state.bases[index] = version;
      setHash(state.hashes, index, rowHash(names, cells));
      index++;
    }
    return state;
  }

  /** What the program adds gets numbers beyond all that were ever given, also of rows that are gone. */
  #reserveNumbers(): void {
    this.#database.prepare("delete from sqlite_sequence where name = ?").run(this.#table.name);
    this.#database
      .prepare("insert into sqlite_sequence (name, seq) values (?, ?)")
      .run(this.#table.name, this.#next - 1);
  }
}

interface RowFacts {
  readonly id: number;
  readonly region: string;
  readonly employee: number | null;
  readonly secrets: Content;
}

const FIELDS_FROM = 6;

/** How a column's cell is made of a record. */
function cellWriter(
  table: DesktopTable,
  column: string,
): (row: OutgoingRow, facts: RowFacts) => Cell {
  const name = column.toLowerCase();
  if (name === ID_COLUMN) return (_, { id }) => id;
  if (name === REGION_COLUMN) return (_, { region }) => region;
  if (name === EMPLOYEE_COLUMN && table.name === "timesheets") return (_, { employee }) => employee;
  const field = table.columns.findIndex((known) => known.name === name);
  if (field >= 0) return (row) => writeCell(row[FIELDS_FROM + field] as FieldValue);
  if (name === CREATED_COLUMN && table.name === "employees") {
    return ([, , createdAt_us, , extra]) =>
      extra?.[name] === undefined ? momentText(createdAt_us) : keptCell(extra[name]);
  }
  return ([, , , , extra], { secrets }) => keptCell(secrets[name] ?? extra?.[name]);
}

/** As the old program writes times. */
function momentText(at_us: number): string {
  return new Date(at_us / 1000).toISOString().slice(0, 19).replace("T", " ");
}
