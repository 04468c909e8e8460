import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import UPlot from "uplot";
import type { AlignedData, Options, Series as PlotSeries } from "uplot";
import { useFormats } from "../i18n/language-provider.tsx";
import type { Formats } from "../i18n/formats.ts";
import type { Series } from "./chart-data.ts";
import { seriesColor } from "./chart-data.ts";

interface ChartCanvasProps {
  readonly title: string;
  readonly days: readonly string[];
  readonly series: readonly Series[];
  readonly unit: string | null;
  readonly decimals: number;
  readonly height: number;
}

/** The drawing itself; what the pointer is over is said in a line below. */
export function ChartCanvas(props: ChartCanvasProps) {
  const { title, days, series, unit, decimals, height } = props;
  const formats = useFormats();
  const dark = useComputedColorScheme("light") === "dark";
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [at, setAt] = useState<number | null>(null);
  const host = useRef<HTMLDivElement>(null);
  const key = JSON.stringify([days, series, dark, formats.language]);
  useEffect(() => {
    const ground = host.current;
    if (ground === null || width === 0) return undefined;
    const options = optionsFor({ ...props, width, dark, formats, onPoint: setAt });
    const made = new UPlot(options, dataOf(days, series), ground);
    return () => made.destroy();
    // The key holds everything that is drawn.
  }, [key, width, height]);
  return (
    <>
      <div ref={ref} className="ho-chart-canvas" role="img" aria-label={title} style={{ height }}>
        <div ref={host} />
      </div>
      <p className="ho-chart-said ho-number" aria-hidden>
        {at === null || days[at] === undefined
          ? "\u00a0"
          : `${formats.day(days[at])}: ${saidAt(series, at, (value) => formats.measure(value, decimals, unit))}`}
      </p>
    </>
  );
}

function saidAt(series: readonly Series[], at: number, say: (value: number) => string): string {
  return series
    .flatMap(({ name, values }) => {
      const value = values[at] ?? null;
      return value === null ? [] : [`${name} ${say(value)}`];
    })
    .join(" · ");
}

/** Seconds since 1970, as the library counts, and a column for each series. */
function dataOf(days: readonly string[], series: readonly Series[]): AlignedData {
  return [
    days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000),
    ...series.map(({ values }) => [...values]),
  ];
}

interface Drawing extends ChartCanvasProps {
  readonly width: number;
  readonly dark: boolean;
  readonly formats: Formats;
  onPoint(at: number | null): void;
}

function optionsFor(drawing: Drawing): Options {
  const { width, height, dark, formats, series, days, onPoint } = drawing;
  const ink = dark ? "#9ba7ae" : "#566067";
  const line = { stroke: dark ? "#2d363c" : "#e6eaeb", width: 1 };
  const font = "12px system-ui, sans-serif";
  const axis = { stroke: ink, font, grid: line, ticks: { show: false } };
  return {
    width,
    height,
    legend: { show: false },
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), "UTC"),
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: scalesFor(series),
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        space: 70,
        values: (_plot, seconds) => seconds.map((second) => shortDay(second, formats, days.length)),
      },
      {
        ...axis,
        size: 56,
        values: (_plot, values) => values.map((value) => formats.number(value)),
      },
    ],
    series: [{}, ...series.map((each, place) => plotSeries(each, place, dark))],
    hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)] },
  };
}

const HALF_DAY_S = 43_200;

/** Bars stand on zero and have their whole width at both ends; lines show how they move. */
function scalesFor(series: readonly Series[]): Options["scales"] & object {
  const bars = series.some(({ kind }) => kind === "bars");
  const air = bars ? HALF_DAY_S : 0;
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

function plotSeries(series: Series, place: number, dark: boolean): PlotSeries {
  const color = seriesColor(series.color ?? place, dark);
  const shared = { label: series.name, stroke: color, points: { show: false } };
  if (series.kind === "bars") {
    const bars = UPlot.paths.bars?.({ size: [0.6, 24], radius: 0.15 });
    return {
      ...shared,
      fill: `${color}cc`,
      width: 0,
      ...(bars === undefined ? {} : { paths: bars }),
    };
  }
  const alone = series.values.filter((value) => value !== null).length === 1;
  return {
    ...shared,
    width: 2,
    spanGaps: true,
    points: { show: alone, size: 7, fill: color },
    ...(series.dashed === true ? { dash: [6, 5] } : {}),
  };
}

const shortDays = new Map<string, Intl.DateTimeFormat>();

function shortDay(second: number, { language }: Formats, count: number): string {
  const month = count > 400;
  const key = `${language} ${month}`;
  const format =
    shortDays.get(key) ??
    new Intl.DateTimeFormat(language === "tr" ? "tr-TR" : "en-GB", {
      timeZone: "UTC",
      month: "short",
      ...(month ? { year: "2-digit" } : { day: "numeric" }),
    });
  shortDays.set(key, format);
  return format.format(second * 1000);
}
