import { present } from "@healthops/base/assert";
import { derivedId } from "@healthops/base/ids";
import { sites } from "@healthops/schema/core/sites";
import type { Content } from "@healthops/schema/record";
import { SeededRandom } from "@healthops/testing/random/seeded-random";
import { ReportDatabase } from "@healthops/testing/reports/report-database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entryIdOf, holidayIdOf } from "../../natural-ids.ts";
import { workforceModule } from "../../schema.ts";
import { absenceDays, monthAbsences } from "./absences.ts";
import { leaveBalances } from "./leave-balances.ts";
import { monthSummary, sumsByRate } from "./month-summary.ts";
import { overtimeOfYear } from "./overtime-year.ts";
import { daysWithin, vehicleFacts } from "./vehicle-use.ts";

// Every number of a report is computed here once more, the plainest way there is: minute by minute and
// day by day, without the rules, their tables or the database.

const HERE = derivedId("site", "here");
const THERE = derivedId("site", "there");
const SITES = [HERE, THERE];
const MONTH = "2026-03";
const DAY_ms = 86_400_000;
const random = new SeededRandom(2026);
const step = () => Promise.resolve();

const date = (day_ms: number): string => new Date(day_ms).toISOString().slice(0, 10);
const daysOf = (from: string, to: string): string[] =>
  Array.from({ length: (Date.parse(to) - Date.parse(from)) / DAY_ms + 1 }, (_, at) =>
    date(Date.parse(from) + at * DAY_ms),
  );

interface Person {
  readonly id: string;
  readonly siteId: string;
  readonly contract: number;
  readonly hiredOn: string;
  readonly cells: ReadonlyMap<
    string,
    { readonly code: string | null; readonly hours: number | null }
  >;
}

const HOLIDAYS = ["2026-01-01", "2026-03-19", "2026-04-23", "2026-05-01"];
const YEAR = daysOf("2025-12-29", "2026-12-31");
const people: readonly Person[] = Array.from({ length: 12 }, (_, at) => ({
  id: derivedId("employee", String(at)),
  siteId: at % 3 === 0 ? THERE : HERE,
  contract: random.pick([2700, 2700, 2400, 1800]),
  hiredOn: `${random.integer(2001, 2025)}-0${random.integer(1, 9)}-1${random.integer(0, 9)}`,
  cells: new Map(
    YEAR.filter(() => random.chance(0.85)).map((day) => [
      day,
      random.chance(0.12)
        ? { code: random.pick(["S", "İ", "R", "E"]), hours: null }
        : { code: null, hours: random.integer(0, 1450) / 100 },
    ]),
  ),
}));

function employeeRecord({ id, siteId, contract, hiredOn }: Person, at: number) {
  const fields = { name: `Person ${at}`, siteId, weeklyContractMinutes: contract, hiredOn };
  return { id, fields };
}

let reader: ReportDatabase;
beforeAll(async () => {
  reader = await ReportDatabase.open([sites, ...workforceModule.collections]);
  await reader.insert("employees", people.map(employeeRecord));
  const entries = people.flatMap(({ id, siteId, cells }) =>
    [...cells].map(([day, cell]) => {
      const fields: Content = { employeeId: id, date: day, siteId, isSpecial: false, ...cell };
      return { id: entryIdOf(id, day), fields };
    }),
  );
  await reader.insert("timesheet_entries", entries);
  await reader.insert(
    "holidays",
    HOLIDAYS.map((day) => ({
      id: holidayIdOf(day, null),
      fields: { date: day, name: "Holiday", halfDay: false, siteId: null },
    })),
  );
});
afterAll(() => reader.close());

const asked = () => ({
  reader: { ...unasked, list: reader.list.bind(reader), totals: reader.totals.bind(reader) },
  step,
});
const unasked = {
  pending: () => Promise.resolve([]),
  pendingRecords: () => Promise.resolve({}),
};

function personOf(id: string): Person {
  return present(
    people.find((person) => person.id === id),
    "the report has nobody else",
  );
}

interface Plain {
  worked: number;
  overtime: number;
  extra: number;
  rest: number;
  holiday: number;
  /** Holidays on which anything was worked. */
  holidays: number;
}

