import type { Hub } from "@healthops/hub/hub";
import { databaseProblem } from "./database-problems.ts";
import type { DesktopTable, TableName } from "./desktop-tables.ts";
import { CREATED_COLUMN, DESKTOP_TABLES } from "./desktop-tables.ts";
import type { FileState } from "./file-state.ts";
import { recordAt } from "./file-state.ts";
import type { KnownRecord } from "./known-records.ts";
import { readClearedEntries, readEmployeeSites, readKnownRecords } from "./known-records.ts";
import type { Ground, RefusedRow } from "./place-rows.ts";
import {
  employeeIdOf,
  isRefused,
  placeEntry,
  placeNumbered,
  RecordPlaces,
  siteOfRow,
} from "./place-rows.ts";
import type { PlacedRow, PlannedRow } from "./plan-upload.ts";
import { asContent, planRow } from "./plan-upload.ts";
import type { ReadRow } from "./row-reader.ts";
import { rowReader } from "./row-reader.ts";
import type { ScannedRows } from "./scan-file.ts";
import type { SentRow } from "./scan-database.ts";

/** What is to be done with one table's rows. */
export interface PlannedTable {
  readonly table: DesktopTable;
  readonly unchanged: number;
  readonly rows: readonly PlannedRow[];
  readonly refused: readonly RefusedRow[];
  /** By the row that was moved to another day: the entry that it left. */
  readonly left: ReadonlyMap<PlannedRow, { readonly recordId: string; readonly base: number }>;
}

/** What the rows of one upload have in common. */
export interface Upload {
  readonly hub: Pick<Hub, "pool" | "engine" | "ports">;
  readonly ground: Ground;
  readonly state: FileState;
  readonly tables: ReadonlyMap<TableName, ScannedRows>;
}

/**
 * Decides what each row of an upload changes, table by table: employees first, because entries name
 * them. Reads what the hub has of them, writes nothing. Problem `other_database` (409).
 */
export async function planTables(upload: Upload): Promise<readonly PlannedTable[]> {
  const employees = new Employees(upload.state);
  const planned: PlannedTable[] = [];
  for (const table of DESKTOP_TABLES) {
    const scanned = upload.tables.get(table.name);
    if (scanned === undefined) continue;
    const one =
      table.name === "timesheets"
        ? await planEntries(upload, table, scanned, employees)
        : await planNumbered(upload, table, scanned);
    if (table.name === "employees") employees.learn(one);
    planned.push(one);
  }
  return planned;
}

/** The employees that a file's entries may name, by the program's numbers. */
class Employees {
  readonly #records = new Map<number, string>();
  readonly #sites = new Map<string, string>();
  readonly #refused = new Set<number>();

  constructor({ tables: { employees } }: FileState) {
    for (const [index, id] of employees.ids.entries()) {
      this.#records.set(id, recordAt(employees, index));
    }
  }

  learn({ rows, refused }: PlannedTable): void {
    for (const { id, recordId, siteId } of rows) {
      this.#records.set(id, recordId);
      this.#sites.set(recordId, siteId);
    }
    for (const { id } of refused) if (id !== null) this.#refused.add(id);
  }

  /** The employee's record, or why an entry cannot name it. */
  named(id: number | null): string | RefusedRow {
    const recordId = id === null ? undefined : this.#records.get(id);
    if (recordId !== undefined) return recordId;
    const refused = id !== null && this.#refused.has(id);
    return {
      id: null,
      code: refused ? "employee_refused" : "unknown_employee",
      reason: refused
        ? `its employee ${id} was refused`
        : `it names employee ${id ?? "nobody"}, who is not in the file`,
    };
  }

  /** The region of an employee, as this upload leaves it. */
  siteOf(recordId: string, stored: ReadonlyMap<string, string>): string | null {
    return this.#sites.get(recordId) ?? stored.get(recordId) ?? null;
  }
}

interface Readable {
  readonly sent: SentRow;
  readonly row: ReadRow;
}

/** Reads the rows; those with a cell that says nothing are refused. */
function readRows(table: DesktopTable, scanned: ScannedRows, refused: RefusedRow[]): Readable[] {
  const read = rowReader(
    table,
    scanned.columns.map(([name]) => name),
  );
  const readable: Readable[] = [];
  for (const sent of scanned.rows) {
    const row = read(sent.cells);
    if (row.fault === null) readable.push({ sent, row });
    else refused.push({ id: sent.id, code: "invalid_row", reason: row.fault });
  }
  for (const { id, reason } of scanned.faults) refused.push({ id, code: "invalid_row", reason });
  return readable;
}

