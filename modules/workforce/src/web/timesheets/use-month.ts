import { useTimeZone, useTodayAt } from "@healthops/ui/data/site-clock.tsx";
import { useRecord, usePendingRecords } from "@healthops/ui/data/hooks";
import { useWholeList } from "@healthops/ui/data/use-whole-list";
import type { Watched } from "@healthops/ui/data/watched";
import { valueOr } from "@healthops/ui/data/watched";
import type { PendingStates } from "@healthops/replica/remote/replica-api";
import type { StoredRecord } from "@healthops/schema/record";
import { useMemo, useState } from "react";
import { periodIdOf } from "../../natural-ids.ts";
import type { Code } from "../../terms/codes.ts";
import { codesOf } from "../../terms/codes.ts";
import type { MonthPlan } from "../../rules/month-grid.ts";
import { gridRange, monthPlan } from "../../rules/month-grid.ts";
import type { PeriodState } from "../../rules/periods.ts";
import type { RuleSet } from "../../rules/rule-set.ts";
import { ruleSetOf } from "../../rules/rule-set.ts";
import { EntryGroups } from "./entry-groups.ts";
import type { Employee, Entry } from "./records.ts";
import {
  codeContent,
  employeeOf,
  entryOf,
  holidayOf,
  periodContent,
  ruleSetContent,
} from "./records.ts";

/** Everything that the month of one region is drawn from. */
export interface Month {
  /** Those who worked here in the month, by name. */
  readonly employees: readonly Employee[];
  /** By employee; of the month and of the days before it in its first week. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  readonly plan: MonthPlan;
  readonly ruleSets: readonly RuleSet[];
  readonly codes: ReadonlyMap<string, Code>;
  /** The region's time zone by its id, where it has one. */
  readonly zones: ReadonlyMap<string, string>;
  /** Which day it is there. */
  readonly today: string;
  readonly state: PeriodState;
  readonly period: StoredRecord | null;
  readonly pending: PendingStates;
  /** Ids of open conflicts by the record they are about. */
  readonly conflicts: ReadonlyMap<string, string>;
  /** What the cells of an employee have as signs, as one text that changes with them. */
  readonly signs: ReadonlyMap<string, string>;
  /** Ids of entries with a local change that are not among the entries: refused when they were new. */
  readonly unheld: ReadonlySet<string>;
}

const ALL = { all: [] } as const;
const OPEN = {
  all: [
    { field: "collection", op: "eq", value: "timesheet_entries" },
    { field: "status", op: "eq", value: "open" },
  ],
} as const;
const NONE: ReadonlyMap<string, StoredRecord> = new Map();
const NO_PENDING: PendingStates = {};

/** Follows a month of a region; `loading` until all of it is here. */
export function useMonth(
  siteId: string,
  month: string,
  compare: (a: string, b: string) => number,
): Watched<Month> {
  const here = { field: "siteId", op: "eq", value: siteId } as const;
  const employees = useWholeList("employees", here);
  const entries = useWholeList("timesheet_entries", { all: [here, daysOf(month)] });
  const today = useTodayAt(siteId);
  const zone = useTimeZone(siteId);
  const zones = useMemo(
    (): ReadonlyMap<string, string> => new Map(zone === null ? [] : [[siteId, zone]]),
    [siteId, zone],
  );
  const rules = useMonthRules(month, zones);
  const conflicts = useConflicts();
  const period = valueOr(useRecord("periods", periodIdOf(siteId, month)), null);
  const pending = valueOr(usePendingRecords("timesheet_entries"), NO_PENDING);

  const held = valueOr(entries, NONE);
  const [groups] = useState(() => new EntryGroups());
  const byEmployee = useMemo(() => groups.next(held), [groups, held]);
  const sorted = useMemo(
    () =>
      [...valueOr(employees, NONE).values()]
        .map(employeeOf)
        .toSorted((a, b) => compare(a.name, b.name) || compare(a.id, b.id)),
    [employees, compare],
  );
  const people = useMemo(() => workingIn(sorted, byEmployee, month), [sorted, byEmployee, month]);
  const signs = useMemo(() => signsOf(held, pending, conflicts), [held, pending, conflicts]);
  const unheld = useUnheld(held, pending);
  return useMemo((): Watched<Month> => {
    const unready = firstUnready([employees, entries, rules]);
    if (unready !== null) return unready;
    if (rules.state !== "ready") return { state: "loading" };
    const value = {
      ...rules.value,
      zones,
      today,
      employees: people,
      entries: byEmployee,
      period,
      state: period === null ? "open" : periodContent(period).state,
      pending,
      conflicts,
      signs,
      unheld,
    } as const;
    return { state: "ready", value };
  }, [
    employees,
    entries,
    rules,
    people,
    byEmployee,
    period,
    pending,
    conflicts,
    signs,
    unheld,
    zones,
    today,
  ]);
}

