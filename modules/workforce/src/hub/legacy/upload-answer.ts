import type { PlannedSettings } from "./plan-settings.ts";
import type { RefusedRow } from "./place-rows.ts";
import type { PlannedTable } from "./plan-tables.ts";

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

export function tableAnswer(planned: PlannedTable, outcomes: readonly RowOutcome[]): TableAnswer {
  const refused = [
    ...planned.refused,
    ...outcomes.flatMap((outcome) => (typeof outcome === "string" ? [] : [outcome])),
  ];
  const count = (wanted: RowOutcome): number =>
    outcomes.filter((outcome) => outcome === wanted).length;
  return {
    added: count("added"),
    changed: count("changed") + count("conflict"),
    unchanged: planned.unchanged + count("unchanged"),
    conflicts: count("conflict"),
    refused: refused.length,
    refusals: refused.slice(0, REFUSALS_TOLD),
  };
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
