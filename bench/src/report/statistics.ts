import { assert } from "@healthops/base/assert";

/** The value that so large a share (0 to 1) of the values do not exceed; by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  assert(values.length > 0, "there are values");
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** The middle value; of an even number the mean of the two. */
export function median(values: readonly number[]): number {
  assert(values.length > 0, "there are values");
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}
