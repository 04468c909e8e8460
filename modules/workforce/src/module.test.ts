import { moduleSuite } from "@healthops/testing/module-suite/module-suite";
import { workforceHub } from "./hub.ts";
import {
  codeIdOf,
  entryIdOf,
  holidayIdOf,
  periodIdOf,
  ruleSetIdOf,
  settingIdOf,
} from "./natural-ids.ts";

const siteOf = (siteId: unknown): string | null => (typeof siteId === "string" ? siteId : null);

moduleSuite({
  module: workforceHub,
  folder: new URL("..", import.meta.url),
  naturalIds: {
    timesheet_entries: ({ employeeId, date }) => entryIdOf(String(employeeId), String(date)),
    periods: ({ siteId, month }) => periodIdOf(String(siteId), String(month)),
    holidays: ({ date, siteId }) => holidayIdOf(String(date), siteOf(siteId)),
    rule_sets: ({ validFrom }) => ruleSetIdOf(String(validFrom)),
    timesheet_codes: ({ code }) => codeIdOf(String(code)),
    workforce_settings: ({ key, siteId }) => settingIdOf(String(key), siteOf(siteId)),
  },
});
