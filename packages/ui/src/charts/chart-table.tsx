import { useFormats, useText } from "../i18n/language-provider.tsx";
import type { Series } from "./chart-data.ts";

interface ChartTableProps {
  readonly title: string;
  readonly days: readonly string[];
  readonly series: readonly Series[];
  readonly decimals: number;
}

/** The values of a chart in words and numbers. */
export function ChartTable({ title, days, series, decimals }: ChartTableProps) {
  const formats = useFormats();
  const { chart } = useText();
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
          {days.map((day, at) => (
            <tr key={day}>
              <th scope="row">{formats.day(day)}</th>
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
