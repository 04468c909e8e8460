import { parentPort, workerData } from "node:worker_threads";
import { present } from "@healthops/base/assert";
import { isProblem } from "@healthops/base/problem";
import { decodeState } from "./file-state.ts";
import { openForeignDatabase } from "./open-database.ts";
import type { ScanMessage } from "./scan-database.ts";
import { scanDatabase } from "./scan-database.ts";

const { path, state } = workerData as { path: string; state: Uint8Array };
const port = present(parentPort, "this file runs as a worker");
const tell = (message: ScanMessage): void => port.postMessage(message);

try {
  const opened = openForeignDatabase(path);
  try {
    scanDatabase(opened, decodeState(state).tables, tell);
  } finally {
    opened.database.close();
  }
} catch (error) {
  if (!isProblem(error)) throw error;
  tell({ kind: "refused", code: error.code, message: error.message });
}
