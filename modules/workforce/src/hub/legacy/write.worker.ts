import { parentPort, workerData } from "node:worker_threads";
import { present } from "@healthops/base/assert";
import type { FieldValue } from "@healthops/schema/field";
import type { TableName } from "./desktop-tables.ts";
import { DESKTOP_TABLES } from "./desktop-tables.ts";
import type { FileState } from "./file-state.ts";
import { decodeState, encodeState } from "./file-state.ts";
import type { FilePlan, OutgoingRow } from "./file-writer.ts";
import { FileWriter } from "./file-writer.ts";

/** What the writer of a file is told. */
export type WriteInput =
  | { readonly kind: "rows"; readonly table: TableName; readonly rows: readonly OutgoingRow[] }
  | { readonly kind: "settings"; readonly settings: readonly (readonly [string, FieldValue])[] }
  | { readonly kind: "end"; readonly newNumber: number };

/** What it says: that it took rows, and at the end what the file holds. */
export type WriteOutput =
  | { readonly kind: "took" }
  | { readonly kind: "written"; readonly fileNumber: number; readonly state: Uint8Array };

export interface WriteTask extends FilePlan {
  /** The state of the file that the program used last. */
  readonly before: Uint8Array;
  /** Its number, when it was a download: the new one is the same if nothing changed. */
  readonly beforeNumber: number | null;
}

const task = workerData as WriteTask;
const port = present(parentPort, "this file runs as a worker");
const before = decodeState(task.before);
const writer = new FileWriter(task, before);
let settings: readonly (readonly [string, FieldValue])[] = [];
const tell = (output: WriteOutput): void => port.postMessage(output);

port.on("message", (input: WriteInput) => {
  if (input.kind === "rows") {
    writer.add(input.table, input.rows);
    tell({ kind: "took" });
  } else if (input.kind === "settings") {
    settings = input.settings;
    writer.settings(settings);
  } else {
    const tables = writer.finish();
    const same = task.beforeNumber !== null && sameTables(tables, before.tables);
    const fileNumber = same ? (task.beforeNumber ?? input.newNumber) : input.newNumber;
    writer.close(fileNumber, before.notes.userVersion);
    const notes = { ...before.notes, held: {}, settings: Object.fromEntries(settings) };
    const state = encodeState({ tables, notes });
    tell({ kind: "written", fileNumber, state });
    port.close();
  }
});

function sameTables(one: FileState["tables"], other: FileState["tables"]): boolean {
  return DESKTOP_TABLES.every(({ name }) =>
    (["ids", "records", "bases", "hashes"] as const).every((part) => {
      const [a, b] = [one[name][part], other[name][part]];
      const bytes = (array: typeof a) =>
        Buffer.from(array.buffer, array.byteOffset, array.byteLength);
      return bytes(a).equals(bytes(b));
    }),
  );
}
