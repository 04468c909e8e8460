import UPlot from "uplot";
import type { AlignedData, Options, Series as PlotSeries } from "uplot";
import type { Formats } from "../i18n/formats.ts";
import type { ChartPeriod, Drawn } from "./chart-data.ts";
import { seriesColor } from "./chart-data.ts";
import { periodWords } from "./period-text.ts";

/** Everything that decides how a chart is drawn. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly drawn: readonly Drawn[];
  readonly period: ChartPeriod;
  readonly dark: boolean;
  /** Colours of the theme. */
  readonly ink: string;
  readonly line: string;
  readonly formats: Formats;
  onPoint(at: number | null): void;
}

const PERIOD_S = { day: 86_400, week: 604_800, month: 2_629_800 } as const;
const FONT = "12px system-ui, sans-serif";

/** Seconds since 1970, as the library counts, and a column for each series. */
export function plotData(days: readonly string[], drawn: readonly Drawn[]): AlignedData {
  return [
    days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000),
    ...drawn.map(({ tops }) => [...tops]),
  ];
}

/** The library's options for a drawing. */
export function plotOptions(drawing: Drawing): Options {
  const { width, height, formats, drawn, period, ink, line, onPoint } = drawing;
  const axis = {
    stroke: ink,
    font: FONT,
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    legend: { show: false },
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), "UTC"),
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: scalesFor(drawn, period),
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        space: 64,
        // Only where a period begins: between two of them there is no label to write.
        splits: (plot, _axis, _least, _most, _step, space) =>
          spread(plot.data[0], plot.bbox.width / devicePixelRatio, Math.max(space, 64)),
        values: (_plot, seconds) =>
          seconds.map((second) => periodWords(dayOf(second), period, "axis", formats.language)),
      },
      {
        ...axis,
        size: 52,
        values: (_plot, values) => values.map((value) => formats.number(value)),
      },
    ],
    series: [{}, ...drawn.map((each) => plotSeries(each, drawing))],
    hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)] },
  };
}

/** As many of the points as have room for their labels, evenly, the last one among them. */
function spread(points: ArrayLike<number>, width: number, space: number): number[] {
  const every = Math.max(1, Math.ceil(points.length / Math.max(1, Math.floor(width / space))));
  return Array.from(points).filter((_, at) => (points.length - 1 - at) % every === 0);
}

/** Bars stand on zero and have their whole width at both ends; lines show how they move. */
function scalesFor(drawn: readonly Drawn[], period: ChartPeriod): Options["scales"] & object {
  const bars = drawn.some(({ series }) => series.kind === "bars");
  const air = PERIOD_S[period] / 2;
  return {
    x: { time: true, range: (_plot, first, last) => [first - air, last + air] },
    y: {
      range: (_plot, least, most) => {
        const swing = most - least || Math.abs(most) || 1;
        return [bars ? Math.min(0, least) : least - swing * 0.15, most + swing * 0.15];
      },
    },
  };
}

function plotSeries({ series, place }: Drawn, { dark }: Drawing): PlotSeries {
  const color = seriesColor(series.color ?? place, dark);
  const shared = { label: series.name, stroke: color, points: { show: false } };
  if (series.kind === "bars") {
    const round = series.stacked === true ? 0 : 0.15;
    const bars = UPlot.paths.bars?.({ size: [0.66, 28], radius: round });
    // Whole colours: through a stack nothing may shine.
    return { ...shared, fill: color, width: 0, ...(bars === undefined ? {} : { paths: bars }) };
  }
  // Where values are missing between others, points say which are real.
  const known = series.values.filter((value) => value !== null).length;
  const few = series.dashed !== true && known <= 40 && known < series.values.length;
  return {
    ...shared,
    width: 2,
    spanGaps: true,
    points: { show: few, size: 6, fill: color, width: 0 },
    ...(series.dashed === true ? { dash: [6, 5] } : {}),
  };
}

function dayOf(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 10);
}
