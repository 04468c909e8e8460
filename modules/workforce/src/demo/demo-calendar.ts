import type { Change } from "../change.ts";
import { creation } from "../change.ts";
import { holidays } from "../collections/holidays.ts";
import { ruleSets } from "../collections/rule-sets.ts";
import { timesheetCodes } from "../collections/timesheet-codes.ts";
import { workforceSettings } from "../collections/workforce-settings.ts";
import { codeIdOf, holidayIdOf, ruleSetIdOf, settingIdOf } from "../natural-ids.ts";
import { DEFAULT_CODES } from "../terms/codes.ts";
import { WARN_DAYS_AHEAD } from "../settings.ts";
import { turkishHolidays } from "./turkish-holidays.ts";

/** What all regions of the demo share: rules, codes, the holidays of the years around `today`. */
export function demoCalendar(today: string): readonly Change[] {
  const year = Number(today.slice(0, 4));
  const from = `${year - 2}-01-01`;
  return [
    creation(ruleSets, ruleSetIdOf(from), { validFrom: from, name: "4857" }),
    ...DEFAULT_CODES.map(({ code, kind, name, minutes }, at) =>
      creation(timesheetCodes, codeIdOf(code), {
        code,
        countsAs: kind,
        nameEn: name.en,
        nameTr: name.tr,
        minutes,
        position: (at + 1) * 10,
      }),
    ),
    creation(workforceSettings, settingIdOf(WARN_DAYS_AHEAD, null), {
      key: WARN_DAYS_AHEAD,
      value: "30",
    }),
    ...[year - 1, year, year + 1]
      .flatMap(turkishHolidays)
      .map(({ date, name, halfDay }) =>
        creation(holidays, holidayIdOf(date, null), { date, name, halfDay }),
      ),
  ];
}
