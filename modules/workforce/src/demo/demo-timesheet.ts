import type { Change } from "../change.ts";
import { creation } from "../change.ts";
import { timesheetEntries } from "../collections/timesheet-entries.ts";
import { entryIdOf } from "../natural-ids.ts";
import { dateOfDay, weekdayOf } from "../rules/calendar.ts";
import type { DemoEmployee } from "./demo-employees.ts";
import type { Seeded } from "./seeded.ts";
import type { KnownHoliday } from "./turkish-holidays.ts";

type Cell = Partial<{
  code: string;
  startTime: string;
  endTime: string;
  breakMinutes: number;
  note: string;
}>;

const SATURDAY = 6;
const SUNDAY = 7;

/** Days of annual leave that somebody takes in a year at most, and days between one leave and the next. */
const LEAVE_DAYS = 15;
const LEAVE_APART = 60;

/** Leave is entered so many days ahead. */
const AHEAD = 14;

/** An employee's entries from a day to this morning, and the leave that is planned (numbers of days). */
export function demoTimesheet(
  employee: DemoEmployee,
  siteId: string,
  { first, today }: { readonly first: number; readonly today: number },
  holidays: ReadonlyMap<string, KnownHoliday>,
  dice: Seeded,
): readonly Change[] {
  const changes: Change[] = [];
  const absence = { code: "", days: 0 };
  const leave = { left: LEAVE_DAYS, lastOn: first - LEAVE_APART };
  for (let day = first; day <= today + AHEAD; day += 1) {
    const date = dateOfDay(day);
    const weekday = weekdayOf(day);
    const holiday = holidays.get(date);
    const off = weekday === SUNDAY || (weekday === SATURDAY && !employee.pattern.saturdays);
    if (absence.days === 0 && weekday === 1) {
      const drawn = drawAbsence(dice, { left: leave.left, since: day - leave.lastOn });
      Object.assign(absence, drawn);
      if (drawn.code === "S") Object.assign(leave, { left: leave.left - drawn.days, lastOn: day });
    }
    const cell = off
      ? weekendCell(weekday, dice)
      : holiday !== undefined && !holiday.halfDay
        ? { code: "T" }
        : absence.days > 0
          ? { code: absence.code }
          : workCell(employee, weekday, dice);
    if (!off && absence.days > 0) absence.days -= 1;
    const isAsked = day === today && employee.askedToday && dice.chance(0.9);
    const known = cell === null ? null : knownOn(day - today, cell, isAsked);
    if (known === null) continue;
    const place = { employeeId: employee.id, date, siteId };
    changes.push(creation(timesheetEntries, entryIdOf(employee.id, date), { ...place, ...known }));
  }
  return changes;
}

/** All of the past; of today who came, where they were asked for; of days to come planned leave. */
function knownOn(ahead: number, cell: Cell, isAsked: boolean): Cell | null {
  if (ahead < 0) return cell;
  const { code = null } = cell;
  if (code === "S") return { code };
  return code !== null && isAsked ? { code } : null;
}

/** On a Monday: perhaps a week or two of leave, where some is left, or some days of illness. */
function drawAbsence(
  dice: Seeded,
  { left, since }: { readonly left: number; readonly since: number },
): { readonly code: string; readonly days: number } {
  if (left > 0 && since > LEAVE_APART && dice.chance(0.06)) {
    return { code: "S", days: Math.min(left, dice.pick([5, 5, 10])) };
  }
  if (dice.chance(0.02)) return { code: "R", days: dice.integer(1, 4) };
  return { code: "", days: 0 };
}

/** Mostly nothing: the grid marks weekends by itself. */
function weekendCell(weekday: number, dice: Seeded): Cell | null {
  if (!dice.chance(0.02)) return null;
  return weekday === SUNDAY
    ? { code: "H", startTime: "09:00", endTime: "14:00", note: "Arıza" }
    : { code: "N", startTime: "09:00", endTime: "14:00" };
}

function workCell({ pattern }: DemoEmployee, weekday: number, dice: Seeded): Cell {
  if (dice.chance(0.004)) return { code: "E" };
  if (dice.chance(0.008)) return { code: "İ" };
  if (dice.chance(0.006)) return { code: "Y" };
  const code = pattern.startTime > "20:00" ? "G" : "N";
  if (pattern.codeOnly) return { code };
  const { startTime } = pattern;
  if (weekday === SATURDAY) return { code, startTime, endTime: "13:00" };
  if (!dice.chance(0.07)) return { code, startTime, endTime: pattern.endTime };
  const later = Number(pattern.endTime.slice(0, 2)) + dice.integer(1, 3);
  const endTime = `${String(later % 24).padStart(2, "0")}${pattern.endTime.slice(2)}`;
  return dice.chance(0.15)
    ? { code, startTime, endTime, note: "Sevkiyat gecikti" }
    : { code, startTime, endTime };
}
