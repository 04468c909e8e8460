import { Problem } from "@healthops/base/problem";
import type { Sheet } from "./read-sheets.ts";

/** Larger files take more memory than a phone has. */
const SIZE_MAX = 60_000_000;

export interface TableFile {
  readonly sheets: readonly Sheet[];
}

/**
 * The tables of a .csv, .tsv, .txt or .xlsx file, cell by cell; read by a worker of its own, so that
 * the screen stays quick. Dates name their day and time by their UTC parts. Problems:
 * `file_too_large`, `file_unreadable`.
 */
export async function readTable(file: File): Promise<TableFile> {
  if (file.size > SIZE_MAX) {
    throw new Problem({
      code: "file_too_large",
      message: "The file is larger than 60 MB. Split it, or save it as CSV.",
    });
  }
  const bytes = await file.arrayBuffer();
  const sheets = await readAside(bytes);
  if (sheets === null) {
    throw new Problem({
      code: "file_unreadable",
      message: "This is not a table that can be read. Save it as .xlsx or .csv and try again.",
    });
  }
  return { sheets: sheets.filter(({ rows }) => rows.length > 0) };
}

function readAside(bytes: ArrayBuffer): Promise<readonly Sheet[] | null> {
  const worker = new Worker(new URL("./read-worker.ts", import.meta.url), { type: "module" });
  return new Promise<readonly Sheet[] | null>((resolve) => {
    worker.addEventListener("message", (event: MessageEvent<readonly Sheet[] | null>) =>
      resolve(event.data),
    );
    worker.addEventListener("error", () => resolve(null));
    worker.postMessage(bytes, [bytes]);
  }).finally(() => worker.terminate());
}