/** One person's minutes between two days, counted minute by minute from the Monday before. */
function plainly({ cells, contract }: Person, from: string, to: string): Plain {
  const sum: Plain = { worked: 0, overtime: 0, extra: 0, rest: 0, holiday: 0, holidays: 0 };
  let [week, overtime, extra] = [0, 0, 0];
  for (const day of YEAR.filter((each) => each <= to)) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday === 1) [week, overtime, extra] = [0, 0, 0];
    const minutes = Math.round((cells.get(day)?.hours ?? 0) * 60);
    const before = { overtime: up(overtime), extra: up(extra) };
    const off = HOLIDAYS.includes(day) ? "holiday" : weekday === 0 ? "rest" : null;
    const ordinary = off === null ? minutes : 0;
    const apart = off === "holiday" ? Math.min(minutes, 660) : minutes - ordinary;
    if (off === "holiday") overtime += minutes - apart;
    for (let minute = 1; minute <= ordinary; minute += 1) {
      if (minute > 660 || week >= 2700) overtime += 1;
      else if (week >= contract) extra += 1;
      if (minute <= 660) week += 1;
    }
    if (day < from) continue;
    sum.worked += minutes;
    if (off !== null) sum[off] += apart;
    if (off === "holiday" && minutes > 0) sum.holidays += 1;
    sum.overtime += up(overtime) - before.overtime;
    sum.extra += up(extra) - before.extra;
  }
  return sum;
}

function withoutDays({ worked, overtime, extra, rest, holiday }: Plain) {
  return { worked, overtime, extra, rest, holiday };
}

/** Whole half hours: under 30 minutes are 30, more are 60. */
function up(minutes: number): number {
  return minutes % 30 === 0 ? minutes : minutes + 30 - (minutes % 30);
}

describe("the month summary", () => {
  test("has for everybody what counting minute by minute gives, in both places", async () => {
    const months = await monthSummary(asked(), SITES, MONTH);
    expect(months).toHaveLength(people.length);
    for (const { employee, totals, days } of months) {
      const person = personOf(employee.id);
      const { worked, overtime, extraWork, restDay, holiday } = totals;
      expect({
        worked: worked.minutes,
        overtime: overtime.minutes,
        extra: extraWork.minutes,
        rest: restDay.minutes,
        holiday: holiday.minutes,
      }).toEqual(withoutDays(plainly(person, "2026-03-01", "2026-03-31")));
      const leave = [...person.cells].filter(
        ([day, { code }]) => day.startsWith(MONTH) && code === "S",
      );
      expect(totals.days.annual_leave ?? 0).toBe(leave.length);
      expect(days.reduce((sum, minutes) => sum + minutes, 0)).toBe(worked.minutes);
    }
  });

  test("by rate adds up to the same minutes, and pays them by the rate", async () => {
    const months = await monthSummary(asked(), SITES, MONTH);
    const all = people.map((person) => plainly(person, "2026-03-01", "2026-03-31"));
    const sum = (of: keyof Plain): number => all.reduce((total, plain) => total + plain[of], 0);
    const rates = sumsByRate(months).map(({ kind, percent, minutes, paidMinutes }) => [
      kind,
      percent,
      minutes,
      paidMinutes,
    ]);
    expect(rates).toEqual([
      ["overtime", 150, sum("overtime"), sum("overtime") * 1.5],
      ["extraWork", 125, sum("extra"), sum("extra") * 1.25],
      ["restDay", 150, sum("rest"), sum("rest") * 1.5],
      ["holiday", 100, sum("holiday"), sum("holidays") * 450],
    ]);
  });

  test("of one place has only its people", async () => {
    const months = await monthSummary(asked(), [THERE], MONTH);
    expect(new Set(months.map(({ employee }) => employee.siteId))).toEqual(new Set([THERE]));
    expect(months).toHaveLength(4);
  });
});

test("the year's overtime is the months', against 270 hours", async () => {
  const year = await overtimeOfYear(asked(), SITES, "2026");
  expect(year.map(({ cap }) => cap.usedMinutes)).toEqual(
    people
      .map((person) => plainly(person, "2026-01-01", "2026-12-31").overtime)
      .filter((minutes) => minutes > 0)
      .toSorted((a, b) => b - a),
  );
  for (const { employee, months, cap } of year) {
    const person = personOf(employee.id);
    expect(months[2]).toBe(plainly(person, "2026-03-01", "2026-03-31").overtime);
    expect(months[11]).toBe(plainly(person, "2026-12-01", "2026-12-31").overtime);
    expect(cap.capMinutes).toBe(270 * 60);
    expect(cap.level === "over").toBe(cap.usedMinutes > 270 * 60);
  }
});

