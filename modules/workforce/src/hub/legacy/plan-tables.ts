import type { Hub } from "@healthops/hub/hub";
import type { DesktopTable, TableName } from "./desktop-tables.ts";
import { CREATED_COLUMN } from "./desktop-tables.ts";
import { databaseProblem } from "./database-problems.ts";
import { UploadEmployees } from "./upload-employees.ts";
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
import type { RefusedSent } from "./refused-rows.ts";
import type { ReadRow } from "./row-reader.ts";
import { rowReader } from "./row-reader.ts";
import type { FileScan } from "./scan-file.ts";
import type { SentRow } from "./scan-database.ts";

/** What is to be done with some of one table's rows. */
export interface PlannedPortion {
  readonly rows: readonly PlannedRow[];
  readonly refused: readonly RefusedSent[];
  /** By the row that was moved to another day: the entry that it left. */
  readonly left: ReadonlyMap<PlannedRow, { readonly recordId: string; readonly base: number }>;
}

/** What the rows of one upload have in common. */
export interface Upload {
  readonly hub: Pick<Hub, "pool" | "engine" | "ports">;
  readonly ground: Ground;
  readonly state: FileState;
  readonly scan: FileScan;
}

interface Readable {
  readonly sent: SentRow;
  readonly row: ReadRow;
}

/** What the portions of the entries share. */
interface EntryMemory {
  readonly places: RecordPlaces;
  /** By record: the row of this file that has it. */
  readonly takenBy: Map<string, number>;
  /** The regions of employees that the hub has. */
  readonly sites: ReadonlyMap<string, string>;
}

/**
 * Decides what each row of an upload changes, a portion at a time; employees come first, because
 * entries name them. Reads what the hub has of them, writes nothing.
 */
export class UploadPlan {
  readonly #upload: Upload;
  readonly #employees: UploadEmployees;
  #entries: EntryMemory | null = null;

  constructor(upload: Upload) {
    this.#upload = upload;
    this.#employees = new UploadEmployees(upload.state);
  }

  /**
   * Employees whose time of creation is another than before are other people under a number that was
   * given again. When that is true of most, the file is another computer's under the same key: Problem
   * `other_database` (422), before anything is written.
   */
  async assertSameComputer(table: DesktopTable): Promise<void> {
    const { scan } = this.#upload;
    const scanned = scan.tables.get(table.name);
    if (scanned === undefined || scanned.changed === 0) return;
    const counts = { newcomers: 0, same: scanned.unchanged };
    for await (const sent of scan.portions(table.name)) {
      const placed = this.#placeNumbered(table, this.#read(table, sent, []), []);
      const known = await this.#knownOf(table, placed);
      for (const one of placed) {
        if (this.#isNewcomer(one, known)) counts.newcomers++;
        else if (one.at >= 0) counts.same++;
      }
    }
    if (counts.newcomers <= counts.same) return;
    throw databaseProblem(
      "other_database",
      "This key already belongs to another computer's database: the same numbers stand for other employees there. Give each computer a key of its own (healthops key create).",
    );
  }

  /** What a portion of a table's rows changes. */
  async plan(table: DesktopTable, sent: readonly SentRow[]): Promise<PlannedPortion> {
    const refused: RefusedSent[] = [];
    const readable = this.#read(table, sent, refused);
    const portion =
      table.name === "timesheets"
        ? await this.#planEntries(table, readable, refused)
        : await this.#planNumbered(table, readable, refused);
    if (table.name === "employees") this.#employees.learn(portion);
    return portion;
  }

  /** The rows that could not even be told apart. */
  faultsOf(table: DesktopTable): readonly RefusedSent[] {
    const faults = this.#upload.scan.tables.get(table.name)?.faults ?? [];
    const read = this.#readerOf(table);
    const refused = faults.map(({ id, reason, cells }): RefusedSent => {
      const mark = JSON.stringify(cells, (_key, cell: unknown) =>
        cell instanceof Uint8Array ? Buffer.from(cell).toString("base64") : cell,
      );
      const unplaced = { table, mark: id === null ? mark : `${id} ${mark}`, row: read(cells) };
      return { id, code: "invalid_row", reason, unplaced: { ...unplaced, employeeId: null } };
    });
    if (table.name === "employees") this.#employees.learn({ rows: [], refused });
    return refused;
  }

  #readerOf(table: DesktopTable): ReturnType<typeof rowReader> {
    const columns = this.#upload.scan.tables.get(table.name)?.columns ?? [];
    return rowReader(
      table,
      columns.map(([name]) => name),
    );
  }

