import type { Line } from "../../report/line.ts";
import { median, quantile } from "../../report/statistics.ts";
import type { Strain } from "../browser/bench-browser.ts";
import type { WebSizes, WebWorld } from "../world/web-world.ts";

export const FULL: WebSizes = {
  records: 100_000,
  rounds: 3,
  samples: 40,
  imported: 10_000,
  employees: 500,
};

export const QUICK: WebSizes = {
  records: 5_000,
  rounds: 1,
  samples: 8,
  imported: 1_000,
  employees: 50,
};

/** Less than this feels instant. */
const FELT_MS = 50;
/** From here on a window seems to be frozen. */
const FROZEN_MS = 200;
/** Browsers tell of no shorter tasks. */
const SHORTEST_TOLD_MS = 50;

/** One question about the app in a real browser. */
export interface WebCase {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  run(world: WebWorld): Promise<readonly Line[]>;
}

/** The time that 95 of 100 actions stay below; somebody feels more than 50 ms. */
export function p95Line(what: string, times_ms: readonly number[]): Line {
  return {
    what: `${what}, p95`,
    unit: "ms",
    better: "lower",
    rounds: [quantile(times_ms, 0.95)],
    aim: { atMost: FELT_MS },
    note: spread(times_ms),
  };
}

/** What lies beside a percentile, for the note of its line. */
function spread(times_ms: readonly number[]): string {
  const worst = Math.max(...times_ms);
  return `p50 ${median(times_ms).toFixed(0)} ms, worst ${worst.toFixed(0)} ms of ${times_ms.length}`;
}

/** The longest of the tasks that browsers tell of, ms; shorter ones count as 50. */
export function longest(tasks_ms: readonly number[]): number {
  return Math.max(SHORTEST_TOLD_MS, ...tasks_ms);
}

/** Share of frames that came later than 50 ms after the one before, per cent. */
export function lateFrames(frames_ms: readonly number[]): number {
  const late = frames_ms.filter((time_ms) => time_ms > FELT_MS).length;
  return (100 * late) / Math.max(1, frames_ms.length);
}

/** What long work did to the window meanwhile. */
export function strainLines({ tasks, frames, processor_s }: Strain): readonly Line[] {
  const late = lateFrames(frames).toFixed(1);
  return [
    {
      what: "… longest task of the window",
      unit: "ms",
      better: "lower",
      rounds: [longest(tasks)],
      aim: { atMost: FROZEN_MS },
      note: `${tasks.length} tasks over 50 ms, ${late} % of frames later than 50 ms`,
    },
    ...(processor_s === null
      ? []
      : [
          {
            what: "… processor time of window and worker",
            unit: "s",
            better: "lower",
            rounds: [processor_s],
          } as const,
        ]),
  ];
}
