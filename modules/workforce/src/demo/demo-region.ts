import type { Change } from "../change.ts";
import { creation } from "../change.ts";
import { periods } from "../collections/periods.ts";
import { periodIdOf } from "../natural-ids.ts";
import { dateOfDay, dayNumber, monthDays, monthOf } from "../rules/calendar.ts";
import { demoEmployees } from "./demo-employees.ts";
import { firstMonth, monthsBefore } from "./demo-months.ts";
import { demoTimesheet } from "./demo-timesheet.ts";
import { demoVehicles } from "./demo-vehicles.ts";
import type { DemoRegion } from "./region.ts";
import { Seeded } from "./seeded.ts";
import { turkishHolidays } from "./turkish-holidays.ts";

/** What the region's clerk enters: people, vehicles, months of timesheets up to this morning. */
export function demoEntries(region: DemoRegion): readonly (readonly Change[])[] {
  const dice = new Seeded(region.siteId);
  const staff = demoEmployees(region, dice, region.employees);
  const holidays = new Map(
    [-1, 0]
      .flatMap((years) => turkishHolidays(Number(region.today.slice(0, 4)) + years))
      .map((holiday) => [holiday.date, holiday]),
  );
  const days = {
    first: monthDays(firstMonth(region)).first,
    today: dayNumber(region.today),
  };
  const groups: (readonly Change[])[] = [
    staff.map(({ change }) => change),
    demoVehicles(region, staff, dice),
  ];
  for (const employee of staff) {
    // A month a group, as a clerk enters them.
    const entries = demoTimesheet(employee, region.siteId, days, holidays, dice);
    groups.push(...Map.groupBy(entries, ({ fields }) => monthOf(String(fields["date"]))).values());
  }
  return groups;
}

/** The region's months: all locked but the last, which waits for approval, and the current, open one. */
export function demoPeriods(region: DemoRegion): readonly Change[] {
  const { siteId, clerkId, managerId } = region;
  const months = monthsBefore(region);
  return months.map((month, at) => {
    const after = (days: number) => `${dateOfDay(monthDays(month).last + days)}T09:00:00.000Z`;
    const submitted = { submittedBy: clerkId, submittedAt: after(1) };
    const id = periodIdOf(siteId, month);
    if (at === months.length - 1) {
      return creation(periods, id, { siteId, month, state: "submitted", ...submitted });
    }
    return creation(periods, id, {
      siteId,
      month,
      state: "locked",
      ...submitted,
      approvedBy: managerId,
      approvedAt: after(3),
      lockedBy: managerId,
      lockedAt: after(5),
    });
  });
}
