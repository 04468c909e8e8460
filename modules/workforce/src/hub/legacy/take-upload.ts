import type { Queryable } from "@healthops/hub/database/pool";
import type { Hub } from "@healthops/hub/hub";
import type { KeyHolder } from "@healthops/hub/keys/key-holder";
import type { DesktopTable } from "./desktop-tables.ts";
import { DESKTOP_TABLES, DOCUMENTED_COLUMNS } from "./desktop-tables.ts";
import type { FileNotes, FileState } from "./file-state.ts";
import { decodeState } from "./file-state.ts";
import type { Ground } from "./place-rows.ts";
import { assertPlausible } from "./plausible.ts";
import type { PlannedSettings } from "./plan-settings.ts";
import { planSettings } from "./plan-settings.ts";
import { keptBackWarning } from "./region-settings.ts";
import { UploadPlan } from "./plan-tables.ts";
import type { Regions } from "./regions.ts";
import type { RememberedFile } from "./remembered-files.ts";
import { fileOfUpload } from "./remembered-files.ts";
import type { FileScan } from "./scan-file.ts";
import { withScan } from "./scan-file.ts";
import { readSqliteHeader } from "./sqlite-header.ts";
import type { TableAnswer, UploadAnswer } from "./upload-answer.ts";
import { settingsAnswer, TableCount, uploadAnswer } from "./upload-answer.ts";
import { UploadWriter } from "./upload-writer.ts";

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
 * Merges a program's whole database, row by row, through the engine: what changed since this program
 * last had it is a change like any other, with its merge, conflicts, history and audit [ORD2, MRG1]. A
 * row that is missing in the file is left alone. The whole file is looked at first; a Problem from that
 * (422, 409) means that nothing was changed. Then its rows are written a portion at a time, so that
 * neither memory nor other people's changes wait for a large file. When that is broken off, the same
 * file sent again goes on: what was taken is known, or meets itself.
 */
export async function takeUpload(hub: Hub, request: UploadRequest): Promise<UploadAnswer> {
  const { holder, regions, siteId, reason } = request;
  const { fileNumber, userVersion, warnings } = await readSqliteHeader(request.path);
  const file = await fileOfUpload(hub.pool, holder.keyId, fileNumber);
  const state = decodeState(file.state);
  const ground = {
    regions,
    keySiteId: holder.siteId,
    defaultSiteId: siteId,
    ports: hub.ports,
    fileNumber: file.number,
    secretIds: hub.secretIds,
  };
  const answer = await withScan(
    hub.ports.timers,
    { path: request.path, state: file.state },
    async (scan) => {
      await assertPlausible(hub.pool, holder, scan);
      const settings =
        scan.settings === null
          ? null
          : await planSettings(hub.pool, siteId, state.notes.settings, scan.settings);
      const notes = nextNotes(state, scan, settings, userVersion);
      const tables = await writeAll(
        hub,
        { holder, reason },
        { file, state, ground, scan, settings, notes },
      );
      return uploadAnswer(tables, {
        region: siteId === null ? null : regions.nameOf(siteId),
        reason,
        ignoredTables: scan.ignored,
        warnings: [...warnings, ...keptBackWarning(settings?.keptBack ?? [])],
      });
    },
  );
  await noteUpload(hub.pool, request, answer);
  return answer;
}

interface Merge {
  readonly file: RememberedFile;
  readonly state: FileState;
  readonly ground: Ground;
  readonly scan: FileScan;
  readonly settings: PlannedSettings | null;
  readonly notes: FileNotes;
}

/** Plans and writes what the file brings; answers what became of each table's rows. */
async function writeAll(
  hub: Hub,
  who: Pick<UploadRequest, "holder" | "reason">,
  { file, state, ground, scan, settings, notes }: Merge,
): Promise<Readonly<Record<string, TableAnswer>>> {
  const plan = new UploadPlan({ hub, ground, state, scan });
  const writer = new UploadWriter({ hub, ...who, ground, file, state, notes });
  await plan.assertSameComputer(employeesTable());
  const answers: Record<string, TableAnswer> = {};
  for (const table of DESKTOP_TABLES) {
    const scanned = scan.tables.get(table.name);
    if (scanned === undefined) continue;
    const count = new TableCount(scanned.unchanged);
    const faults = plan.faultsOf(table);
    count.add(faults);
    if (faults.length > 0) {
      await writer.write(table, { rows: [], refused: faults, left: new Map() });
    }
    if (scanned.added + scanned.changed > 0) {
      for await (const sent of scan.portions(table.name)) {
        const portion = await plan.plan(table, sent);
        count.add(portion.refused);
        count.add(await writer.write(table, portion));
      }
    }
    answers[table.name] = count.answer;
  }
  if (settings !== null) {
    await writer.writeSettings(settings);
    answers["settings"] = settingsAnswer(settings);
  }
  await writer.end();
  return answers;
}

function employeesTable(): DesktopTable {
  const table = DESKTOP_TABLES.find(({ name }) => name === "employees");
  if (table === undefined) throw new Error("the old program has a table of employees");
  return table;
}

function nextNotes(
  state: FileState,
  scan: FileScan,
  settings: PlannedSettings | null,
  userVersion: number,
): FileNotes {
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
  return { ...state.notes, columns, userVersion, settings: own };
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
