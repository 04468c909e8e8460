import { present } from "@healthops/base/assert";
import type { Queryable } from "@healthops/hub/database/pool";
import type { Hub } from "@healthops/hub/hub";
import type { KeyHolder } from "@healthops/hub/keys/key-holder";
import { inTransaction } from "@healthops/hub/database/in-transaction";
import type { RefusedToKeep } from "@healthops/hub/engine/keep-refused";
import { keepRefused, withdrawRefused } from "@healthops/hub/engine/keep-refused";
import { readScopesOfRecords } from "@healthops/hub/engine/sites-of-records";
import type { Group, Mutation, Receipt } from "@healthops/protocol/wire/push";
import type { Content } from "@healthops/schema/record";
import type { DesktopTable } from "./desktop-tables.ts";
import type { FileNotes, FileState, RowState } from "./file-state.ts";
import { withRows } from "./file-state.ts";
import type { Ground } from "./place-rows.ts";
import type { PlannedPortion } from "./plan-tables.ts";
import { DERIVED_IDS } from "./plan-tables.ts";
import type { PlannedSettings } from "./plan-settings.ts";
import type { PlannedRow } from "./plan-upload.ts";
import { clearEntry } from "./plan-upload.ts";
import { refusedBefore, refusedByEngine, refusedSeq } from "./refused-rows.ts";
import type { RememberedFile } from "./remembered-files.ts";
import { keepState, markUsed } from "./remembered-files.ts";
import { rowOutcome, rowState } from "./row-outcome.ts";
import type { RowOutcome } from "./upload-answer.ts";

/** Rows after which the file's state is written, where a row sent again meets itself anyway. */
const ROWS_BETWEEN_STATES = 50_000;

export interface UploadWriterParts {
  readonly hub: Hub;
  readonly holder: KeyHolder;
  readonly reason: string | null;
  readonly ground: Ground;
  readonly file: RememberedFile;
  readonly state: FileState;
  /** As they are once the upload has ended. */
  readonly notes: FileNotes;
}

/**
 * Writes an upload's rows through the engine, a portion a transaction, and in the same transaction what
 * the hub remembers of the file and what was refused of it.
 */
export class UploadWriter {
  readonly #parts: UploadWriterParts;
  #file: RememberedFile;
  /** As it was last written. */
  #state: FileState;
  /** What was taken since. */
  #since: readonly TakenRows[] = [];
  #unwritten = 0;
  #touched = false;

  constructor(parts: UploadWriterParts) {
    this.#parts = parts;
    this.#file = parts.file;
    const { held, secrets } = parts.state.notes;
    this.#state = { ...parts.state, notes: { ...parts.notes, held, secrets } };
  }

  /** How each row of the portion ended. Problem `upload_overtaken` (409) among others. */
  async write(table: DesktopTable, portion: PlannedPortion): Promise<readonly RowOutcome[]> {
    const groups = new PortionGroups(table, portion);
    const unwritten = this.#unwritten + portion.rows.length;
    const due = !DERIVED_IDS.has(table.name) || unwritten >= ROWS_BETWEEN_STATES;
    let since = this.#since;
    const keep = async (connection: Queryable, receipts: readonly Receipt[]): Promise<void> => {
      since = [...this.#since, takenRows(table, portion.rows, groups, receipts)];
      await this.#keepRefusals(connection, table, portion, groups, receipts);
      if (due) await keepState(connection, this.#file, withTaken(this.#state, since));
    };
    const receipts = await this.#submit(groups.groups, keep);
    this.#touched ||= portion.rows.length > 0;
    this.#since = since;
    this.#unwritten = unwritten;
    if (due) this.#written();
    return portion.rows.map((row) => rowOutcome(table, row, groups.receiptOf(row, receipts)));
  }

  async writeSettings({ mutations }: PlannedSettings): Promise<void> {
    const groups = mutations.map((mutation, index) => groupOf(index, [mutation]));
    if (groups.length > 0) await this.#submit(groups, async () => undefined);
  }

  /** Writes down where the file stands now. */
  async end(): Promise<void> {
    const { hub, state } = this.#parts;
    const noted = !this.#touched && told(this.#state.notes) !== told(state.notes);
    if (this.#unwritten > 0 || noted) {
      await keepState(hub.pool, this.#file, withTaken(this.#state, this.#since));
    } else if (!this.#touched) await markUsed(hub.pool, this.#file);
  }

  async #submit(
    groups: readonly Group[],
    alongside: (connection: Queryable, receipts: readonly Receipt[]) => Promise<void>,
  ): Promise<readonly Receipt[]> {
    const { hub, holder, reason } = this.#parts;
    if (groups.length === 0) {
      await inTransaction(hub.pool, (connection) => alongside(connection, []));
      return [];
    }
    return hub.engine.submit({
      actor: holder.actor,
      replica: null,
      origin: holder.keyId,
      groups,
      ...(reason === null ? {} : { reason }),
      alongside,
    });
  }

  async #keepRefusals(
    connection: Queryable,
    table: DesktopTable,
    portion: PlannedPortion,
    groups: PortionGroups,
    receipts: readonly Receipt[],
  ): Promise<void> {
    const { ground, holder, hub } = this.#parts;
    const from = { replicaId: holder.keyId, personId: holder.actor.personId };
    const refused: RefusedToKeep[] = portion.refused.map((one) => refusedBefore(ground, one));
    const taken: number[] = [];
    for (const row of portion.rows) {
      const receipt = groups.receiptOf(row, receipts);
      if (receipt?.status === "rejected") {
        refused.push(refusedByEngine(ground, table, row, groups.mutationsOf(row), receipt));
      } else taken.push(refusedSeq(ground.fileNumber, table.name, String(row.id)));
    }
    const wanted = refused.flatMap(({ mutations }) => mutations);
    const scopesOf = await readScopesOfRecords(connection, hub.engine.catalog, wanted);
    await keepRefused(connection, from, refused, scopesOf);
    await withdrawRefused(connection, from, taken);
  }

  #written(): void {
    this.#state = withTaken(this.#state, this.#since);
    this.#since = [];
    this.#file = { ...this.#file, revision: this.#file.revision + 1 };
    this.#unwritten = 0;
  }
}

/** The rows of a portion that change something, as groups for the engine. */
class PortionGroups {
  readonly groups: Group[] = [];
  /** By row: its group's place, none for a row without a change. */
  readonly #places = new Map<PlannedRow, number>();

