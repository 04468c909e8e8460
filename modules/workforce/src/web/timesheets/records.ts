import { siteClockOf } from "@healthops/schema/core/site-clock";
import type { ContentOf } from "@healthops/schema/collection";
import type { StoredRecord } from "@healthops/schema/record";
import type { employees } from "../../collections/employees.ts";
import type { holidays } from "../../collections/holidays.ts";
import type { periods } from "../../collections/periods.ts";
import type { ruleSets } from "../../collections/rule-sets.ts";
import type { timesheetCodes } from "../../collections/timesheet-codes.ts";
import type { timesheetEntries } from "../../collections/timesheet-entries.ts";

// What the replica holds was validated by the declaration: this is where it gets its type.

export type Employee = ContentOf<typeof employees> & { readonly id: string };
export type Entry = ContentOf<typeof timesheetEntries> & {
  readonly id: string;
  readonly version: number;
  readonly updatedAt_us: number;
};

/** The same record gives the same employee, so that what is drawn from them is drawn once. */
export const employeeOf = once(({ id, content }: StoredRecord): Employee => ({
  ...(content as ContentOf<typeof employees>),
  id,
}));

/** The same record gives the same entry. */
export const entryOf = once(({ id, version, updatedAt_us, content }: StoredRecord): Entry => ({
  ...(content as ContentOf<typeof timesheetEntries>),
  id,
  version,
  updatedAt_us,
}));

function once<T extends object>(read: (record: StoredRecord) => T): (record: StoredRecord) => T {
  const known = new WeakMap<StoredRecord, T>();
  return (record) => {
    let value = known.get(record);
    if (value === undefined) known.set(record, (value = read(record)));
    return value;
  };
}

export function holidayOf({ content }: StoredRecord): ContentOf<typeof holidays> {
  return content as ContentOf<typeof holidays>;
}

export function ruleSetContent({ content }: StoredRecord): ContentOf<typeof ruleSets> {
  return content as ContentOf<typeof ruleSets>;
}

export function codeContent({ content }: StoredRecord): ContentOf<typeof timesheetCodes> {
  return content as ContentOf<typeof timesheetCodes>;
}

export function periodContent({ content }: StoredRecord): ContentOf<typeof periods> {
  return content as ContentOf<typeof periods>;
}

/** The time zones of sites by their ids, of those that have one. */
export function zonesOf(sites: readonly StoredRecord[]): ReadonlyMap<string, string> {
  return new Map(
    sites.flatMap(({ id, content }) => {
      const { timeZone } = siteClockOf(content);
      return timeZone === null ? [] : [[id, timeZone]];
    }),
  );
}
