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

export function employeeOf({ id, content }: StoredRecord): Employee {
  return { ...(content as ContentOf<typeof employees>), id };
}

export function entryOf({ id, version, updatedAt_us, content }: StoredRecord): Entry {
  return { ...(content as ContentOf<typeof timesheetEntries>), id, version, updatedAt_us };
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
