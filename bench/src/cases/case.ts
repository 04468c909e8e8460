import type { Line } from "../report/line.ts";
import type { World } from "../world/world.ts";

/** How much is measured; `--quick` makes it little. */
export interface Sizes {
  /** Exercises in the large database. */
  readonly records: number;
  /** Offline changes in a push. */
  readonly changes: number;
  /** Data sizes of `growth`. */
  readonly growth: readonly number[];
  readonly rounds: number;
  /** Single actions of which percentiles are taken. */
  readonly samples: number;
  /** Of each load with many pushers, ms. */
  readonly load_ms: number;
  readonly idle: number;
  /** Desks of one site. */
  readonly desks: number;
}

export const FULL: Sizes = {
  records: 100_000,
  changes: 10_000,
  growth: [10_000, 100_000, 1_000_000],
  rounds: 5,
  samples: 200,
  load_ms: 4_000,
  idle: 1_000,
  desks: 200,
};

export const QUICK: Sizes = {
  records: 10_000,
  changes: 2_000,
  growth: [1_000, 10_000, 30_000],
  rounds: 3,
  samples: 40,
  load_ms: 1_500,
  idle: 200,
  desks: 40,
};

/** One question and the measuring that answers it. */
export interface Case {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  run(world: World, sizes: Sizes): Promise<readonly Line[]>;
}

/** A count as people read it. */
export function counted(count: number): string {
  return count.toLocaleString("en");
}
