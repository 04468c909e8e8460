import { present } from "@healthops/base/assert";
import type { Timers } from "@healthops/base/ports";
import type { Row } from "@healthops/hub/database/pool";
import type { Hub } from "@healthops/hub/hub";
import type { KeyHolder } from "@healthops/hub/keys/key-holder";
import { columnName } from "@healthops/schema/columns";
import type { FieldValue } from "@healthops/schema/field";
import type pg from "pg";
import type { DesktopTable, TableName } from "./desktop-tables.ts";
import { CREATED_COLUMN, DESKTOP_TABLES, DOCUMENTED_COLUMNS } from "./desktop-tables.ts";
import type { FileNotes } from "./file-state.ts";
import { decodeState, emptyState, encodeState } from "./file-state.ts";
import type { OutgoingRow } from "./file-writer.ts";
import type { Regions } from "./regions.ts";
import { keepDownload, lastFileOf, nextFileNumber } from "./remembered-files.ts";
import type { RunningWorker } from "./run-worker.ts";
import { runWorker } from "./run-worker.ts";
import type { WriteInput, WriteOutput, WriteTask } from "./write.worker.ts";

const ROWS_AT_ONCE = 5_000;
const BATCHES_UNDER_WAY = 3;
const FURTHER_MAX = 100;

export interface DownloadRequest {
  readonly holder: KeyHolder;
  readonly regions: Regions;
  /** Whose settings a program gets that has none of its own. */
  readonly siteId: string | null;
  /** Where the file is to be made. */
  readonly path: string;
}

/**
 * Makes the merged data that a key may see into a database file of the old program's shape, from one
 * state of the hub's data, and remembers what the file holds.
 */
export async function writeFile(hub: Hub, request: DownloadRequest): Promise<void> {
  const { holder, regions, siteId, path } = request;
  const last = await lastFileOf(hub.pool, holder.keyId);
  const before = last?.state ?? encodeState(emptyState());
  const { notes } = decodeState(before);
  const newNumber = await nextFileNumber(hub.pool);
  const connection = await hub.pool.connect();
  let broken: Error | undefined;
  try {
    await connection.query("begin isolation level repeatable read read only");
    const sites = holder.siteId === null ? regions.ids : [holder.siteId];
    const writing = new Writing(hub.ports.timers, {
      path,
      further: await furtherColumns(connection, sites, notes),
      regions: Object.fromEntries(regions.ids.map((id) => [id, regions.nameOf(id)])),
      before,
      beforeNumber: last === null || last.original ? null : last.number,
    });
    try {
      for (const table of DESKTOP_TABLES) await sendRows(connection, writing, table, sites);
      const settings = await settingsFor(connection, siteId, notes);
      const { fileNumber, state } = await writing.end(settings, newNumber);
      await connection.query("commit");
      if (fileNumber === newNumber) await keepDownload(hub.pool, holder.keyId, newNumber, state);
    } finally {
      writing.stop();
    }
  } catch (error) {
    await connection.query("rollback").catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    connection.release(broken);
  }
  await hub.pool.query(
    `with used as (update hub.keys set last_used_at = now() where id = $1)
      update hub.replicas set last_pull_at = now() where id = $1`,
    [holder.keyId],
  );
}

/** The worker that writes the file, and how far it is. */
class Writing {
  readonly #worker: RunningWorker<WriteInput>;
  #underWay = 0;
  #wake: () => void = () => undefined;
  #written: Extract<WriteOutput, { kind: "written" }> | null = null;

  constructor(timers: Timers, task: WriteTask) {
    this.#worker = runWorker<WriteInput, WriteOutput>(timers, {
      file: new URL("./write.worker.ts", import.meta.url),
      data: task,
      hear: (output) => {
        if (output.kind === "took") this.#underWay--;
        else this.#written = output;
        this.#wake();
      },
    });
  }

  /** Hands rows over; waits while the worker is behind. */
  async rows(table: TableName, rows: readonly OutgoingRow[]): Promise<void> {
    while (this.#underWay >= BATCHES_UNDER_WAY) {
      const room = new Promise<void>((resolve) => (this.#wake = resolve));
      await Promise.race([room, this.#worker.ended]);
    }
    this.#underWay++;
    this.#worker.send({ kind: "rows", table, rows });
  }

  async end(settings: readonly (readonly [string, FieldValue])[], newNumber: number) {
    this.#worker.send({ kind: "settings", settings });
    this.#worker.send({ kind: "end", newNumber });
    await this.#worker.ended;
    return present(this.#written, "a writer that ended well has written");
  }

  stop(): void {
    this.#worker.stop();
  }
}

/** Columns that the program has, and those that other programs of its regions keep. */
async function furtherColumns(
  connection: pg.PoolClient,
  sites: readonly string[],
  notes: FileNotes,
): Promise<WriteTask["further"]> {
  const further: Record<string, readonly (readonly [string, string])[]> = {};
  for (const { name, collection } of DESKTOP_TABLES) {
    const own = notes.columns[name] ?? [];
    const taken = new Set([
      ...DOCUMENTED_COLUMNS[name],
      ...own.map(([column]) => column.toLowerCase()),
    ]);
    const { rows } = await connection.query<{ key: string }>(
      `select distinct jsonb_object_keys(extra) as key from data.${collection}
        where site_id = any($1::uuid[]) and jsonb_typeof(extra) = 'object' order by key`,
      [sites],
    );
    const others = rows
      .map(({ key }) => key)
      .filter((key) => key !== CREATED_COLUMN && !taken.has(key.toLowerCase()))
      .map((key) => [key, ""] as const);
    further[name] = [...own, ...others.slice(0, FURTHER_MAX)];
  }
  return further;
}

async function sendRows(
  connection: pg.PoolClient,
  writing: Writing,
  table: DesktopTable,
  sites: readonly string[],
): Promise<void> {
  const fields = table.columns.map(({ field }) => columnName(field));
  const employee = table.name === "timesheets" ? "employee_id" : "null";
  // An entry that was cleared is none in the old program.
  const where =
    table.name === "timesheets"
      ? `and not (code is null and hours is null and start_time is null and end_time is null
          and note is null and break_minutes is null and not is_special and extra is null)`
      : "";
  await connection.query({
    text: `declare outgoing no scroll cursor for
      select id, version, created_at_us, site_id, extra, ${employee}, ${fields.join(", ")}
      from data.${table.collection} where site_id = any($1::uuid[]) and not deleted ${where}`,
    values: [sites],
  });
  for (;;) {
    const { rows } = await connection.query<OutgoingRow & Row[]>({
      text: `fetch ${ROWS_AT_ONCE} from outgoing`,
      rowMode: "array",
    });
    if (rows.length > 0) await writing.rows(table.name, rows as unknown as OutgoingRow[]);
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await connection.query("close outgoing");
}

/** The region's settings, with the program's own before them. */
async function settingsFor(
  connection: pg.PoolClient,
  siteId: string | null,
  notes: FileNotes,
): Promise<(readonly [string, FieldValue])[]> {
  const { rows } = await connection.query<{ key: string; value: string | null }>(
    "select key, value from data.workforce_settings where site_id = $1 and not deleted order by key",
    [siteId],
  );
  const region = rows.map(({ key, value }) => [key, value] as const);
  return [...new Map<string, FieldValue>([...region, ...Object.entries(notes.settings)])];
}
