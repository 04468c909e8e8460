import type { Series } from "@healthops/ui/charts/chart-data";

/** A goal as a line through the whole chart; none while there is no goal. */
export function goalLine(
  name: string,
  target: number | undefined,
  periods: readonly string[],
): readonly Series[] {
  if (target === undefined) return [];
  return [{ name, values: periods.map(() => target), dashed: true, color: 5 }];
}