  /** Reads the rows; those with a cell that says nothing are refused. */
  #read(table: DesktopTable, sentRows: readonly SentRow[], refused: RefusedSent[]): Readable[] {
    const read = this.#readerOf(table);
    const readable: Readable[] = [];
    for (const sent of sentRows) {
      const row = read(sent.cells);
      if (row.fault === null) readable.push({ sent, row });
      else {
        const why = { id: sent.id, code: "invalid_row", reason: row.fault };
        refused.push(refusedRow(table, { sent, row }, why));
      }
    }
    return readable;
  }

  #placeNumbered(
    table: DesktopTable,
    readable: readonly Readable[],
    refused: RefusedSent[],
  ): PlacedRow[] {
    const { ground, state } = this.#upload;
    const placed: PlacedRow[] = [];
    for (const one of readable) {
      const siteId = siteOfRow(ground, one.row, null);
      if (typeof siteId !== "string") refused.push(refusedRow(table, one, siteId));
      else {
        placed.push(
          placeNumbered(ground, table, state.tables[table.name], one.sent, one.row, siteId),
        );
      }
    }
    return placed;
  }

  async #planNumbered(
    table: DesktopTable,
    readable: readonly Readable[],
    refused: RefusedSent[],
  ): Promise<PlannedPortion> {
    const { ground, state } = this.#upload;
    const placed = this.#placeNumbered(table, readable, refused);
    const known = await this.#knownOf(table, placed);
    const rows = placed.map((given) => {
      const one =
        table.name === "employees" && this.#isNewcomer(given, known)
          ? { ...given, recordId: employeeIdOf(ground, given.id, given.row), base: 0 }
          : given;
      return planRow(table, one, {
        known: known.get(one.recordId),
        held: state.notes.held[one.recordId],
        clearedAt: undefined,
        employeeId: undefined,
      });
    });
    return { rows, refused, left: new Map() };
  }

  #isNewcomer({ recordId, at, row }: PlacedRow, known: ReadonlyMap<string, KnownRecord>): boolean {
    const before = this.#upload.state.notes.held[recordId] ?? known.get(recordId)?.atBase;
    const created = asContent(before?.["extra"])[CREATED_COLUMN] ?? null;
    const sent = row.extra[CREATED_COLUMN] ?? null;
    return at >= 0 && created !== null && sent !== null && created !== sent;
  }

  async #planEntries(
    table: DesktopTable,
    readable: readonly Readable[],
    refused: RefusedSent[],
  ): Promise<PlannedPortion> {
    const { hub, state } = this.#upload;
    const memory = await this.#entryMemory();
    const placed: { row: PlacedRow; sent: SentRow; employeeId: string }[] = [];
    for (const one of readable) {
      const employeeId = this.#employees.named(one.row.employee);
      const entry = this.#placeEntry(memory, one, employeeId);
      if (isRefused(entry)) {
        refused.push(refusedRow(table, one, entry, employeeId));
      } else placed.push({ row: entry, sent: one.sent, employeeId: String(employeeId) });
    }
    const rowsPlaced = placed.map(({ row }) => row);
    const known = await this.#knownOf(table, rowsPlaced);
    const unknown = rowsPlaced.filter(({ base }) => base === 0).map(({ recordId }) => recordId);
    const cleared = await readClearedEntries(hub.pool, unknown);
    const left = new Map<PlannedRow, { recordId: string; base: number }>();
    const entries = state.tables.timesheets;
    const rows = placed.map(({ row, sent, employeeId }) => {
      const planned = planRow(table, row, {
        known: known.get(row.recordId),
        held: state.notes.held[row.recordId],
        clearedAt: cleared.get(row.recordId),
        employeeId,
      });
      const recordId = sent.at < 0 ? row.recordId : recordAt(entries, sent.at);
      if (recordId !== row.recordId && !memory.takenBy.has(recordId)) {
        left.set(planned, { recordId, base: entries.bases[sent.at] ?? 0 });
      }
      return planned;
    });
    return { rows, refused, left };
  }

  #placeEntry(
    { places, takenBy, sites }: EntryMemory,
    { sent, row }: Readable,
    employeeId: string | RefusedRow,
  ): PlacedRow | RefusedRow {
    const { ground, state, scan } = this.#upload;
    const home = typeof employeeId === "string" ? this.#employees.siteOf(employeeId, sites) : null;
    const siteId = siteOfRow(ground, row, home);
    if (typeof siteId !== "string") return siteId;
    if (typeof employeeId !== "string") return employeeId;
    const there = scan.tables.get("timesheets")?.there ?? new Uint8Array();
    const entries = state.tables.timesheets;
    const one = placeEntry(entries, there, places, sent, row, employeeId, home ?? siteId);
    if (isRefused(one)) return one;
    const taken = takenBy.get(one.recordId);
    if (taken !== undefined) {
      const reason = `row ${taken} has the same employee and day; a day is one row`;
      return { id: sent.id, code: "day_taken", reason };
    }
    takenBy.set(one.recordId, one.id);
    return one;
  }

  async #entryMemory(): Promise<EntryMemory> {
    const { hub, ground, state } = this.#upload;
    this.#entries ??= {
      places: new RecordPlaces(state.tables.timesheets),
      takenBy: new Map(),
      // A key of one region needs nobody else's.
      sites: ground.keySiteId === null ? await readEmployeeSites(hub.pool) : new Map(),
    };
    return this.#entries;
  }

  #knownOf(
    table: DesktopTable,
    placed: readonly PlacedRow[],
  ): Promise<ReadonlyMap<string, KnownRecord>> {
    const { hub } = this.#upload;
    const entry = hub.engine.catalog.named(table.collection);
    const known = placed.filter(({ at }) => at >= 0);
    const bases = new Map(known.map(({ recordId, base }) => [recordId, base]));
    return readKnownRecords(hub.pool, entry, bases);
  }
}

function refusedRow(
  table: DesktopTable,
  { sent, row }: Readable,
  { code, reason }: RefusedRow,
  employeeId: string | RefusedRow | null = null,
): RefusedSent {
  const known = typeof employeeId === "string" ? employeeId : null;
  const unplaced = { table, mark: String(sent.id), row, employeeId: known };
  return { id: sent.id, code, reason, unplaced };
}

/** The names of tables whose records' ids follow from what the rows say: sent again, they are the same. */
export const DERIVED_IDS: ReadonlySet<TableName> = new Set(["employees", "timesheets"]);
