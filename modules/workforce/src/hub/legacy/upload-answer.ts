import type { PlannedSettings } from "./plan-settings.ts";
import type { RefusedRow } from "./place-rows.ts";

/** What became of one table's rows. */
export interface TableAnswer {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Of those taken: somebody else had changed the same field, and a person has to decide. */
  readonly conflicts: number;
  readonly refused: number;
  /** The first of them. */
  readonly refusals: readonly RefusedRow[];
}

export interface UploadAnswer {
  readonly status: "ok";
  readonly region: string | null;
  readonly reason: string | null;
  readonly tables: Readonly<Record<string, TableAnswer>>;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly refused: number;
  /** Tables of the file that the hub has no use for; the download does not give them back. */
  readonly ignoredTables: readonly string[];
  /** What the file may lack, in words. */
  readonly warnings: readonly string[];
}

const REFUSALS_TOLD = 100;

/** How one row ended. */
export type RowOutcome = "added" | "changed" | "unchanged" | "conflict" | RefusedRow;

/** Counts what becomes of one table's rows, portion after portion. */
export class TableCount {
  #added = 0;
  #changed = 0;
  #unchanged: number;
  #conflicts = 0;
  #refused = 0;
  readonly #refusals: RefusedRow[] = [];

  constructor(unchanged: number) {
    this.#unchanged = unchanged;
  }

  add(outcomes: readonly RowOutcome[]): void {
    for (const outcome of outcomes) {
      if (outcome === "added") this.#added++;
      else if (outcome === "unchanged") this.#unchanged++;
      else if (outcome === "changed" || outcome === "conflict") {
        this.#changed++;
        if (outcome === "conflict") this.#conflicts++;
      } else {
        const { id, code, reason } = outcome;
        if (++this.#refused <= REFUSALS_TOLD) this.#refusals.push({ id, code, reason });
      }
    }
  }

  get answer(): TableAnswer {
    return {
      added: this.#added,
      changed: this.#changed,
      unchanged: this.#unchanged,
      conflicts: this.#conflicts,
      refused: this.#refused,
      refusals: this.#refusals,
    };
  }
}

export function settingsAnswer({ added, changed, unchanged }: PlannedSettings): TableAnswer {
  return { added, changed, unchanged, conflicts: 0, refused: 0, refusals: [] };
}

/** The whole answer, with the sums of its tables. */
export function uploadAnswer(
  tables: Readonly<Record<string, TableAnswer>>,
  rest: Pick<UploadAnswer, "region" | "reason" | "ignoredTables" | "warnings">,
): UploadAnswer {
  const sum = (of: (answer: TableAnswer) => number): number =>
    Object.values(tables).reduce((total, answer) => total + of(answer), 0);
  return {
    status: "ok",
    ...rest,
    tables,
    added: sum(({ added }) => added),
    changed: sum(({ changed }) => changed),
    unchanged: sum(({ unchanged }) => unchanged),
    conflicts: sum(({ conflicts }) => conflicts),
    refused: sum(({ refused }) => refused),
  };
}
