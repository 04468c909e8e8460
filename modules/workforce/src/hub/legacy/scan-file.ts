import type { Timers } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { TableName } from "./desktop-tables.ts";
import type { RunningWorker } from "./run-worker.ts";
import { runWorker } from "./run-worker.ts";
import type { ScannedTable, SentRow, Survey } from "./scan-database.ts";

/** What the thread that reads the file is asked, one question at a time. */
export type ScanQuestion =
  | { readonly ask: "survey" }
  | { readonly ask: "rows"; readonly table: TableName; readonly first: boolean };

export type ScanAnswer =
  | { readonly kind: "survey"; readonly survey: Survey }
  /** Null: there are no more. */
  | { readonly kind: "rows"; readonly rows: SentRow[] | null }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

/** A file that is being read, and what of it the hub does not know yet. */
export interface FileScan extends Omit<Survey, "tables"> {
  readonly tables: ReadonlyMap<TableName, ScannedTable>;
  /** The rows that the hub does not know so, in portions of bounded size; can be asked for again. */
  portions(table: TableName): AsyncGenerator<readonly SentRow[]>;
}

/** A file, and what the hub knows of it (encoded). */
export interface ScannedFile {
  readonly path: string;
  readonly state: Uint8Array;
}

/**
 * Reads a program's database in a thread of its own and hands `work` what differs from its
 * state. Problems (422) say why a file is refused as a whole.
 */
export async function withScan<T>(
  timers: Timers,
  file: ScannedFile,
  work: (scan: FileScan) => Promise<T>,
): Promise<T> {
  const dialogue = new Dialogue(timers, file);
  try {
    const answer = await dialogue.ask({ ask: "survey" });
    if (answer.kind !== "survey") throw new Error("the survey is the first answer");
    const { tables, ...rest } = answer.survey;
    const scan = {
      ...rest,
      tables: new Map(tables.map((table) => [table.table, table])),
      portions: (table: TableName) => dialogue.portions(table),
    };
    return await work(scan);
  } finally {
    dialogue.end();
  }
}

/** Asks the thread, and waits for each answer; a thread that broke answers with its error. */
class Dialogue {
  readonly #worker: RunningWorker<ScanQuestion>;
  #hear: ((answer: ScanAnswer) => void) | null = null;

  constructor(timers: Timers, file: ScannedFile) {
    this.#worker = runWorker<ScanQuestion, ScanAnswer>(timers, {
      file: new URL("./scan.worker.ts", import.meta.url),
      data: file,
      hear: (answer) => this.#hear?.(answer),
    });
  }

  async ask(question: ScanQuestion): Promise<Exclude<ScanAnswer, { kind: "refused" }>> {
    const heard = new Promise<ScanAnswer>((resolve) => {
      this.#hear = resolve;
    });
    this.#worker.send(question);
    const answer = await Promise.race([heard, this.#worker.ended.then(endedEarly)]);
    if (answer.kind !== "refused") return answer;
    throw new Problem({ code: answer.code, status: 422, message: answer.message });
  }

  async *portions(table: TableName): AsyncGenerator<readonly SentRow[]> {
    for (let first = true; ; first = false) {
      const answer = await this.ask({ ask: "rows", table, first });
      if (answer.kind !== "rows" || answer.rows === null) return;
      yield answer.rows;
    }
  }

  end(): void {
    this.#worker.stop();
  }
}

function endedEarly(): never {
  throw new Error("the thread that reads an upload ended before it was asked to");
}
