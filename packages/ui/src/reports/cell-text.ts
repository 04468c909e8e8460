import type { Formats } from "../i18n/formats.ts";
import type { ReportCell, ReportColumn } from "./report.ts";

/** A cell as the language writes it; nothing for an empty one. */
export function cellWords(
  cell: ReportCell,
  { kind = "text", decimals = 0 }: Pick<ReportColumn, "kind" | "decimals">,
  formats: Formats,
): string {
  if (cell === null) return "";
  if (typeof cell === "number") return formats.number(cell, decimals);
  if (kind === "day") return formats.day(cell);
  return kind === "moment" ? formats.moment(cell) : cell;
}
