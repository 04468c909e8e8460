import type { Elapsed } from "@healthops/base/elapsed";
import { elapsedOn } from "@healthops/base/elapsed";
import { dateOfDay, dayNumber, monthDays, weekdayOf } from "./calendar.ts";
import type { Code } from "../terms/codes.ts";
import type { DayEntry } from "./day-work.ts";
import type { EmployeeTotals } from "./employee-totals.ts";
import { employeeTotals } from "./employee-totals.ts";
import type { RuleSet } from "./rule-set.ts";
import { ruleSetAt } from "./rule-set.ts";
import type { DayFacts, DayResult } from "./working-days.ts";
import { workingDays } from "./working-days.ts";

export interface GridEmployee {
  readonly id: string;
  readonly siteId: string;
  readonly weeklyContractMinutes: number;
}

export interface GridEntry extends DayEntry {
  readonly employeeId: string;
  readonly date: string;
}

export interface GridHoliday {
  readonly date: string;
  readonly name: string;
  readonly halfDay: boolean;
  readonly siteId: string | null;
}

export interface GridInput<Employee extends GridEmployee> {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly employees: readonly Employee[];
  /** Entries of the days of `gridRange(month)`, of these employees or more, in any order. */
  readonly entries: readonly GridEntry[];
  readonly holidays: readonly GridHoliday[];
  readonly ruleSets: readonly RuleSet[];
  readonly codes: ReadonlyMap<string, Code>;
  /** Time zones by region; without one, times are those of the clock on the wall. */
  readonly zones?: ReadonlyMap<string, string>;
}

/** A column of the grid. */
export interface GridDay {
  readonly date: string;
  /** 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  readonly isRest: boolean;
  /** Holidays everywhere; those of one region are in its employees' results. */
  readonly holiday: GridHoliday | null;
}

/** A row of the grid: a result for each day of the month, and their totals. */
export interface GridRow<Employee extends GridEmployee> {
  readonly employee: Employee;
  readonly days: readonly DayResult[];
  readonly totals: EmployeeTotals;
}

/** What a column sums to. */
export interface GridDayTotal {
  readonly workedMinutes: number;
  readonly overtimeMinutes: number;
  readonly people: number;
}

export interface MonthGrid<Employee extends GridEmployee> {
  readonly days: readonly GridDay[];
  readonly rows: readonly GridRow<Employee>[];
  /** For each day of the month. */
  readonly dayTotals: readonly GridDayTotal[];
}

/** The days whose entries a month needs: from the Monday of its first week, which overtime counts from. */
export function gridRange(month: string): { readonly from: string; readonly to: string } {
  const { first, last } = monthDays(month);
  return { from: dateOfDay(first - weekdayOf(first) + 1), to: dateOfDay(last) };
}

/** A month, ready to compute rows: what is the same for all employees is worked out once. */
export interface MonthPlan {
  readonly days: readonly GridDay[];
  /** One employee's row; `entries` are theirs, of the days of `gridRange(month)`, in any order. */
  row<Employee extends GridEmployee>(
    employee: Employee,
    entries: readonly GridEntry[],
  ): GridRow<Employee>;
}

/** Prepares a month. A screen that changes one cell computes one row again, not 500. */
export function monthPlan({
  month,
  holidays,
  ruleSets,
  codes,
  zones = NO_ZONES,
}: Omit<GridInput<GridEmployee>, "employees" | "entries">): MonthPlan {
  const { from, to } = gridRange(month);
  const calendar = calendarOf(from, to, holidays, ruleSets);
  const first = calendar.findIndex(({ date }) => date.startsWith(month));
  const places = new Map(calendar.map(({ date }, at) => [date, at]));
  return {
    days: calendar.slice(first).map(({ date, day, rules, everywhere }) => {
      const weekday = weekdayOf(day);
      return { date, weekday, isRest: weekday === rules.restWeekday, holiday: everywhere };
    }),
    row(employee, entries) {
      const own: GridEntry[][] = [];
      for (const entry of entries) {
        const place = places.get(entry.date);
        if (place !== undefined) (own[place] ??= []).push(entry);
      }
      const zone = zones.get(employee.siteId) ?? null;
      const facts = calendar.map(({ date, day, rules, holidayOf, elapsedIn }, at): DayFacts => {
        const holiday = holidayOf(employee.siteId);
        return { date, day, rules, holiday, entries: own[at] ?? [], elapsed: elapsedIn(zone) };
      });
      const results = workingDays(facts, codes, employee.weeklyContractMinutes).slice(first);
      return { employee, days: results, totals: employeeTotals(results) };
    },
  };
}

