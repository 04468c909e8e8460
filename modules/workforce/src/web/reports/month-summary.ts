import type { ReportRun } from "@healthops/ui/reports/use-report-run";
import type { EmployeeTotals } from "../../rules/employee-totals.ts";
import { gridRange, monthPlan } from "../../rules/month-grid.ts";
import type { Part } from "../../rules/total.ts";
import type { Employee } from "../timesheets/records.ts";
import { readEmployees, readMonthEntries, readRules, worksIn } from "./read-workforce.ts";

/** One employee's month, by the rules. */
export interface EmployeeMonth {
  readonly employee: Employee;
  readonly totals: EmployeeTotals;
  /** Net minutes of each day of the month. */
  readonly days: readonly number[];
}

/** The month of everybody who worked at the places, place by place. */
export async function monthSummary(
  { reader, step }: Pick<ReportRun, "reader" | "step">,
  siteIds: readonly string[],
  month: string,
): Promise<readonly EmployeeMonth[]> {
  const rules = await readRules(reader, gridRange(month));
  const plan = monthPlan({ month, ...rules });
  const found: EmployeeMonth[] = [];
  for (const [at, siteId] of siteIds.entries()) {
    const employees = await readEmployees(reader, siteId);
    const entries = await readMonthEntries(reader, siteId, month);
    for (const [place, employee] of employees.entries()) {
      const own = entries.get(employee.id) ?? [];
      if (worksIn(employee, own, month)) {
        const { totals, days } = plan.row(employee, own);
        found.push({ employee, totals, days: days.map(({ netMinutes }) => netMinutes) });
      }
      await step((at + place / employees.length) / siteIds.length);
    }
  }
  return found;
}

export const RATED = ["overtime", "extraWork", "restDay", "holiday"] as const;
export type Rated = (typeof RATED)[number];

/** Minutes of one kind that are paid at one rate. */
export interface RateSum {
  readonly kind: Rated;
  readonly percent: number;
  readonly minutes: number;
  /** What they are worth in minutes of ordinary pay, not rounded. */
  readonly paidMinutes: number;
  readonly people: number;
}

interface GatheredRate extends Pick<RateSum, "kind" | "percent"> {
  minutes: number;
  paidMinutes: number;
  readonly people: Set<string>;
}

/** Minutes by kind and rate; a month in which the rules changed has a kind at two rates. */
export function sumsByRate(months: readonly EmployeeMonth[]): readonly RateSum[] {
  const sums = new Map<string, GatheredRate>();
  for (const { employee, totals } of months) {
    for (const kind of RATED) {
      for (const { minutes, pay } of totals[kind].parts as readonly Part[]) {
        if (pay === null) continue;
        const { percent } = pay;
        const key = `${kind} ${percent}`;
        const sum = sums.get(key) ?? {
          kind,
          percent,
          minutes: 0,
          paidMinutes: 0,
          people: new Set(),
        };
        sums.set(key, sum);
        sum.minutes += minutes;
        sum.paidMinutes += pay.worthMinutes;
        sum.people.add(employee.id);
      }
    }
  }
  return [...sums.values()]
    .map(({ kind, percent, minutes, paidMinutes, people }) => ({
      kind,
      percent,
      minutes,
      paidMinutes,
      people: people.size,
    }))
    .toSorted((a, b) => RATED.indexOf(a.kind) - RATED.indexOf(b.kind) || a.percent - b.percent);
}
