import type { FieldValue } from "@healthops/schema/field";
import type { FormField } from "@healthops/schema/form";
import { foldForSearch } from "@healthops/schema/search-text";
import type { CellValue } from "../files/cell-value.ts";
import { parseNumber } from "../forms/input-text.ts";
import { momentOfWallClock } from "../lists/wall-clock.ts";
import { cellText } from "./cell-text.ts";

/** Why a cell is no value of its field. */
export type CellFault =
  | "not_number"
  | "not_yes_no"
  | "not_day"
  | "not_moment"
  | "not_choice"
  | "not_json"
  | "no_record"
  | "ambiguous";

export type CellReading = { readonly value: FieldValue } | { readonly fault: CellFault };

/** The records that a field may refer to, by what a person writes for them. */
export type RecordNames = ReadonlyMap<string, readonly string[]>;

const DAY_MS = 86_400_000;
/** Day 0 of a spreadsheet, and the last day it knows. */
const SERIAL_EPOCH_MS = Date.UTC(1899, 11, 30);
const SERIAL_MAX = 2_958_465;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](.*))?$/;
const DAY_FIRST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ](.*))?$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?$/;
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
const YES = new Set(["1", "x", "yes", "y", "true", "evet", "e", "dogru", "var"]);
const NO = new Set(["0", "no", "n", "false", "hayir", "h", "yanlis", "yok"]);

/**
 * The value that a cell of a file has for a field. Days may be ISO, day first, or a spreadsheet's;
 * decimals with comma or point; choices and records by name or code. Moments without a time zone are
 * the device's.
 */
export function readCell(field: FormField, cell: CellValue, names: RecordNames): CellReading {
  const text = typeof cell === "string" ? cell.trim() : "";
  if (cell === null || (typeof cell === "string" && text === "")) return { value: null };
  switch (field.kind) {
    case "integer":
    case "number":
      return numberIn(cell, text);
    case "boolean":
      return yesOrNo(cell);
    case "date":
      return dayIn(cell, text);
    case "instant":
      return momentIn(cell, text);
    case "choice":
      return choiceIn(field, cellText(cell));
    case "set":
      return field.to === null
        ? membersIn(field, cellText(cell))
        : recordsIn(cellText(cell), names);
    case "reference":
      return recordIn(cellText(cell), names);
    case "json":
      return jsonIn(cellText(cell));
    default:
      return { value: cellText(cell) };
  }
}

function numberIn(cell: CellValue, text: string): CellReading {
  if (typeof cell === "number") return { value: cell };
  // A unit behind the number does no harm.
  const value = parseNumber(text.replace(/\s*[\p{L}%]+$/u, ""));
  return value === null ? { fault: "not_number" } : { value };
}

function yesOrNo(cell: CellValue): CellReading {
  const word = foldForSearch(cellText(cell)).trim();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : { fault: "not_yes_no" };
}

function dayIn(cell: CellValue, text: string): CellReading {
  const shown = shownDate(cell) ?? partsOf(text)?.day ?? null;
  return shown === null ? { fault: "not_day" } : { value: shown.toISOString().slice(0, 10) };
}

function momentIn(cell: CellValue, text: string): CellReading {
  if (ZONED.test(text)) {
    const time_ms = Date.parse(text);
    return Number.isNaN(time_ms) ? { fault: "not_moment" } : momentOf(new Date(time_ms));
  }
  const shown = shownDate(cell);
  if (shown !== null) return momentOf(momentOfWallClock(shown));
  const parts = partsOf(text);
  if (parts === null) return { fault: "not_moment" };
  const time = parts.time === "" ? ["", "0", "0"] : TIME.exec(parts.time);
  const [hours, minutes, seconds] = [time?.[1], time?.[2], time?.[3] ?? "0"].map(Number);
  if (time === null || Number(hours) > 23 || Number(minutes) > 59) return { fault: "not_moment" };
  const since_ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return momentOf(momentOfWallClock(new Date(parts.day.getTime() + since_ms)));
}

function momentOf(moment: Date): CellReading {
  return { value: moment.toISOString() };
}

/** A date of a spreadsheet, also where only its number came along. */
function shownDate(cell: CellValue): Date | null {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell;
  if (typeof cell !== "number" || cell < 1 || cell > SERIAL_MAX) return null;
  return new Date(Math.round(SERIAL_EPOCH_MS + cell * DAY_MS));
}

function partsOf(text: string): { readonly day: Date; readonly time: string } | null {
  const yearFirst = YEAR_FIRST.exec(text);
  const match = yearFirst ?? DAY_FIRST.exec(text);
  if (match === null) return null;
  const [first, month, last] = [match[1], match[2], match[3]].map(Number);
  const [year, date] = yearFirst === null ? [last, first] : [first, last];
  const day = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  const isReal = day.getUTCMonth() === Number(month) - 1 && day.getUTCDate() === date;
  return isReal ? { day, time: match[4]?.trim() ?? "" } : null;
}

function choiceIn(field: FormField, text: string): CellReading {
  const value = codeOf(field, text);
  return value === null ? { fault: "not_choice" } : { value };
}

function partsOfList(text: string): readonly string[] {
  return text
    .split(/[,;\n]/)
    .map((member) => member.trim())
    .filter((member) => member !== "");
}

/** Several records by their names, which have no comma in them then. */
function recordsIn(text: string, names: RecordNames): CellReading {
  const ids = new Set<string>();
  for (const name of partsOfList(text)) {
    const found = recordIn(name, names);
    if ("fault" in found) return found;
    ids.add(String(found.value));
  }
  return { value: [...ids].toSorted() };
}

function membersIn(field: FormField, text: string): CellReading {
  const members = partsOfList(text);
  const codes = field.choices === null ? members : members.map((member) => codeOf(field, member));
  if (codes.some((code) => code === null)) return { fault: "not_choice" };
  return { value: [...new Set(codes.filter((code) => code !== null))].toSorted() };
}

function codeOf({ choices }: FormField, text: string): string | null {
  const folded = foldForSearch(text).trim();
  const found = choices?.find(
    ({ value, label }) =>
      value === text ||
      [value, label.en, label.tr].some((word) => foldForSearch(word).trim() === folded),
  );
  return found?.value ?? null;
}

function recordIn(text: string, names: RecordNames): CellReading {
  const found = names.get(text) ?? names.get(nameKey(text)) ?? [];
  if (found.length > 1) return { fault: "ambiguous" };
  return found[0] === undefined ? { fault: "no_record" } : { value: found[0] };
}

/** How a record's name is compared with what a person wrote. */
export function nameKey(name: string): string {
  return `~${foldForSearch(name).trim()}`;
}

function jsonIn(text: string): CellReading {
  try {
    return { value: JSON.parse(text) as FieldValue };
  } catch {
    return { fault: "not_json" };
  }
}
