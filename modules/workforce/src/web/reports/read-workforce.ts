import { readAll } from "@healthops/ui/reports/read-all";
import type { ReportReader } from "@healthops/ui/reports/report";
import { gridRange } from "../../rules/month-grid.ts";
import type { GridHoliday } from "../../rules/month-grid.ts";
import type { Code } from "../../terms/codes.ts";
import { codesOf } from "../../terms/codes.ts";
import type { RuleSet } from "../../rules/rule-set.ts";
import { ruleSetOf } from "../../rules/rule-set.ts";
import type { Employee, Entry } from "../timesheets/records.ts";
import {
  codeContent,
  employeeOf,
  entryOf,
  holidayOf,
  ruleSetContent,
  zonesOf,
} from "../timesheets/records.ts";

export type Reader = Pick<ReportReader, "list" | "totals">;

/** What hours are counted by. */
export interface Rules {
  readonly codes: ReadonlyMap<string, Code>;
  readonly ruleSets: readonly RuleSet[];
  readonly holidays: readonly GridHoliday[];
  readonly zones: ReadonlyMap<string, string>;
}

const EVERYTHING = { all: [] } as const;

/** The codes, rule sets and holidays on this device; holidays of those days only. */
export async function readRules(
  reader: Reader,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Rules> {
  const days = { field: "date", op: "between", value: [from, to] } as const;
  const [sites, codes, ruleSets, holidays] = await Promise.all([
    readAll(reader, "sites", EVERYTHING, "id"),
    readAll(reader, "timesheet_codes", EVERYTHING, "id"),
    readAll(reader, "rule_sets", EVERYTHING, "id"),
    readAll(reader, "holidays", days, "date"),
  ]);
  return {
    codes: codesOf(codes.map(codeContent)),
    ruleSets: ruleSets.map((record) => ruleSetOf(ruleSetContent(record))),
    holidays: holidays.map(holidayOf),
    zones: zonesOf(sites),
  };
}

/** All employees of a place, whether they still work there or not. */
export async function readEmployees(reader: Reader, siteId: string): Promise<readonly Employee[]> {
  const here = { field: "siteId", op: "eq", value: siteId } as const;
  return (await readAll(reader, "employees", here, "name")).map(employeeOf);
}

/** The entries of a place that a month is computed from, by employee. */
export async function readMonthEntries(
  reader: Reader,
  siteId: string,
  month: string,
): Promise<ReadonlyMap<string, readonly Entry[]>> {
  const { from, to } = gridRange(month);
  const where = {
    all: [
      { field: "siteId", op: "eq", value: siteId },
      { field: "date", op: "between", value: [from, to] },
    ],
  } as const;
  const entries = (await readAll(reader, "timesheet_entries", where, "date")).map(entryOf);
  return Map.groupBy(entries, ({ employeeId }) => employeeId);
}

/** Whether somebody was employed on some day of a month, or has an entry in it. */
export function worksIn(
  { hiredOn, leftOn }: Pick<Employee, "hiredOn" | "leftOn">,
  entries: readonly Entry[],
  month: string,
): boolean {
  const employed = (hiredOn ?? "") <= `${month}-31` && (leftOn ?? "9999") >= `${month}-01`;
  return employed || entries.some(({ date }) => date.startsWith(month));
}
