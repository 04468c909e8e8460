import { derivedId } from "@healthops/base/ids";

// Records with a natural key have the same id wherever they are made, so that two devices which make
// "the same" record meet in one.

/** The entry of an employee and a day (`YYYY-MM-DD`). */
export function entryIdOf(employeeId: string, date: string): string {
  return derivedId("timesheet_entries", employeeId, date);
}

/** The period of a region and a month (`YYYY-MM`). */
export function periodIdOf(siteId: string, month: string): string {
  return derivedId("periods", siteId, month);
}

/** The holiday of a day, everywhere (`siteId` null) or in one region. */
export function holidayIdOf(date: string, siteId: string | null): string {
  return derivedId("holidays", date, siteId ?? "");
}

/** The rule set that begins to hold on a day. */
export function ruleSetIdOf(validFrom: string): string {
  return derivedId("rule_sets", validFrom);
}

/** The timesheet code of that letter. */
export function codeIdOf(code: string): string {
  return derivedId("timesheet_codes", code);
}

/** The setting of that name, everywhere (`siteId` null) or in one region. */
export function settingIdOf(key: string, siteId: string | null): string {
  return derivedId("workforce_settings", key, siteId ?? "");
}
