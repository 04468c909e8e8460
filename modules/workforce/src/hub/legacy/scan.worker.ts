import { parentPort, workerData } from "node:worker_threads";
import { present } from "@healthops/base/assert";
import { isProblem } from "@healthops/base/problem";
import type { TableName } from "./desktop-tables.ts";
import { decodeState } from "./file-state.ts";
import { openForeignDatabase } from "./open-database.ts";
import type { SentRow } from "./scan-database.ts";
import { DatabaseScan } from "./scan-database.ts";
import type { ScanAnswer, ScanQuestion } from "./scan-file.ts";

/* Holds one file open and answers questions about it, one after the other, until it is ended. */
const { path, state } = workerData as { path: string; state: Uint8Array };
const port = present(parentPort, "this file runs as a worker");
let scan: DatabaseScan | null = null;
let rows: { readonly table: TableName; readonly left: Iterator<SentRow[]> } | null = null;

port.on("message", (question: ScanQuestion) => {
  try {
    tell(question.ask === "survey" ? survey() : nextRows(question));
  } catch (error) {
    if (!isProblem(error)) throw error;
    tell({ kind: "refused", code: error.code, message: error.message });
  }
});

function tell(answer: ScanAnswer): void {
  port.postMessage(answer);
}

function survey(): ScanAnswer {
  scan = new DatabaseScan(openForeignDatabase(path));
  return { kind: "survey", survey: scan.survey(decodeState(state).tables) };
}

function nextRows({ table, first }: Extract<ScanQuestion, { ask: "rows" }>): ScanAnswer {
  if (first || rows === null) {
    rows = { table, left: present(scan, "the survey came first").portions(table) };
  }
  const next = rows.left.next();
  return { kind: "rows", rows: next.done === true ? null : next.value };
}
