import { useComputedColorScheme } from "@mantine/core";
import type { Series } from "./chart-data.ts";
import { seriesColor } from "./chart-data.ts";

/** Which colour is which; nothing where there is only one series. */
export function ChartLegend({ series }: { readonly series: readonly Series[] }) {
  const dark = useComputedColorScheme("light") === "dark";
  if (series.length < 2) return null;
  return (
    <span className="ho-legend">
      {series.map(({ name, color, dashed }, place) => (
        <span key={name}>
          <i
            data-dashed={dashed === true ? "" : undefined}
            style={{ borderColor: seriesColor(color ?? place, dark) }}
          />
          {name}
        </span>
      ))}
    </span>
  );
}
