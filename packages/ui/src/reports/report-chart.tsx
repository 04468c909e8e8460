import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { lazy, Suspense, useState } from "react";
import { seriesColor } from "../charts/chart-data.ts";
import { useFormats, useTexts } from "../i18n/language-provider.tsx";
import { chartHeight, seriesVariable } from "./chart-option.ts";
import { chartSummary } from "./chart-summary.ts";
import { REPORT_TEXT } from "./report-text.ts";
import type { ReportChart } from "./report.ts";
import classes from "./report.module.css";

const Canvas = lazy(async () => {
  const { ReportCanvas } = await import("./report-canvas.tsx");
  return { default: ReportCanvas };
});

/** Colours that people with colour vision deficiencies tell apart, for light and for dark. */
const COLORS = Object.fromEntries(
  [0, 1, 2, 3, 4, 5].map((place) => [
    `--ho-series-${place}`,
    `light-dark(${seriesColor(place, false)}, ${seriesColor(place, true)})`,
  ]),
) as CSSProperties;

interface ReportChartViewProps {
  readonly chart: ReportChart;
  readonly wide: boolean;
}

/** A chart with its legend, as a drawing or, for whoever reads better, as a table. */
export function ReportChartView({ chart, wide }: ReportChartViewProps) {
  const texts = useTexts(REPORT_TEXT);
  const formats = useFormats();
  const [asTable, setAsTable] = useState(false);
  const { title, unit, series } = chart;
  const turn = asTable ? texts.showChart : texts.showTable;
  const id = `report-chart-${chart.name}`;
  return (
    <section className={`ho-card ${classes["section"]}`} aria-labelledby={id} style={COLORS}>
      <header className={classes["head"]}>
        <h2 id={id}>{unit === null ? title : `${title}, ${formats.unit(unit)}`}</h2>
        {series.length < 2 ? null : (
          <span className={classes["legend"]}>
            {series.map((each, place) => (
              <span key={each.name}>
                <i
                  data-line={each.kind === "line" ? "" : undefined}
                  data-dashed={each.dashed === true ? "" : undefined}
                  style={{ color: `var(${seriesVariable(each, place)})` }}
                />
                {each.name}
              </span>
            ))}
          </span>
        )}
        <span className="ho-spacer" />
        <Tooltip label={turn}>
          <ActionIcon
            color="gray"
            size="md"
            aria-label={`${turn}: ${title}`}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
          </ActionIcon>
        </Tooltip>
      </header>
      {asTable ? (
        <ValueTable chart={chart} labelledBy={id} />
      ) : (
        <Suspense fallback={<div style={{ height: chartHeight(chart) }} />}>
          <Canvas chart={chart} wide={wide} summary={chartSummary(chart, texts, formats)} />
        </Suspense>
      )}
    </section>
  );
}

interface ValueTableProps {
  readonly chart: ReportChart;
  readonly labelledBy: string;
}

function ValueTable({ chart, labelledBy }: ValueTableProps) {
  const formats = useFormats();
  const { axis, categories, series, decimals = 0 } = chart;
  return (
    <div className={classes["scroll"]} tabIndex={0} role="group" aria-labelledby={labelledBy}>
      <table className={classes["table"]} aria-labelledby={labelledBy}>
        <thead>
          <tr>
            <th scope="col">{axis}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" data-kind="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category, at) => (
            <tr key={`${at} ${category}`}>
              <th scope="row">{category}</th>
              {series.map(({ name, values }) => {
                const value = values[at] ?? null;
                return (
                  <td key={name} data-kind="number">
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
