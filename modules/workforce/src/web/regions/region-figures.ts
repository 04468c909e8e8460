import { gridRange, monthPlan } from "../../rules/month-grid.ts";
import type { MonthPlan } from "../../rules/month-grid.ts";
import { codesOf } from "../../terms/codes.ts";
import { ruleSetOf } from "../../rules/rule-set.ts";
import type { StoredRecord } from "@healthops/schema/record";
import { LIMIT_MAX } from "@healthops/schema/list/list-query";
import type { Filter } from "@healthops/schema/list/list-query";
import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import { cellText } from "../../cell-text.ts";
import type { Employee, Entry } from "../timesheets/records.ts";
import {
  codeContent,
  employeeOf,
  entryOf,
  holidayOf,
  ruleSetContent,
  zonesOf,
} from "../timesheets/records.ts";

/** A region's month in numbers. */
export interface RegionFigures {
  readonly employees: number;
  readonly entries: number;
  readonly workedMinutes: number;
  readonly overtimeMinutes: number;
  /** Day of the last entry, in this month or before; null: there is none. */
  readonly lastEntryOn: string | null;
}

type Reader = Pick<ReplicaApi, "list" | "totals">;

const NO_FIGURES: RegionFigures = {
  employees: 0,
  entries: 0,
  workedMinutes: 0,
  overtimeMinutes: 0,
  lastEntryOn: null,
};

/** Reads the figures of regions for a month, one after the other, so that one's entries fit in memory. */
export async function readRegionFigures(
  api: Reader,
  siteIds: readonly string[],
  month: string,
  today: string,
): Promise<ReadonlyMap<string, RegionFigures>> {
  const plan = await readPlan(api, month);
  const figures = new Map<string, RegionFigures>();
  for (const siteId of siteIds) {
    const here = { field: "siteId", op: "eq", value: siteId } as const;
    const [employees, entries, lastEntryOn] = await Promise.all([
      readAll(api, "employees", here),
      readAll(api, "timesheet_entries", { all: [here, daysOf(month)] }),
      readLastDay(api, here, today),
    ]);
    figures.set(siteId, {
      ...figuresOf(plan, month, employees.map(employeeOf), entries.map(entryOf)),
      lastEntryOn,
    });
  }
  return figures;
}

/** Sums a region's month: by the rules for hours, and of the employees who worked there in it. */
export function figuresOf(
  plan: MonthPlan,
  month: string,
  employees: readonly Employee[],
  entries: readonly Entry[],
): Omit<RegionFigures, "lastEntryOn"> {
  const byEmployee = Map.groupBy(entries, ({ employeeId }) => employeeId);
  const there = employees.filter(
    ({ hiredOn, leftOn }) =>
      (hiredOn ?? "") <= `${month}-31` && (leftOn ?? "9999") >= `${month}-01`,
  );
  const rows = employees.map((employee) => plan.row(employee, byEmployee.get(employee.id) ?? []));
  const sum = (take: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((all, row) => all + take(row), 0);
  return {
    employees: there.length,
    entries: entries.filter((one) => one.date.startsWith(month) && cellText(one) !== "").length,
    workedMinutes: sum(({ totals }) => totals.worked.minutes),
    overtimeMinutes: sum(({ totals }) => totals.overtime.minutes),
  };
}

/** Regions together; the last entry is the newest of them. */
export function sumOfFigures(all: Iterable<RegionFigures>): RegionFigures {
  let sum = NO_FIGURES;
  for (const one of all) {
    sum = {
      employees: sum.employees + one.employees,
      entries: sum.entries + one.entries,
      workedMinutes: sum.workedMinutes + one.workedMinutes,
      overtimeMinutes: sum.overtimeMinutes + one.overtimeMinutes,
      lastEntryOn:
        (one.lastEntryOn ?? "") > (sum.lastEntryOn ?? "") ? one.lastEntryOn : sum.lastEntryOn,
    };
  }
  return sum;
}

async function readPlan(api: Reader, month: string): Promise<MonthPlan> {
  const [sites, holidays, ruleSets, codes] = await Promise.all([
    readAll(api, "sites", { all: [] }),
    readAll(api, "holidays", daysOf(month)),
    readAll(api, "rule_sets", { all: [] }),
    readAll(api, "timesheet_codes", { all: [] }),
  ]);
  return monthPlan({
    month,
    codes: codesOf(codes.map(codeContent)),
    holidays: holidays.map(holidayOf),
    ruleSets: ruleSets.map((record) => ruleSetOf(ruleSetContent(record))),
    zones: zonesOf(sites),
  });
}

/** The last day up to today on which something is entered; plans for days to come are no sign of life. */
async function readLastDay(api: Reader, here: Filter, today: string): Promise<string | null> {
  const entered = ["code", "hours", "startTime"].map(
    (field) => ({ field, op: "isEmpty", value: false }) as const,
  );
  const past = { field: "date", op: "le", value: today } as const;
  const page = await api.list("timesheet_entries", {
    where: { all: [here, past, { any: entered }] },
    sort: [["date", "desc"]],
    limit: 1,
  });
  const [last] = page.records;
  return last === undefined ? null : entryOf(last).date;
}

async function readAll(api: Reader, collection: string, where: Filter): Promise<StoredRecord[]> {
  const all: StoredRecord[] = [];
  let after: string | null = null;
  do {
    const page = await api.list(collection, {
      where,
      sort: [["id", "asc"]],
      limit: LIMIT_MAX,
      ...(after === null ? {} : { after }),
    });
    all.push(...page.records);
    after = page.next;
  } while (after !== null);
  return all;
}

function daysOf(month: string): Filter {
  const { from, to } = gridRange(month);
  return { field: "date", op: "between", value: [from, to] };
}
