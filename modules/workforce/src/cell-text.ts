import type { Label } from "@healthops/schema/field";
import type { KnownEntry } from "./commands/write-cells.ts";
import type { Code } from "./terms/codes.ts";
import { codeTyped } from "./terms/codes.ts";

/** What the text of a cell says of a day; its note and the like are beside the text. */
export type CellContent = Pick<
  KnownEntry,
  "code" | "startTime" | "endTime" | "breakMinutes" | "hours"
>;

export const EMPTY_CELL: CellContent = {
  code: null,
  startTime: null,
  endTime: null,
  breakMinutes: null,
  hours: null,
};

const RANGE = /^(\d{1,2})(?:[:.](\d\d))?[-–](\d{1,2})(?:[:.](\d\d))?(?:\/(\d{1,3}))?$/u;
const HOURS = /^(\d{1,2})(?:[.,](\d{1,2}))?$/u;
const DURATION = /^(\d{1,2}):(\d\d)$/u;
const BREAK_MAX_min = 720;

/** What is allowed in a cell, for the person who typed something else. */
export const CELL_FAULT: Label = {
  en: "Type a code (N, H, S …), hours (8 or 7,5), or times (8-17 or 08:30-17:30/45 with 45 minutes of break).",
  tr: "Kod (N, H, S …), saat (8 ya da 7,5) veya saat aralığı (8-17 ya da 45 dakika molayla 08:30-17:30/45) yazın.",
};

/**
 * Reads what somebody typed into a cell: a code, hours or times, or a code with either, in any order.
 * Null when it is none of that. An empty text is an empty cell.
 */
export function parseCell(text: string, codes: ReadonlyMap<string, Code>): CellContent | null {
  const words = text
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== "");
  const [first = {}, second = {}, ...more] = words.map((word) => partOf(word, codes));
  if (first === null || second === null || more.length > 0) return null;
  // A code and a length of time, but neither of them twice.
  if (words.length === 2 && isCode(first) === isCode(second)) return null;
  return { ...EMPTY_CELL, ...first, ...second };
}

/** The text that stands for a cell; `parseCell` reads it back as the same. */
export function cellText({ code, startTime, endTime, breakMinutes, hours }: CellContent): string {
  const words: string[] = code === null ? [] : [code];
  if (hours !== null) words.push(String(hours));
  else if (startTime !== null && endTime !== null) {
    words.push(`${startTime}-${endTime}${breakMinutes === null ? "" : `/${breakMinutes}`}`);
  }
  return words.join(" ");
}

function partOf(word: string, codes: ReadonlyMap<string, Code>): Partial<CellContent> | null {
  const range = RANGE.exec(word);
  if (range !== null) return rangeOf(range);
  const hours = HOURS.exec(word);
  if (hours !== null) return hoursOf(Number(`${hours[1] ?? ""}.${hours[2] ?? "0"}`));
  const duration = DURATION.exec(word);
  if (duration !== null) {
    const minutes = Number(duration[2]);
    return minutes > 59 ? null : hoursOf(round(Number(duration[1]) + minutes / 60));
  }
  const code = codeTyped(codes, word);
  return code === null ? null : { code: code.code };
}

function rangeOf([, fromHour, fromMinute, toHour, toMinute, pause]: RegExpExecArray) {
  const startTime = timeOf(fromHour, fromMinute);
  const endTime = timeOf(toHour, toMinute);
  const breakMinutes = pause === undefined ? null : Number(pause);
  if (startTime === null || endTime === null || (breakMinutes ?? 0) > BREAK_MAX_min) return null;
  return { startTime, endTime, breakMinutes };
}

function hoursOf(hours: number): Partial<CellContent> | null {
  return hours > 24 ? null : { hours };
}

/** `8` is 08:00; 24 is midnight, the beginning of the next day. */
function timeOf(hour: string | undefined, minute = "00"): string | null {
  const hours = Number(hour);
  if (hours > 24 || Number(minute) > 59 || (hours === 24 && minute !== "00")) return null;
  return `${String(hours % 24).padStart(2, "0")}:${minute}`;
}

function round(hours: number): number {
  return Math.round(hours * 10_000) / 10_000;
}

function isCode(part: Partial<CellContent>): boolean {
  return part.code !== undefined;
}
