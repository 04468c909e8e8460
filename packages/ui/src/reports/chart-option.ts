import type { EChartsOption, SeriesOption } from "echarts";
import type { Formats } from "../i18n/formats.ts";
import type { ReportChart, ReportSeries } from "./report.ts";

/** Colours are variables of the page: they change with the theme, and on paper, without drawing anew. */
const INK = "var(--ho-chart-ink)";
const LINE = "var(--ho-chart-line)";
const FONT = { color: INK, fontSize: 12, fontFamily: "system-ui, sans-serif" };
/** Pixels for the names beside bars that lie. */
const NAMES_px = 170;

/** The variable that holds a series' colour. */
export function seriesVariable(series: ReportSeries, place: number): string {
  return `--ho-series-${series.color ?? place}`;
}

/** A chart as the drawing library takes it. `tip` makes the box beside the pointer. */
export function chartOption(
  chart: ReportChart,
  formats: Formats,
  tip: (at: number) => HTMLElement,
): EChartsOption {
  const { categories, lying = false, decimals = 0 } = chart;
  const names = {
    type: "category" as const,
    data: [...categories],
    axisTick: { show: false },
    axisLine: { lineStyle: { color: LINE } },
    axisLabel: lying
      ? { ...FONT, width: NAMES_px - 20, overflow: "truncate" as const }
      : { ...FONT, hideOverlap: true },
  };
  const values = {
    type: "value",
    splitLine: { lineStyle: { color: LINE } },
    axisLabel: { ...FONT, formatter: (value: number) => formats.number(value, decimals) },
    // Bars stand on zero; lines alone show how they move.
    scale: chart.series.every(({ kind }) => kind === "line"),
  } as const;
  return {
    animation: false,
    textStyle: { fontFamily: "system-ui, sans-serif" },
    grid: lying
      ? { left: NAMES_px, right: 24, top: 8, bottom: 28 }
      : { left: 64, right: 16, top: 12, bottom: 28 },
    xAxis: lying ? values : names,
    yAxis: lying ? { ...names, inverse: true } : values,
    tooltip: {
      trigger: "axis",
      confine: true,
      axisPointer: { type: "shadow", shadowStyle: { color: LINE, opacity: 0.35 } },
      className: "ho-report-tip",
      borderWidth: 0,
      padding: 0,
      backgroundColor: "transparent",
      extraCssText: "box-shadow:none",
      formatter: (points) => {
        const [first] = Array.isArray(points) ? points : [points];
        return tip(first?.dataIndex ?? 0);
      },
    },
    series: chart.series.map((each, place) => seriesOption(each, place)),
  };
}

function seriesOption(series: ReportSeries, place: number): SeriesOption {
  const color = `var(${seriesVariable(series, place)})`;
  const shared = {
    name: series.name,
    data: [...series.values],
    color,
    emphasis: { disabled: true },
    ...(series.stacked === true ? { stack: "all" } : {}),
  };
  if (series.kind !== "line") return { ...shared, type: "bar", barMaxWidth: 28 };
  // Where values are missing between others, points say which are real.
  const gaps = series.values.some((value) => value === null);
  return {
    ...shared,
    type: "line",
    connectNulls: true,
    showSymbol: series.dashed !== true && (gaps || series.values.length <= 40),
    symbol: "circle",
    symbolSize: 5,
    lineStyle: { width: 2, type: series.dashed === true ? "dashed" : "solid" },
  };
}

/** Pixels that a chart is high. */
export function chartHeight({ lying = false, categories }: ReportChart): number {
  return lying ? categories.length * 24 + 44 : 260;
}
