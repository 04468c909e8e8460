import { naturalId } from "@healthops/schema/natural-key";
import { holidays } from "./collections/holidays.ts";
import { periods } from "./collections/periods.ts";
import { ruleSets } from "./collections/rule-sets.ts";
import { timesheetCodes } from "./collections/timesheet-codes.ts";
import { timesheetEntries } from "./collections/timesheet-entries.ts";
import { workforceSettings } from "./collections/workforce-settings.ts";

/** The entry of an employee and a day (`YYYY-MM-DD`). */
export function entryIdOf(employeeId: string, date: string): string {
  return naturalId(timesheetEntries, { employeeId, date });
}

/** The period of a region and a month (`YYYY-MM`). */
export function periodIdOf(siteId: string, month: string): string {
  return naturalId(periods, { siteId, month });
}

/** The holiday of a day, everywhere (`siteId` null) or in one region. */
export function holidayIdOf(date: string, siteId: string | null): string {
  return naturalId(holidays, { date, siteId });
}

/** The rule set that begins to hold on a day. */
export function ruleSetIdOf(validFrom: string): string {
  return naturalId(ruleSets, { validFrom });
}

/** The timesheet code of that letter. */
export function codeIdOf(code: string): string {
  return naturalId(timesheetCodes, { code });
}

/** The setting of that name, everywhere (`siteId` null) or in one region. */
export function settingIdOf(key: string, siteId: string | null): string {
  return naturalId(workforceSettings, { key, siteId });
}
