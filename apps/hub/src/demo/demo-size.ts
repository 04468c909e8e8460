import type { DemoStaff } from "@healthops/workforce/demo/region";

/** How much the demo organisation has; who is in it and what it shows is the same. */
export interface DemoExtent {
  /** Of timesheets before the current month. */
  readonly months: number;
  /** Of each diary. */
  readonly diaryDays: number;
  /** Of each region. */
  readonly staff: DemoStaff;
  /** As its first notice says it. */
  readonly span: string;
}

/** `full` shows a year of work, `small` is there in a moment: for tests, and for a look at the screens. */
export const DEMO_EXTENTS = {
  full: {
    months: 12,
    diaryDays: 365,
    staff: { employees: 40, drivers: 10, vehicles: 8 },
    span: "a year",
  },
  small: {
    months: 2,
    diaryDays: 60,
    staff: { employees: 12, drivers: 4, vehicles: 3 },
    span: "two months",
  },
} as const satisfies Readonly<Record<string, DemoExtent>>;

export type DemoSize = keyof typeof DEMO_EXTENTS;

export const DEMO_SIZES = Object.keys(DEMO_EXTENTS) as DemoSize[];
