/** One line or row of bars; `null` where there is no value. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Number of its colour in the palette. Default: its place. */
  readonly color?: number;
  readonly kind?: "line" | "bars";
  /** Drawn as dashes: a goal, a plan. */
  readonly dashed?: boolean;
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

/** Whether there is anything to draw. */
export function hasValues(series: readonly Series[]): boolean {
  return series.some(({ values }) => values.some((value) => value !== null));
}