  constructor({ collection }: DesktopTable, { rows, left }: PlannedPortion) {
    for (const row of rows) {
      const { mutation } = row;
      if (mutation === null) continue;
      const from = left.get(row);
      const cleared = from === undefined ? [] : [clearEntry(collection, from.recordId, from.base)];
      this.#places.set(row, this.groups.length);
      this.groups.push(groupOf(this.groups.length, [mutation, ...cleared]));
    }
  }

  mutationsOf(row: PlannedRow): readonly Mutation[] {
    const place = this.#places.get(row);
    return place === undefined ? [] : (this.groups[place]?.mutations ?? []);
  }

  receiptOf(row: PlannedRow, receipts: readonly Receipt[]): Receipt | null {
    const place = this.#places.get(row);
    return place === undefined
      ? null
      : present(receipts[place], "every group of an upload gets a receipt");
  }
}

function groupOf(index: number, mutations: Mutation[]): Group {
  return { seq: index + 1, deviceTime_ms: 0, mutations };
}

/** What the hub remembers of a portion's rows. */
interface TakenRows {
  readonly table: DesktopTable;
  readonly rows: readonly RowState[];
  /** By record; null where nothing is held any more. */
  readonly held: Readonly<Record<string, Content | null>>;
  readonly secrets: Readonly<Record<string, Content>>;
}

function takenRows(
  table: DesktopTable,
  planned: readonly PlannedRow[],
  groups: PortionGroups,
  receipts: readonly Receipt[],
): TakenRows {
  const rows: RowState[] = [];
  const held: Record<string, Content | null> = {};
  const secrets: Record<string, Content> = {};
  for (const row of planned) {
    const next = rowState(row, groups.receiptOf(row, receipts));
    if (next === null) continue;
    rows.push(next.row);
    if (Object.keys(row.row.secrets).length > 0) secrets[row.recordId] = row.row.secrets;
    if (next.held !== "keep") held[row.recordId] = next.held;
  }
  return { table, rows, held, secrets };
}

function withTaken(state: FileState, taken: readonly TakenRows[]): FileState {
  const tables = { ...state.tables };
  const held: Record<string, Content> = { ...state.notes.held };
  const secrets: Record<string, Content> = { ...state.notes.secrets };
  for (const [{ name }, parts] of Map.groupBy(taken, ({ table }) => table)) {
    const rows = parts.flatMap((part) => part.rows);
    if (rows.length > 0) tables[name] = withRows(tables[name], rows);
  }
  for (const part of taken) {
    Object.assign(secrets, part.secrets);
    for (const [recordId, content] of Object.entries(part.held)) {
      if (content === null) delete held[recordId];
      else held[recordId] = content;
    }
  }
  return { tables, notes: { ...state.notes, held, secrets } };
}

/** What of the notes an upload without any change may change. */
function told({ columns, userVersion, settings }: FileNotes): string {
  return JSON.stringify([columns, userVersion, settings]);
}
