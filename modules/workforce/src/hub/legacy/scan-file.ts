import { Problem } from "@healthops/base/problem";
import type { Cell } from "./cells.ts";
import type { TableName } from "./desktop-tables.ts";
import { runWorker } from "./run-worker.ts";
import type { ScanMessage, ScannedTable, SentRow } from "./scan-database.ts";

/** A table of a file, with the rows that the hub does not know so. */
export interface ScannedRows extends ScannedTable {
  readonly rows: readonly SentRow[];
}

/** What a file says that the hub does not know yet. */
export interface Scan {
  readonly tables: ReadonlyMap<TableName, ScannedRows>;
  /** Null when the file has no such table. */
  readonly settings: readonly (readonly [string, Cell])[] | null;
  readonly ignored: readonly string[];
}

/**
 * Reads a program's database in a thread of its own and answers the rows that differ from `state`
 * (encoded). Problems (422) say why a file is refused as a whole.
 */
export async function scanFile(path: string, state: Uint8Array): Promise<Scan> {
  const rows = new Map<TableName, SentRow[]>();
  const scanned: ScannedTable[] = [];
  const found: {
    settings: Scan["settings"];
    ignored: readonly string[];
    refusal: Problem | null;
  } = { settings: null, ignored: [], refusal: null };
  const worker = runWorker<never, ScanMessage>(
    new URL("./scan.worker.ts", import.meta.url),
    { path, state },
    (message) => {
      if (message.kind === "rows") {
        const list = rows.get(message.table) ?? [];
        for (const row of message.rows) list.push(row);
        rows.set(message.table, list);
      } else if (message.kind === "table") scanned.push(message.scanned);
      else if (message.kind === "settings") found.settings = message.settings;
      else if (message.kind === "done") found.ignored = message.ignored;
      else {
        const { code, message: text } = message;
        found.refusal = new Problem({ code, status: 422, message: text });
      }
    },
  );
  await worker.ended;
  if (found.refusal !== null) throw found.refusal;
  const tables = new Map(
    scanned.map((table) => [table.table, { ...table, rows: rows.get(table.table) ?? [] }]),
  );
  return { tables, settings: found.settings, ignored: found.ignored };
}
