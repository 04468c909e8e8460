/** One line or row of bars; `null` where there is no value. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Number of its colour in the palette. Default: its place. */
  readonly color?: number;
  readonly kind?: "line" | "bars";
  /** Bars that stand on the bars of the stacked series before them. */
  readonly stacked?: boolean;
  /** Drawn as dashes: a goal, a plan. */
  readonly dashed?: boolean;
}

/** What a point of a chart stands for: a day, or the week or month that begins with it. */
export type ChartPeriod = "day" | "week" | "month";

/** A series as it is drawn: where it stands, and the values up to which it reaches. */
export interface Drawn {
  readonly series: Series;
  /** Its place among the series that were given, for its colour. */
  readonly place: number;
  readonly tops: readonly (number | null)[];
}

/**
 * The series in the order in which they are drawn: bars before lines, and the highest of a stack
 * first, so that each lower one covers what is not the upper one's.
 */
export function drawingOrder(series: readonly Series[]): readonly Drawn[] {
  const sums: number[] = [];
  const drawn = series.map((each, place): Drawn => {
    if (each.stacked !== true) return { series: each, place, tops: each.values };
    const tops = each.values.map((value, at) => {
      sums[at] = (sums[at] ?? 0) + (value ?? 0);
      return value === null ? null : sums[at];
    });
    return { series: each, place, tops };
  });
  const rank = ({ series: { kind, stacked } }: Drawn): number =>
    kind !== "bars" ? 2 : stacked === true ? 0 : 1;
  return drawn.toSorted((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    return rank(a) === 0 ? b.place - a.place : a.place - b.place;
  });
}

/**
 * Colours that are told apart by people with colour vision deficiencies, first on white, then on
 * night (Okabe and Ito's, darkened or lightened to 3:1 on the ground).
 */
const COLORS = [
  ["#17696d", "#6cc3c6"],
  ["#b8540c", "#f2a65a"],
  ["#5b4fa8", "#a79bef"],
  ["#a3305f", "#ee8fb5"],
  ["#4a6b1e", "#a8cf6a"],
  ["#56616a", "#a9b4bc"],
] as const;

/** The colour of a series. */
export function seriesColor(place: number, dark: boolean): string {
  const pair = COLORS[place % COLORS.length] ?? COLORS[0];
  return pair[dark ? 1 : 0];
}

/** Whether there is anything to draw: a goal alone is nothing. */
export function hasValues(series: readonly Series[]): boolean {
  return series.some(
    ({ values, dashed }) => dashed !== true && values.some((value) => value !== null),
  );
}
