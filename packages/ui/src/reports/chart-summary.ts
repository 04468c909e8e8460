import type { Formats } from "../i18n/formats.ts";
import type { ReportTexts } from "./report-text.ts";
import type { ReportChart } from "./report.ts";

/** What a chart shows, in a sentence for whoever does not see it. */
export function chartSummary(chart: ReportChart, texts: ReportTexts, formats: Formats): string {
  const { title, series, categories, unit, decimals = 0 } = chart;
  const words = (value: number): string => formats.measure(value, decimals, unit);
  const parts = series.flatMap(({ name, values, kind, dashed }) => {
    const known = values.filter((value) => value !== null);
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) return [];
    if (dashed === true) return [`${name}: ${words(last)}`];
    if (kind === "line") return [texts.summaryLine(name, words(first), words(last))];
    const most = Math.max(...known);
    const sum = known.reduce((total, value) => total + value, 0);
    const where = categories[values.indexOf(most)] ?? "";
    return [texts.summaryPart(name, words(sum), words(most), where)];
  });
  return texts.summary(title, parts.join("; "));
}