/** The month of all employees, in the order they are given, with the sums of its days. Pure. */
export function monthGrid<Employee extends GridEmployee>(
  input: GridInput<Employee>,
): MonthGrid<Employee> {
  const plan = monthPlan(input);
  const byEmployee = Map.groupBy(input.entries, ({ employeeId }) => employeeId);
  const rows = input.employees.map((employee) =>
    plan.row(employee, byEmployee.get(employee.id) ?? []),
  );
  return { days: plan.days, rows, dayTotals: dayTotals(plan, rows) };
}

/** What each column of the grid sums to. */
function dayTotals(
  { days }: Pick<MonthPlan, "days">,
  rows: readonly GridRow<GridEmployee>[],
): readonly GridDayTotal[] {
  return days.map((_, at) => dayTotal(rows, at));
}

interface CalendarDay {
  readonly date: string;
  readonly day: number;
  readonly rules: RuleSet;
  readonly everywhere: GridHoliday | null;
  readonly holidayOf: (siteId: string) => "full" | "half" | null;
  readonly elapsedIn: (zone: string | null) => Elapsed;
}

const NO_ZONES: ReadonlyMap<string, string> = new Map();

function calendarOf(
  from: string,
  to: string,
  holidays: readonly GridHoliday[],
  ruleSets: readonly RuleSet[],
): readonly CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let day = dayNumber(from); day <= dayNumber(to); day += 1) {
    const date = dateOfDay(day);
    const found = holidays.filter((holiday) => holiday.date === date);
    const everywhere = found.find(({ siteId }) => siteId === null) ?? null;
    days.push({
      date,
      day,
      rules: ruleSetAt(ruleSets, date),
      everywhere,
      holidayOf: (siteId) => holidayLength(found, siteId),
      elapsedIn: once((zone) => elapsedOn(zone, date)),
    });
  }
  return days;
}

function holidayLength(found: readonly GridHoliday[], siteId: string): "full" | "half" | null {
  if (found.length === 0) return null;
  const here = found.filter((holiday) => holiday.siteId === null || holiday.siteId === siteId);
  if (here.length === 0) return null;
  return here.some(({ halfDay }) => !halfDay) ? "full" : "half";
}

function dayTotal(rows: readonly GridRow<GridEmployee>[], at: number): GridDayTotal {
  let workedMinutes = 0;
  let overtimeMinutes = 0;
  let people = 0;
  for (const { days } of rows) {
    const result = days[at];
    if (result === undefined) continue;
    workedMinutes += result.netMinutes;
    overtimeMinutes += result.dailyOvertime + result.weeklyOvertime + result.overtimeRounding;
    if (result.netMinutes > 0) people += 1;
  }
  return { workedMinutes, overtimeMinutes, people };
}

/** Remembers what was made for a region's zone: 500 employees ask for each day of it. */
function once(make: (zone: string | null) => Elapsed): (zone: string | null) => Elapsed {
  const made = new Map<string | null, Elapsed>();
  return (zone) => {
    const known = made.get(zone);
    if (known !== undefined) return known;
    const elapsed = make(zone);
    made.set(zone, elapsed);
    return elapsed;
  };
}
