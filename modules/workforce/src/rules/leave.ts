import { yearsAfter } from "./calendar.ts";
import type { RuleSet } from "./rule-set.ts";
import { ruleSetAt } from "./rule-set.ts";

/** The young and the old have at least `leaveDaysByAge`. */
const YOUNG_UNTIL = 18;
const OLD_FROM = 50;

export interface LeaveFacts {
  readonly hiredOn: string | null;
  readonly leftOn: string | null;
  readonly birthDate: string | null;
  readonly openingLeaveDays: number | null;
  readonly openingLeaveOn: string | null;
}

/** Leave that was earned on one day, and why so much. */
export interface LeaveGrant {
  /** The anniversary. */
  readonly on: string;
  readonly years: number;
  readonly days: number;
  readonly because: "service" | "age" | "opening";
}

export interface LeaveBalance {
  readonly earned: number;
  readonly taken: number;
  readonly left: number;
  readonly grants: readonly LeaveGrant[];
  /** The next anniversary and what it will bring; null for those who left or whose hiring day is unknown. */
  readonly next: LeaveGrant | null;
}

/** Days of annual leave for completed years of service at an age (null: unknown). */
export function leaveDays(
  years: number,
  age: number | null,
  { leave, leaveDaysByAge }: Pick<RuleSet, "leave" | "leaveDaysByAge">,
): { readonly days: number; readonly because: "service" | "age" } {
  const service = leave.findLast(({ fromYears }) => years >= fromYears)?.days ?? 0;
  const byAge = service > 0 && age !== null && (age <= YOUNG_UNTIL || age >= OLD_FROM);
  return byAge && leaveDaysByAge > service
    ? { days: leaveDaysByAge, because: "age" }
    : { days: service, because: "service" };
}

/**
 * Annual leave earned and taken up to a day, by the rule set in force on each anniversary of hiring.
 * With leave brought along, only what came after that day is counted beside it. `taken` are the days
 * coded as annual leave; those on weekly rest and holidays are coded as such and so never among them.
 */
export function leaveBalance(
  employee: LeaveFacts,
  taken: readonly string[],
  ruleSets: readonly RuleSet[],
  on: string,
): LeaveBalance {
  const since = employee.openingLeaveDays === null ? null : employee.openingLeaveOn;
  const opening = openingOf(employee);
  const earned = [...opening];
  let next: LeaveGrant | null = null;
  for (let years = 1; employee.hiredOn !== null; years += 1) {
    const grant = grantOf(employee.hiredOn, employee.birthDate, years, ruleSets);
    if (employee.leftOn !== null && grant.on > employee.leftOn) break;
    if (grant.on > on) {
      next = grant;
      break;
    }
    if (grant.days > 0 && (since === null || grant.on > since)) earned.push(grant);
  }
  const days = earned.reduce((sum, grant) => sum + grant.days, 0);
  const used = taken.filter((date) => date <= on && (since === null || date > since)).length;
  return { earned: days, taken: used, left: days - used, grants: earned, next };
}

function openingOf({ openingLeaveDays, openingLeaveOn }: LeaveFacts): readonly LeaveGrant[] {
  if (openingLeaveDays === null) return [];
  return [{ on: openingLeaveOn ?? "", years: 0, days: openingLeaveDays, because: "opening" }];
}

function grantOf(
  hiredOn: string,
  birthDate: string | null,
  years: number,
  ruleSets: readonly RuleSet[],
): LeaveGrant {
  const on = yearsAfter(hiredOn, years);
  return { on, years, ...leaveDays(years, ageOn(birthDate, on), ruleSetAt(ruleSets, on)) };
}

/** Completed years of age; null when the day of birth is unknown. */
function ageOn(birthDate: string | null, on: string): number | null {
  if (birthDate === null) return null;
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return yearsAfter(birthDate, years) > on ? years - 1 : years;
}
