import { present } from "@healthops/base/assert";
import type { Queryable } from "@healthops/hub/database/pool";
import type { Hub } from "@healthops/hub/hub";
import type { KeyHolder } from "@healthops/hub/keys/key-holder";
import type { Group, Mutation, Receipt } from "@healthops/protocol/wire/push";
import type { Content } from "@healthops/schema/record";
import type { FileNotes, FileState, RowState } from "./file-state.ts";
import { decodeState, withRows } from "./file-state.ts";
import { DESKTOP_TABLES, DOCUMENTED_COLUMNS } from "./desktop-tables.ts";
import type { PlannedSettings } from "./plan-settings.ts";
import { planSettings } from "./plan-settings.ts";
import type { PlannedRow } from "./plan-upload.ts";
import { clearEntry } from "./plan-upload.ts";
import type { PlannedTable } from "./plan-tables.ts";
import { planTables } from "./plan-tables.ts";
import type { Regions } from "./regions.ts";
import type { RememberedFile } from "./remembered-files.ts";
import { fileOfUpload, keepState, markUsed } from "./remembered-files.ts";
import { rowOutcome, rowState } from "./row-outcome.ts";
import type { Scan } from "./scan-file.ts";
import { scanFile } from "./scan-file.ts";
import { readSqliteHeader } from "./sqlite-header.ts";
import type { RowOutcome, UploadAnswer } from "./upload-answer.ts";
import { settingsAnswer, tableAnswer, uploadAnswer } from "./upload-answer.ts";

export interface UploadRequest {
  readonly holder: KeyHolder;
  readonly regions: Regions;
  /** The region of rows that name none; null when neither key nor request says. */
  readonly siteId: string | null;
  readonly reason: string | null;
  /** Where the file lies. */
  readonly path: string;
}

/**
 * Merges a program's whole database, row by row, through the engine and in one transaction: what
 * changed since this program last had it is a change like any other, with its merge, conflicts,
 * history and audit [ORD2, MRG1]. A row that is missing in the file is left alone. Throws Problems,
 * and then nothing was changed.
 */
export async function takeUpload(hub: Hub, request: UploadRequest): Promise<UploadAnswer> {
  const { holder, regions, siteId, reason } = request;
  const { fileNumber, userVersion, warnings } = await readSqliteHeader(request.path);
  const file = await fileOfUpload(hub.pool, holder.keyId, fileNumber);
  const scan = await scanFile(request.path, file.state);
  const state = decodeState(file.state);
  const ground = {
    regions,
    keySiteId: holder.siteId,
    defaultSiteId: siteId,
    ports: hub.ports,
    fileNumber: file.number,
  };
  const tables = await planTables({ hub, ground, state, tables: scan.tables });
  const settings =
    scan.settings === null
      ? null
      : await planSettings(hub.pool, siteId, state.notes.settings, scan.settings);
  const merge = new Merge(tables, settings);
  const outcomes = await merge.submit(
    hub,
    request,
    file,
    nextNotes(state, scan, settings, userVersion),
  );
  const answers = Object.fromEntries(
    tables.map((table) => [table.table.name, tableAnswer(table, outcomes.get(table) ?? [])]),
  );
  const answer = uploadAnswer(
    settings === null ? answers : { ...answers, settings: settingsAnswer(settings) },
    {
      region: siteId === null ? null : regions.nameOf(siteId),
      reason,
      ignoredTables: scan.ignored,
      warnings,
    },
  );
  await noteUpload(hub.pool, request, answer);
  return answer;
}

/** The rows of an upload on their way through the engine. */
class Merge {
  readonly #tables: readonly PlannedTable[];
  readonly #groups: Group[] = [];
  /** By row: its group's place, none for a row without a change. */
  readonly #groupOf = new Map<PlannedRow, number>();

  constructor(tables: readonly PlannedTable[], settings: PlannedSettings | null) {
    this.#tables = tables;
    for (const { rows, left, table } of tables) {
      for (const row of rows) {
        const { mutation } = row;
        if (mutation === null) continue;
        const from = left.get(row);
        const cleared =
          from === undefined ? [] : [clearEntry(table.collection, from.recordId, from.base)];
        this.#groupOf.set(row, this.#add([mutation, ...cleared]));
      }
    }
    for (const mutation of settings?.mutations ?? []) this.#add([mutation]);
  }

