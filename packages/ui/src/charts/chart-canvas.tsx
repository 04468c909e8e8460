import { useComputedColorScheme } from "@mantine/core";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import type { KeyboardEvent } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import UPlot from "uplot";
import { useFormats, useTexts } from "../i18n/language-provider.tsx";
import type { ChartPeriod, Series } from "./chart-data.ts";
import { drawingOrder, seriesColor } from "./chart-data.ts";
import { CHART_KEYS } from "./chart-text.ts";
import { periodWords } from "./period-words.ts";
import { plotData, plotOptions } from "./plot-options.ts";

interface ChartCanvasProps {
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
  const { title, days, series, height, period } = props;
  const formats = useFormats();
  const keys = useTexts(CHART_KEYS);
  const dark = useComputedColorScheme("light") === "dark";
  const { ref, width } = useElementSize<HTMLDivElement>();
  const frame = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const drawn = useMemo(() => drawingOrder(series), [series]);
  const key = JSON.stringify([days, series, period, dark, formats.language]);
  useEffect(() => {
    const ground = host.current;
    if (ground === null || width === 0) return undefined;
    const theme = getComputedStyle(ground);
    const made = new UPlot(
      plotOptions({
        width,
        height,
        drawn,
        period,
        dark,
        ink: theme.getPropertyValue("--mantine-color-dimmed"),
        line: theme.getPropertyValue("--ho-line"),
        formats,
        onPoint: setAt,
      }),
      plotData(days, drawn),
      ground,
    );
    plot.current = made;
    return () => {
      made.destroy();
      plot.current = null;
      setAt(null);
    };
    // The key holds everything that is drawn.
  }, [key, width, height]);

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
      ref={useMergedRef(ref, frame)}
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
        <Tip {...props} at={at} dark={dark} left={leftOf(plot.current, at)} width={width} />
      )}
    </div>
  );
}

interface TipProps extends ChartCanvasProps {
  readonly at: number;
  readonly dark: boolean;
  /** Pixels from the left edge. */
  readonly left: number;
  readonly width: number;
}

/** The values of one point, beside it on the side where there is room. */
function Tip({ days, series, unit, decimals, period, at, dark, left, width }: TipProps) {
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
