import { useFormats } from "../i18n/language-provider.tsx";
import type { ChartPeriod, Series } from "./chart-data.ts";
import { seriesColor } from "./chart-data.ts";
import { periodWords } from "./period-text.ts";

interface ChartTipProps {
  readonly days: readonly string[];
  readonly series: readonly Series[];
  readonly unit: string | null;
  readonly decimals: number;
  readonly period: ChartPeriod;
  readonly at: number;
  readonly dark: boolean;
  /** Pixels from the left edge. */
  readonly left: number;
  readonly width: number;
}

/** The values of one point, beside it on the side where there is room. */
export function ChartTip(props: ChartTipProps) {
  const { days, series, unit, decimals, period, at, dark, left, width } = props;
  const formats = useFormats();
  const day = days[at];
  if (day === undefined) return null;
  const side = left > width / 2 ? { right: width - left + 12 } : { left: left + 12 };
  return (
    <div className="ho-chart-tip ho-number" aria-hidden style={side}>
      <strong>{periodWords(day, period, "whole", formats.language)}</strong>
      {series.map(({ name, values, color, dashed }, place) => {
        const value = values[at] ?? null;
        return value === null ? null : (
          <span key={name}>
            <i
              data-dashed={dashed === true ? "" : undefined}
              style={{ borderColor: seriesColor(color ?? place, dark) }}
            />
            {name}
            <b>{formats.measure(value, decimals, unit)}</b>
          </span>
        );
      })}
    </div>
  );
}
