import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChartLine, IconTable } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { lazy, Suspense, useState } from "react";
import { useFormats, useText } from "../i18n/language-provider.tsx";
import { EmptyState } from "../states/states.tsx";
import type { ChartPeriod, Series } from "./chart-data.ts";
import { hasValues } from "./chart-data.ts";
import { ChartLegend } from "./chart-legend.tsx";
import { ChartTable } from "./chart-table.tsx";

const Canvas = lazy(async () => {
  const { ChartCanvas } = await import("./chart-canvas.tsx");
  return { default: ChartCanvas };
});

export interface ChartProps {
  /** Says what it shows; also its name for screen readers. */
  readonly title: string;
  /** Days `YYYY-MM-DD` in rising order, one for each value. */
  readonly days: readonly string[];
  readonly series: readonly Series[];
  readonly unit: string | null;
  readonly decimals?: number;
  /** Pixels. */
  readonly height?: number;
  /** What each of the days stands for. Default: itself. */
  readonly period?: ChartPeriod;
  /** Says in short what the chart shows, below its title. */
  readonly summary?: ReactNode;
}

/** Values over time, as a drawing or, for whoever reads better, as a table. */
export function Chart(props: ChartProps) {
  const { title, days, series, unit, summary } = props;
  const { decimals = 0, height = 220, period = "day" } = props;
  const texts = useText();
  const formats = useFormats();
  const [asTable, setAsTable] = useState(false);
  const shown = { title, days, series, unit, decimals, period };
  return (
    <figure className="ho-chart ho-card">
      <figcaption>
        <h2>{unit === null ? title : `${title}, ${formats.unit(unit)}`}</h2>
        <ChartLegend series={series} />
        <span className="ho-spacer" />
        <Tooltip label={asTable ? texts.chart.chart : texts.chart.table}>
          <ActionIcon
            color="gray"
            size="md"
            aria-label={asTable ? texts.chart.chart : texts.chart.table}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <IconChartLine size={16} /> : <IconTable size={16} />}
          </ActionIcon>
        </Tooltip>
      </figcaption>
      {summary === undefined ? null : <div className="ho-chart-summary">{summary}</div>}
      {!hasValues(series) ? (
        <EmptyState title={texts.chart.noData} text="" />
      ) : asTable ? (
        <ChartTable {...shown} />
      ) : (
        <Suspense fallback={<div style={{ height }} />}>
          <Canvas {...shown} height={height} />
        </Suspense>
      )}
    </figure>
  );
}