async function planNumbered(
  { hub, ground, state }: Upload,
  table: DesktopTable,
  scanned: ScannedRows,
): Promise<PlannedTable> {
  const refused: RefusedRow[] = [];
  let placed: PlacedRow[] = [];
  for (const { sent, row } of readRows(table, scanned, refused)) {
    const siteId = siteOfRow(ground, row, null);
    if (typeof siteId !== "string") refused.push({ ...siteId, id: sent.id });
    else placed.push(placeNumbered(ground, table, state.tables[table.name], sent, row, siteId));
  }
  const known = await knownOf(hub, table, placed);
  if (table.name === "employees") {
    placed = newcomersApart(ground, placed, known, state, scanned.unchanged);
  }
  const rows = placed.map((one) =>
    planRow(table, one, {
      known: known.get(one.recordId),
      held: state.notes.held[one.recordId],
      clearedAt: undefined,
      employeeId: undefined,
    }),
  );
  return { table, unchanged: scanned.unchanged, rows, refused, left: new Map() };
}

/**
 * Employees whose time of creation is another than before are other people under a number that was
 * given again. When that is true of most, the file is another computer's under the same key.
 */
function newcomersApart(
  ground: Ground,
  placed: readonly PlacedRow[],
  known: ReadonlyMap<string, KnownRecord>,
  state: FileState,
  unchanged: number,
): PlacedRow[] {
  const isNewcomer = ({ recordId, at, row }: PlacedRow): boolean => {
    const before = state.notes.held[recordId] ?? known.get(recordId)?.atBase;
    const created = asContent(before?.["extra"])[CREATED_COLUMN] ?? null;
    const sent = row.extra[CREATED_COLUMN] ?? null;
    return at >= 0 && created !== null && sent !== null && created !== sent;
  };
  const newcomers = new Set(placed.filter(isNewcomer));
  const same = unchanged + placed.filter((one) => one.at >= 0 && !newcomers.has(one)).length;
  if (newcomers.size > same) {
    throw databaseProblem(
      "other_database",
      "This key already belongs to another computer's database: the same numbers stand for other employees there. Give each computer a key of its own (healthops key create).",
    );
  }
  return placed.map((one) =>
    newcomers.has(one)
      ? { ...one, recordId: employeeIdOf(ground.fileNumber, one.id, one.row), base: 0 }
      : one,
  );
}

async function planEntries(
  { hub, ground, state }: Upload,
  table: DesktopTable,
  scanned: ScannedRows,
  employees: Employees,
): Promise<PlannedTable> {
  const refused: RefusedRow[] = [];
  const entries = state.tables.timesheets;
  const places = new RecordPlaces(entries);
  // A key of one region needs nobody else's.
  const sites = ground.keySiteId === null ? await readEmployeeSites(hub.pool) : new Map();
  const placed: PlacedRow[] = [];
  const employeeOf = new Map<PlacedRow, string>();
  const leaving = new Map<PlacedRow, number>();
  const takenBy = new Map<string, number>();
  for (const { sent, row } of readRows(table, scanned, refused)) {
    const employeeId = employees.named(row.employee);
    const home = typeof employeeId === "string" ? employees.siteOf(employeeId, sites) : null;
    const siteId = siteOfRow(ground, row, home);
    const one =
      typeof siteId !== "string"
        ? siteId
        : typeof employeeId !== "string"
          ? employeeId
          : placeEntry(entries, scanned.there, places, sent, row, employeeId, home ?? siteId);
    if (isRefused(one)) {
      refused.push({ ...one, id: sent.id });
      continue;
    }
    const taken = takenBy.get(one.recordId);
    if (taken !== undefined) {
      const reason = `row ${taken} has the same employee and day; a day is one row`;
      refused.push({ id: sent.id, code: "day_taken", reason });
      continue;
    }
    takenBy.set(one.recordId, one.id);
    placed.push(one);
    employeeOf.set(one, String(employeeId));
    if (sent.at >= 0 && recordAt(entries, sent.at) !== one.recordId) leaving.set(one, sent.at);
  }
  const known = await knownOf(hub, table, placed);
  const unknown = placed.filter(({ base }) => base === 0).map(({ recordId }) => recordId);
  const cleared = await readClearedEntries(hub.pool, unknown);
  const left = new Map<PlannedRow, { recordId: string; base: number }>();
  const rows = placed.map((one) => {
    const planned = planRow(table, one, {
      known: known.get(one.recordId),
      held: state.notes.held[one.recordId],
      clearedAt: cleared.get(one.recordId),
      employeeId: employeeOf.get(one),
    });
    const from = leaving.get(one);
    const recordId = from === undefined ? "" : recordAt(entries, from);
    if (from !== undefined && !takenBy.has(recordId)) {
      left.set(planned, { recordId, base: entries.bases[from] ?? 0 });
    }
    return planned;
  });
  return { table, unchanged: scanned.unchanged, rows, refused, left };
}

function knownOf(
  hub: Upload["hub"],
  table: DesktopTable,
  placed: readonly PlacedRow[],
): Promise<ReadonlyMap<string, KnownRecord>> {
  const entry = hub.engine.catalog.named(table.collection);
  const known = placed.filter(({ at }) => at >= 0);
  return readKnownRecords(
    hub.pool,
    entry,
    new Map(known.map(({ recordId, base }) => [recordId, base])),
  );
}
