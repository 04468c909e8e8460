import { median } from "./statistics.ts";

/** What a measure is to reach. */
export interface Aim {
  /** The measure itself. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** How many times better than the baseline; what better means says `better`. */
  readonly timesBaseline?: number;
}

/** One measure of the report: rounds of the product beside rounds of the baseline. */
export interface Line {
  readonly what: string;
  /** `records/s`, `ms`, `bytes`, `MB`, `×`. */
  readonly unit: string;
  readonly better: "higher" | "lower";
  /** One value a round; the median counts. */
  readonly rounds: readonly number[];
  readonly baseline?: readonly number[];
  readonly aim?: Aim;
  /** What one must know to read it. */
  readonly note?: string;
}

/** A line with what follows from it. */
export interface Judged extends Line {
  readonly measured: number;
  readonly best: number;
  readonly ratio: number | null;
  readonly baselineMeasured: number | null;
  /** Null without an aim; else by how much each part of it is missed, 0 for met. */
  readonly missed: readonly Missed[] | null;
}

export interface Missed {
  readonly aim: string;
  /** Share of the aim that is missing: 0.25 is a quarter; 0 when met. */
  readonly by: number;
}

/** Medians, the ratio to the baseline, and whether the aim is met. */
export function judge(line: Line): Judged {
  const measured = median(line.rounds);
  const best = line.better === "higher" ? Math.max(...line.rounds) : Math.min(...line.rounds);
  const baselineMeasured = line.baseline === undefined ? null : median(line.baseline);
  const ratio = baselineMeasured === null ? null : ratioOf(line, measured, baselineMeasured);
  const missed = line.aim === undefined ? null : missedOf(line.aim, line.unit, measured, ratio);
  return { ...line, measured, best, ratio, baselineMeasured, missed };
}

function ratioOf({ better }: Line, measured: number, baseline: number): number {
  return better === "higher" ? measured / baseline : baseline / measured;
}

function missedOf(aim: Aim, unit: string, measured: number, ratio: number | null): Missed[] {
  const { atLeast, atMost, timesBaseline } = aim;
  const missed: Missed[] = [];
  if (atLeast !== undefined) {
    missed.push({ aim: `≥ ${plain(atLeast)} ${unit}`, by: short(atLeast, measured) });
  }
  if (atMost !== undefined) {
    missed.push({ aim: `≤ ${plain(atMost)} ${unit}`, by: Math.max(0, measured / atMost - 1) });
  }
  if (timesBaseline !== undefined) {
    const by = ratio === null ? 1 : short(timesBaseline, ratio);
    missed.push({ aim: `≥ ${plain(timesBaseline)} × baseline`, by });
  }
  return missed;
}

function short(wanted: number, got: number): number {
  return Math.max(0, 1 - got / wanted);
}

/** A number as people read it: three digits that count, thousands set apart. */
export function plain(value: number): string {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}