test("leave left is what every completed year brought, less the days coded so", async () => {
  const on = "2026-07-15";
  const balances = await leaveBalances(asked(), SITES, on);
  expect(balances).toHaveLength(people.length);
  for (const { employee, balance, planned } of balances) {
    const person = personOf(employee.id);
    let earned = 0;
    for (let years = 1; years < 40; years += 1) {
      const anniversary = `${Number(person.hiredOn.slice(0, 4)) + years}${person.hiredOn.slice(4)}`;
      if (anniversary <= on) earned += years > 5 ? (years >= 15 ? 26 : 20) : 14;
    }
    const coded = [...person.cells].filter(([, { code }]) => code === "S").map(([day]) => day);
    const taken = coded.filter((day) => day <= on).length;
    expect([balance.earned, balance.taken, balance.left, planned]).toEqual([
      earned,
      taken,
      earned - taken,
      coded.length - taken,
    ]);
  }
});

test("the absence calendar has each code on its day and counts it by kind", async () => {
  const { days, people: absent } = await monthAbsences(asked(), SITES, MONTH);
  expect(days).toEqual(daysOf("2026-03-01", "2026-03-31"));
  const expected = people.flatMap(({ id, cells }) => {
    const codes = days.map((day) => cells.get(day)?.code ?? null);
    return codes.some((code) => code !== null) ? [[id, codes]] : [];
  });
  const found = absent.map((own) => [own.employee.id, own.days.map((code) => code?.code ?? null)]);
  expect(new Map(found as [string, unknown][])).toEqual(new Map(expected as [string, unknown][]));
  for (const own of absent) {
    const count = (letter: string): number =>
      own.days.filter((code) => code?.code === letter).length;
    expect(absenceDays(own.days)).toEqual({
      annual_leave: count("S"),
      paid_leave: count("İ"),
      unpaid_leave: 0,
      sick_leave: count("R"),
      missing: count("E"),
      half_day: 0,
    });
  }
});

test("days of driving are the hours within the period, one by one, by 24", () => {
  const hour_ms = DAY_ms / 24;
  const base_ms = Date.parse("2026-03-01T00:00:00Z");
  const at = (hour: number): number => base_ms + hour * hour_ms;
  for (let round = 0; round < 300; round += 1) {
    const start = random.integer(-300, 300);
    const end = random.chance(0.2) ? null : start + random.integer(1, 400);
    const period = { from: random.integer(-100, 100), until: random.integer(101, 400) };
    let hours = 0;
    for (let hour = period.from; hour < period.until; hour += 1) {
      if (hour >= start && (end === null || hour < end)) hours += 1;
    }
    const days = daysWithin(
      {
        startsAt: new Date(at(start)).toISOString(),
        endsAt: end === null ? null : new Date(at(end)).toISOString(),
      },
      { from_ms: at(period.from), until_ms: at(period.until) },
    );
    expect(days).toBeCloseTo(hours / 24, 9);
  }
});

test("vehicles are named with their drivers, and dates that run out come first by urgency", async () => {
  const [car, driver] = [derivedId("vehicle", "1"), derivedId("driver", "1")];
  await reader.insert("vehicles", [
    {
      id: car,
      fields: {
        plate: "06 A 1",
        siteId: HERE,
        inspectionDueOn: "2026-03-20",
        insuranceDueOn: "2027-01-01",
      },
    },
  ]);
  await reader.insert("drivers", [
    { id: driver, fields: { fullName: "Driver", siteId: HERE, licenseValidUntil: "2026-03-01" } },
  ]);
  const assignment = (name: string, startsAt: string, endsAt: string | null) => ({
    id: derivedId("assignment", name),
    fields: { vehicleId: car, driverId: driver, siteId: HERE, startsAt, endsAt },
  });
  await reader.insert("vehicle_assignments", [
    assignment("before", "2026-01-01T08:00:00.000Z", "2026-03-01T00:00:00.000Z"),
    assignment("within", "2026-03-30T00:00:00.000Z", null),
    assignment("after", "2026-04-01T00:00:00.000Z", null),
  ]);
  const facts = await vehicleFacts(asked(), {
    siteIds: SITES,
    period: { from_ms: Date.parse("2026-03-01"), until_ms: Date.parse("2026-04-01") },
    today: "2026-03-10",
    daysAhead: 30,
  });
  expect(facts.uses.map(({ plate, driver: who, days }) => [plate, who, days])).toEqual([
    ["06 A 1", "Driver", 2],
  ]);
  expect(facts.warnings.map(({ name, what, daysLeft }) => [name, what, daysLeft])).toEqual([
    ["Driver", "licence", -9],
    ["06 A 1", "inspection", 10],
  ]);
});
