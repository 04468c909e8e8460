import { dateOfDay, dayNumber } from "../calendar.ts";
import { codesOf } from "../../terms/codes.ts";
import type { DayEntry } from "../day-work.ts";
import { DEFAULT_RULE_SET } from "../rule-set.ts";
import type { DayFacts } from "../working-days.ts";

export const CODES = codesOf([]);
/** A Monday. */
const MONDAY = dayNumber("2026-03-02");

export const EMPTY: DayEntry = {
  code: null,
  startTime: null,
  endTime: null,
  breakMinutes: null,
  hours: null,
  isSpecial: false,
};

export const shift = (
  startTime: string,
  endTime: string,
  breakMinutes: number | null = null,
): DayEntry => ({
  ...EMPTY,
  startTime,
  endTime,
  breakMinutes,
});
export const hours = (count: number, code: string | null = null): DayEntry => ({
  ...EMPTY,
  hours: count,
  code,
});
export const coded = (code: string): DayEntry => ({ ...EMPTY, code });

export const facts = (
  at: number,
  entries: readonly DayEntry[],
  more: Partial<DayFacts> = {},
): DayFacts => ({
  date: dateOfDay(MONDAY + at),
  day: MONDAY + at,
  entries,
  holiday: null,
  rules: DEFAULT_RULE_SET,
  ...more,
});
