import { useFormats, useText } from "../i18n/language-provider.tsx";
import type { ChartPeriod, Series } from "./chart-data.ts";
import { periodWords } from "./period-text.ts";

interface ChartTableProps {
  readonly title: string;
  readonly days: readonly string[];
  readonly series: readonly Series[];
  readonly decimals: number;
  readonly period: ChartPeriod;
}

/** The values of a chart in words and numbers, the latest first. */
export function ChartTable({ title, days, series, decimals, period }: ChartTableProps) {
  const formats = useFormats();
  const { chart } = useText();
  const rows = days.map((day, at) => ({ day, at })).toReversed();
  return (
    <div className="ho-chart-table" tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{chart.day}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ day, at }) => (
            <tr key={day}>
              <th scope="row">{periodWords(day, period, "whole", formats.language)}</th>
              {series.map(({ name, values }) => {
                const value = values[at] ?? null;
                return (
                  <td key={name} className="ho-number">
                    {value === null ? "–" : formats.number(value, decimals)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
