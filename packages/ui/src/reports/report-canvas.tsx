import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useFormats } from "../i18n/language-provider.tsx";
import { chartHeight, chartOption, seriesVariable } from "./chart-option.ts";
import type { ReportChart } from "./report.ts";
import classes from "./report.module.css";

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

/** Width of the drawing on paper, in CSS pixels: within the margins of an A4 page. */
const PAPER_px = { upright: 690, wide: 1010 } as const;

interface ReportCanvasProps {
  readonly chart: ReportChart;
  /** Says in words what the drawing shows. */
  readonly summary: string;
  readonly wide: boolean;
}

/** The drawing of a chart. Loaded only where one shows, for the library is large. */
export function ReportCanvas({ chart, summary, wide }: ReportCanvasProps) {
  const formats = useFormats();
  const box = useRef<HTMLDivElement>(null);
  const height = chartHeight(chart);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const drawing = init(element, null, { renderer: "svg", width: element.clientWidth, height });
    const tip = (at: number): HTMLElement =>
      tipOf(chart, at, (value) => formats.measure(value, chart.decimals ?? 0, chart.unit));
    drawing.setOption(chartOption(chart, formats, tip));
    const fit = (width: number): void => {
      if (width === 0) return;
      drawing.resize({ width, height });
      drawing.getZr().flush();
    };
    const observer = new ResizeObserver(() => fit(element.clientWidth));
    observer.observe(element);
    const toPaper = (): void => fit(wide ? PAPER_px.wide : PAPER_px.upright);
    const toScreen = (): void => fit(element.clientWidth);
    window.addEventListener("beforeprint", toPaper);
    window.addEventListener("afterprint", toScreen);
    return () => {
      window.removeEventListener("beforeprint", toPaper);
      window.removeEventListener("afterprint", toScreen);
      observer.disconnect();
      drawing.dispose();
    };
  }, [chart, formats, height, wide]);
  return (
    <div
      className={classes["canvas"]}
      style={{ height }}
      role="img"
      aria-label={summary}
      ref={box}
    />
  );
}

/** Made of elements, not of markup: the names in it come from people. */
function tipOf(chart: ReportChart, at: number, words: (value: number) => string): HTMLElement {
  const box = document.createElement("div");
  box.className = classes["tip"] ?? "";
  box.append(element("strong", chart.categories[at] ?? ""));
  for (const [place, series] of chart.series.entries()) {
    const value = series.values[at] ?? null;
    if (value === null) continue;
    const line = element("span", "");
    const mark = element("i", "");
    mark.style.background = `var(${seriesVariable(series, place)})`;
    line.append(mark, series.name, element("b", words(value)));
    box.append(line);
  }
  return box;
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
