import type { Elapsed } from "@healthops/base/elapsed";
import type { CodeKind } from "../terms/code-kinds.ts";
import { weekOf, weekdayOf } from "./calendar.ts";
import type { Code } from "../terms/codes.ts";
import type { DayEntry, DayWork } from "./day-work.ts";
import { dayWork } from "./day-work.ts";
import { roundedUp } from "./rounding.ts";
import type { RuleSet } from "./rule-set.ts";

/** A day of one employee, with everything that bears on how it counts. */
export interface DayFacts {
  readonly date: string;
  /** Days since 1970-01-01 of the same day. */
  readonly day: number;
  readonly entries: readonly DayEntry[];
  readonly holiday: "full" | "half" | null;
  readonly rules: RuleSet;
  /** How time goes by there on that day; by default as on the clock on the wall. */
  readonly elapsed?: Elapsed;
}

/** How the minutes of a day count. Everything beyond `netMinutes` is a part of it, or rounding. */
export interface DayResult extends DayWork {
  readonly date: string;
  readonly rules: RuleSet;
  readonly isRest: boolean;
  readonly holiday: "full" | "half" | null;
  readonly nightShift: boolean;
  readonly restMinutes: number;
  readonly holidayMinutes: number;
  readonly dailyOvertime: number;
  readonly weeklyOvertime: number;
  /** Between the contract's week and the limit. */
  readonly extraWork: number;
  readonly overtimeRounding: number;
  readonly extraRounding: number;
}

/** What a week has gathered before a day. */
interface Week {
  readonly number: number;
  counted: number;
  overtime: number;
  extra: number;
}

/**
 * How an employee's days count. The days may come in any order; those of the weeks that are looked
 * at must be complete from Monday on, because overtime falls on the minutes that go beyond a limit,
 * in the order in which they were worked. So a week that lies in two months gives each its own.
 */
export function workingDays(
  facts: readonly DayFacts[],
  codes: ReadonlyMap<string, Code>,
  weeklyContractMinutes: number,
): DayResult[] {
  let week: Week = { number: Number.NEGATIVE_INFINITY, counted: 0, overtime: 0, extra: 0 };
  return inOrder(facts).map((fact) => {
    const number = weekOf(fact.day);
    if (number !== week.number) week = { number, counted: 0, overtime: 0, extra: 0 };
    return dayResult(fact, codes, weeklyContractMinutes, week);
  });
}

function inOrder(facts: readonly DayFacts[]): readonly DayFacts[] {
  const sorted = facts.every((fact, at) => at === 0 || (facts[at - 1]?.day ?? 0) <= fact.day);
  return sorted ? facts : facts.toSorted((a, b) => a.day - b.day);
}

function dayResult(
  { date, day, entries, holiday: known, rules, elapsed }: DayFacts,
  codes: ReadonlyMap<string, Code>,
  contract: number,
  week: Week,
): DayResult {
  const contractDay = Math.round(contract / rules.workdaysPerWeek);
  const work = dayWork(entries, codes, rules, contractDay, elapsed);
  const holiday = work.special || work.kind === "public_holiday" ? "full" : known;
  const isRest = isRestDay(work.kind, day, rules);
  const nightShift = work.nightMinutes * 2 > work.netMinutes;
  const limit = nightShift
    ? Math.min(rules.dailyLimitMinutes, rules.nightLimitMinutes)
    : rules.dailyLimitMinutes;
  // All of a rest day is paid as overtime is; a holiday's day of pay stands for a day within its limit.
  const isLimited = !isRest || holiday === "full";
  const dailyOvertime = isLimited ? Math.max(0, work.netMinutes - limit) : 0;
  const holidayMinutes = Math.max(0, holidayPart(work, holiday) - dailyOvertime);
  const restMinutes = isRest ? work.netMinutes - holidayMinutes - dailyOvertime : 0;
  const counted = work.netMinutes - holidayMinutes - restMinutes - dailyOvertime;
  const weeklyOvertime = within(week.counted, counted, rules.weeklyLimitMinutes, Infinity);
  const extraWork = within(week.counted, counted, contract, rules.weeklyLimitMinutes);
  const step = rules.roundingMinutes;
  const overtimeRounding = roundingOf(week.overtime, dailyOvertime + weeklyOvertime, step);
  const extraRounding = roundingOf(week.extra, extraWork, step);
  week.counted += counted;
  week.overtime += dailyOvertime + weeklyOvertime;
  week.extra += extraWork;
  return {
    ...work,
    date,
    rules,
    holiday,
    isRest,
    nightShift,
    restMinutes,
    holidayMinutes,
    dailyOvertime,
    weeklyOvertime,
    extraWork,
    overtimeRounding,
    extraRounding,
  };
}

/** The code says so, or without any code the weekday does. */
function isRestDay(kind: CodeKind | null, day: number, rules: RuleSet): boolean {
  return kind === null ? weekdayOf(day) === rules.restWeekday : kind === "weekly_rest";
}

function holidayPart(work: DayWork, holiday: DayFacts["holiday"]): number {
  if (holiday === null) return 0;
  return holiday === "full" ? work.netMinutes : work.afternoonMinutes;
}

/** How many of the next `minutes` lie between the limits, when `before` have gone by. */
function within(before: number, minutes: number, from: number, to: number): number {
  if (from >= to) return 0;
  return Math.max(0, Math.min(before + minutes, to) - Math.max(before, from));
}

/**
 * What rounding adds on this day. The week's sum is rounded, day by day, so that a day depends on
 * those before it alone, and the days' rounding adds up to the week's.
 */
function roundingOf(before: number, minutes: number, step: number): number {
  return roundedUp(before + minutes, step) - roundedUp(before, step) - minutes;
}
