import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import type { KeyboardEvent } from "react";
import { useEffect, useRef, useState } from "react";
import UPlot from "uplot";
import { useFormats, useTexts } from "../i18n/language-provider.tsx";
import type { ChartPeriod, Series } from "./chart-data.ts";
import { drawingOrder } from "./chart-data.ts";
import { CHART_KEYS } from "./chart-text.ts";
import { ChartTip } from "./chart-tip.tsx";
import { periodWords } from "./period-text.ts";
import { plotData, plotOptions } from "./plot-options.ts";

/** What a drawing shows, and how large. */
export interface ChartCanvasProps {
  readonly title: string;
  readonly days: readonly string[];
  readonly series: readonly Series[];
  readonly unit: string | null;
  readonly decimals: number;
  readonly height: number;
  readonly period: ChartPeriod;
}

/** The drawing itself; a box beside the pointer says the values, arrow keys go from point to point. */
export function ChartCanvas(props: ChartCanvasProps) {
  const { title, days, height } = props;
  const formats = useFormats();
  const keys = useTexts(CHART_KEYS);
  const dark = useComputedColorScheme("light") === "dark";
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [at, setAt] = useState<number | null>(null);
  const { host, plot } = usePlot(props, width, setAt);

  const point = (to: number): void => {
    const second = plot.current?.data[0][to];
    if (plot.current === null || second === undefined) return;
    plot.current.setCursor({ left: plot.current.valToPos(second, "x"), top: height / 2 });
  };
  const move = (event: KeyboardEvent): void => {
    const last = days.length - 1;
    if (event.key === "ArrowLeft") point(Math.max(0, (at ?? days.length) - 1));
    else if (event.key === "ArrowRight") point(Math.min(last, (at ?? -1) + 1));
    else if (event.key === "Home") point(0);
    else if (event.key === "End") point(last);
    else if (event.key === "Escape" && at !== null)
      plot.current?.setCursor({ left: -10, top: -10 });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={ref}
      className="ho-chart-canvas"
      role="group"
      aria-label={`${title}. ${keys}`}
      tabIndex={0}
      style={{ height }}
      onKeyDown={move}
    >
      <div ref={host} aria-hidden />
      <p className="ho-chart-spoken" aria-live="polite">
        {at === null ? "" : spoken(props, at, formats)}
      </p>
      {at === null || plot.current === null ? null : (
        <ChartTip {...props} at={at} dark={dark} left={leftOf(plot.current, at)} width={width} />
      )}
    </div>
  );
}

/** The library's drawing in its host, made anew when anything that is drawn changes. */
function usePlot(
  { days, series, height, period }: ChartCanvasProps,
  width: number,
  onPoint: (at: number | null) => void,
) {
  const formats = useFormats();
  const dark = useComputedColorScheme("light") === "dark";
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  // Everything that is drawn.
  const key = JSON.stringify([days, series, period, dark, formats.language]);
  useEffect(() => {
    const ground = host.current;
    if (ground === null || width === 0) return undefined;
    const theme = getComputedStyle(ground);
    const ink = theme.getPropertyValue("--mantine-color-dimmed");
    const line = theme.getPropertyValue("--ho-line");
    const drawn = drawingOrder(series);
    const options = { width, height, drawn, period, dark, ink, line, formats, onPoint };
    const made = new UPlot(plotOptions(options), plotData(days, drawn), ground);
    plot.current = made;
    return () => {
      made.destroy();
      plot.current = null;
      onPoint(null);
    };
  }, [key, width, height]);
  return { host, plot };
}

function leftOf(plot: UPlot, at: number): number {
  const second = plot.data[0][at] ?? 0;
  return plot.bbox.left / devicePixelRatio + plot.valToPos(second, "x");
}

function spoken(
  { days, series, unit, decimals, period }: ChartCanvasProps,
  at: number,
  formats: ReturnType<typeof useFormats>,
): string {
  const day = days[at];
  if (day === undefined) return "";
  const values = series.flatMap((each) => {
    const value = each.values[at] ?? null;
    return value === null ? [] : [`${each.name} ${formats.measure(value, decimals, unit)}`];
  });
  return `${periodWords(day, period, "whole", formats.language)}: ${values.join(", ")}`;
}
