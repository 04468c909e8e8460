import { addDays } from "@healthops/base/days";

/** One reading of the scales. */
export interface Reading {
  readonly measuredOn: string;
  readonly weightKg: number;
}

/** Where the weight goes. */
export interface WeightTrend {
  /** Change in kg a week, by the straight line that fits the readings best. */
  readonly perWeekKg: number;
  /** Weight on the last day by that line: less restless than the reading itself. */
  readonly nowKg: number;
  readonly lastDay: string;
}

const DAY_ms = 86_400_000;
/** Fewer days than this say nothing about a trend. */
const LEAST_DAYS = 7;

/** The trend of readings in any order; null with fewer than three over a week. */
export function weightTrend(readings: readonly Reading[]): WeightTrend | null {
  const points = readings
    .map(({ measuredOn, weightKg }) => ({ x: Date.parse(measuredOn) / DAY_ms, y: weightKg }))
    .toSorted((a, b) => a.x - b.x);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 3) return null;
  if (last.x - first.x < LEAST_DAYS) return null;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  return {
    perWeekKg: slope * 7,
    nowKg: meanY + slope * (last.x - meanX),
    lastDay: new Date(last.x * DAY_ms).toISOString().slice(0, 10),
  };
}

/** Nobody plans further ahead. */
const FORECAST_DAYS_MAX = 730;

/** The day on which the trend meets the target; null when it leads elsewhere, or in years only. */
export function reachedOn(trend: WeightTrend, targetKg: number): string | null {
  const left = targetKg - trend.nowKg;
  if (Math.abs(left) < 0.05) return trend.lastDay;
  const days = (left / trend.perWeekKg) * 7;
  if (!(days > 0) || days > FORECAST_DAYS_MAX) return null;
  return addDays(trend.lastDay, Math.ceil(days));
}

/** How much of the way from start to target is behind, 0 to 1. */
export function progress(startKg: number, nowKg: number, targetKg: number): number {
  if (startKg === targetKg) return 1;
  return Math.min(Math.max((startKg - nowKg) / (startKg - targetKg), 0), 1);
}