  #add(mutations: Mutation[]): number {
    this.#groups.push({ seq: this.#groups.length + 1, deviceTime_ms: 0, mutations });
    return this.#groups.length - 1;
  }

  /** Writes everything, the file's new state in the same transaction; answers how each row ended. */
  async submit(
    hub: Hub,
    { holder, reason }: UploadRequest,
    file: RememberedFile,
    after: NextState,
  ): Promise<ReadonlyMap<PlannedTable, readonly RowOutcome[]>> {
    const touched = this.#tables.some(({ rows }) => rows.length > 0);
    if (this.#groups.length === 0) {
      if (touched || after.notesChanged) {
        await keepState(hub.pool, file, this.#stateAfter(after, []));
      } else await markUsed(hub.pool, file);
      return this.#outcomes([]);
    }
    const receipts = await hub.engine.submit({
      actor: holder.actor,
      replica: null,
      origin: holder.keyId,
      groups: this.#groups,
      ...(reason === null ? {} : { reason }),
      alongside: (connection, decided) =>
        keepState(connection, file, this.#stateAfter(after, decided)),
    });
    return this.#outcomes(receipts);
  }

  #receiptOf(row: PlannedRow, receipts: readonly Receipt[]) {
    const place = this.#groupOf.get(row);
    return place === undefined
      ? null
      : present(receipts[place], "every group of an upload gets a receipt");
  }

  #outcomes(receipts: readonly Receipt[]): ReadonlyMap<PlannedTable, readonly RowOutcome[]> {
    return new Map(
      this.#tables.map((table) => [
        table,
        table.rows.map((row) => rowOutcome(table.table, row, this.#receiptOf(row, receipts))),
      ]),
    );
  }

  #stateAfter({ state, notes }: NextState, receipts: readonly Receipt[]): FileState {
    const tables = { ...state.tables };
    const held: Record<string, Content> = { ...notes.held };
    const secrets: Record<string, Content> = { ...notes.secrets };
    for (const { table, rows } of this.#tables) {
      const changed: RowState[] = [];
      for (const row of rows) {
        const next = rowState(row, this.#receiptOf(row, receipts));
        if (next === null) continue;
        changed.push(next.row);
        if (Object.keys(row.row.secrets).length > 0) secrets[row.recordId] = row.row.secrets;
        if (next.held === "keep") continue;
        if (next.held === null) delete held[row.recordId];
        else held[row.recordId] = next.held;
      }
      if (changed.length > 0) tables[table.name] = withRows(state.tables[table.name], changed);
    }
    return { tables, notes: { ...notes, held, secrets } };
  }
}

/** What the file's state goes on from. */
interface NextState {
  readonly state: FileState;
  readonly notes: FileNotes;
  readonly notesChanged: boolean;
}

function nextNotes(
  state: FileState,
  scan: Scan,
  settings: PlannedSettings | null,
  userVersion: number,
): NextState {
  const columns: Record<string, readonly (readonly [string, string])[]> = {};
  for (const { name } of DESKTOP_TABLES) {
    const scanned = scan.tables.get(name);
    if (scanned === undefined) continue;
    const further = scanned.columns.filter(
      ([column]) => !DOCUMENTED_COLUMNS[name].includes(column.toLowerCase()),
    );
    if (further.length > 0) columns[name] = further;
  }
  const own = settings?.own ?? state.notes.settings;
  const notes = { ...state.notes, columns, userVersion, settings: own };
  return { state, notes, notesChanged: told(notes) !== told(state.notes) };
}

/** What of the notes an upload without any change may change. */
function told({ columns, userVersion, settings }: FileNotes): string {
  return JSON.stringify([columns, userVersion, settings]);
}

async function noteUpload(
  db: Queryable,
  { holder, siteId, reason }: UploadRequest,
  { added, changed, unchanged, conflicts, refused }: UploadAnswer,
): Promise<void> {
  const counts = { added, changed, unchanged, conflicts, refused };
  await db.query(
    `with used as (update hub.keys set last_used_at = now() where id = $1),
        seen as (update hub.replicas set last_push_at = now() where id = $1)
      insert into hub.key_uploads (key_id, site_id, reason, counts) values ($1, $2, $3, $4)`,
    [holder.keyId, siteId, reason, JSON.stringify(counts)],
  );
}