type Rules = Pick<Month, "plan" | "codes" | "ruleSets">;

/** What the month goes by, wherever it is: holidays, rule sets, codes. */
function useMonthRules(month: string, zones: Month["zones"]): Watched<Rules> {
  const holidays = useWholeList("holidays", daysOf(month));
  const ruleSets = useWholeList("rule_sets", ALL);
  const codeRecords = useWholeList("timesheet_codes", ALL);
  return useMemo((): Watched<Rules> => {
    const unready = firstUnready([holidays, ruleSets, codeRecords]);
    if (unready !== null) return unready;
    const codes = codesOf(valuesOf(codeRecords).map(codeContent));
    const rules = valuesOf(ruleSets).map((record) => ruleSetOf(ruleSetContent(record)));
    const held = valuesOf(holidays).map(holidayOf);
    const plan = monthPlan({ month, codes, holidays: held, ruleSets: rules, zones });
    return { state: "ready", value: { plan, codes, ruleSets: rules } };
  }, [month, holidays, ruleSets, codeRecords, zones]);
}

/** Open conflicts of timesheet entries, by the entry. */
function useConflicts(): ReadonlyMap<string, string> {
  const conflicts = useWholeList("conflicts", OPEN);
  return useMemo(
    () => new Map(valuesOf(conflicts).map(({ id, content }) => [String(content["recordId"]), id])),
    [conflicts],
  );
}

function daysOf(month: string) {
  const { from, to } = gridRange(month);
  return { field: "date", op: "between", value: [from, to] } as const;
}

type Whole = Watched<ReadonlyMap<string, StoredRecord>>;

function valuesOf(whole: Whole): readonly StoredRecord[] {
  return [...valueOr(whole, NONE).values()];
}

/** A failure goes before waiting. */
function firstUnready(
  parts: readonly Watched<unknown>[],
): Exclude<Watched<never>, { readonly state: "ready" }> | null {
  for (const state of ["failed", "loading"] as const) {
    const part = parts.find((one) => one.state === state);
    if (part !== undefined && part.state !== "ready") return part;
  }
  return null;
}

const NOTHING: ReadonlySet<string> = new Set();

function useUnheld(
  entries: ReadonlyMap<string, StoredRecord>,
  pending: PendingStates,
): ReadonlySet<string> {
  const key = Object.keys(pending)
    .filter((id) => !entries.has(id))
    .join();
  return useMemo(() => (key === "" ? NOTHING : new Set(key.split(","))), [key]);
}

function signsOf(
  entries: ReadonlyMap<string, StoredRecord>,
  pending: PendingStates,
  conflicts: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const signs = new Map<string, string>();
  for (const id of new Set([...Object.keys(pending), ...conflicts.keys()])) {
    const record = entries.get(id);
    if (record === undefined) continue;
    const { employeeId } = entryOf(record);
    const own = `${id} ${pending[id]?.join() ?? ""}${conflicts.has(id) ? "!" : ""};`;
    signs.set(employeeId, (signs.get(employeeId) ?? "") + own);
  }
  return signs;
}

/** Who was employed on some day of the month, or has an entry in it. */
function workingIn(
  employees: readonly Employee[],
  entries: ReadonlyMap<string, readonly Entry[]>,
  month: string,
): readonly Employee[] {
  return employees.filter(
    ({ id, hiredOn, leftOn }) =>
      ((hiredOn ?? "") <= `${month}-31` && (leftOn ?? "9999") >= `${month}-01`) ||
      entries.get(id)?.some(({ date }) => date.startsWith(month)) === true,
  );
}
