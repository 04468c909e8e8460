import type { Judged } from "./line.ts";
import { plain } from "./line.ts";

/** One case with its lines. */
export interface CaseReport {
  readonly name: string;
  readonly title: string;
  /** Processes that wanted to run in the last minute of it; far above the cores, others disturbed. */
  readonly load: number;
  readonly lines: readonly Judged[];
}

const HEAD = ["measure", "aim", "measured", "best", "baseline", "ratio", "verdict"];
/** The first column reads from the left, numbers from the right. */
const LEFT = new Set([0, 1, 6]);

/** The report as a table for people, notes below each case. */
export function tableText(reports: readonly CaseReport[]): string {
  const rows = reports.flatMap(({ lines }) => lines.map(cells));
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => {
        const width = widths[column] ?? 0;
        return LEFT.has(column) ? text.padEnd(width) : text.padStart(width);
      })
      .join("  ")
      .trimEnd();
  const sections = reports.map(({ name, title, load, lines }) => {
    const notes = lines.flatMap(({ what, note }) =>
      note === undefined ? [] : [`  ${what}: ${note}`],
    );
    const heading = `${name}: ${title} (load ${load.toFixed(1)})`;
    return ["", heading, ...lines.map((each) => line(cells(each))), ...notes].join("\n");
  });
  return [line(HEAD), line(widths.map((width) => "-".repeat(width))), ...sections, ""].join("\n");
}

function cells(line: Judged): string[] {
  const { what, unit, measured, best, baselineMeasured, ratio, missed } = line;
  const value = (number: number): string => `${plain(number)} ${unit}`;
  return [
    what,
    missed === null ? "" : missed.map(({ aim }) => aim).join(", "),
    value(measured),
    plain(best),
    baselineMeasured === null ? "" : plain(baselineMeasured),
    ratio === null ? "" : `${plain(ratio)} ×`,
    verdict(line),
  ];
}

function verdict({ missed }: Judged): string {
  if (missed === null) return "";
  if (missed.every(({ by }) => by === 0)) return "met";
  return missed
    .map(({ aim, by }) => (by === 0 ? `${aim} met` : `${aim} missed by ${plain(by * 100)} %`))
    .join("; ");
}
