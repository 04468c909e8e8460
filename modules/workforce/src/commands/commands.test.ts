import { systemPorts } from "@healthops/base/system-ports";
import { isProblem } from "@healthops/base/problem";
import { describe, expect, test } from "vitest";
import { entryIdOf, periodIdOf } from "../natural-ids.ts";
import type { PeriodState } from "../rules/periods.ts";
import { WARN_DAYS_AHEAD, warnDaysAhead } from "../settings.ts";
import { assignVehicle } from "./assign-vehicle.ts";
import { moveEmployee } from "./move-employee.ts";
import {
  approvePeriod,
  lockPeriod,
  reopenPeriod,
  submitPeriod,
  takeBackPeriod,
} from "./period-commands.ts";
import type { CellWrite } from "./write-cells.ts";
import { cellRefusal, writeCells } from "./write-cells.ts";

const EMPLOYEE = {
  id: "0190a000-0000-7000-8000-000000000001",
  siteId: "ankara",
  hiredOn: null,
  leftOn: null,
};
const ENTRY = {
  code: "N",
  startTime: "08:00",
  endTime: "17:00",
  breakMinutes: null,
  hours: null,
  isSpecial: false,
  note: "late",
};
const open = (): PeriodState => "open";
const march = (state: PeriodState | null) => ({ siteId: "ankara", month: "2026-03", state });
const at = (day: number) => `2026-03-${String(day).padStart(2, "0")}T08:00:00.000Z`;
const cell = (more: Partial<CellWrite>): CellWrite => ({
  employee: EMPLOYEE,
  date: "2026-03-02",
  entry: null,
  content: { code: "N" },
  ...more,
});

describe("a cell", () => {
  test("that is new is an entry under the id of its employee and day", () => {
    expect(writeCells([cell({})], open)).toEqual([
      [
        {
          op: "create",
          collection: "timesheet_entries",
          id: entryIdOf(EMPLOYEE.id, "2026-03-02"),
          fields: { employeeId: EMPLOYEE.id, date: "2026-03-02", code: "N" },
        },
      ],
    ]);
  });

  test("is replaced whole but for its note, and only what differs is a change", () => {
    const [group] = writeCells([cell({ entry: ENTRY, content: { code: "S" } })], open);
    expect(group?.[0]).toMatchObject({ op: "update" });
    expect(group?.[0]?.fields).toEqual({ code: "S", startTime: null, endTime: null });
  });

  test("is cleared by emptying it, never by deleting its entry", () => {
    const [group] = writeCells([cell({ entry: ENTRY, content: null })], open);
    expect(group?.[0]).toMatchObject({ op: "update" });
    expect(group?.[0]?.fields).toEqual({ code: null, startTime: null, endTime: null, note: null });
  });

  test("that stays as it is changes nothing", () => {
    expect(writeCells([cell({ entry: ENTRY, content: ENTRY })], open)).toEqual([]);
    expect(writeCells([cell({ content: null })], open)).toEqual([]);
  });

  test.each(["submitted", "approved", "locked"] as const)(
    "of a month that is %s is refused with the reason",
    (state) => {
      expect(() => writeCells([cell({})], () => state)).toThrowError(/March 2026/);
      expect(cellRefusal(cell({}), () => state)).toMatchObject({ code: "period_closed" });
    },
  );

  test("outside of the employment is refused, but what stands there can be cleared", () => {
    const employee = { ...EMPLOYEE, hiredOn: "2026-03-03" };
    expect(cellRefusal(cell({ employee }), open)).toMatchObject({ code: "not_employed" });
    expect(cellRefusal(cell({ employee, content: null }), open)).toBeNull();
  });

  test("goes with up to a thousand others in a group", () => {
    const writes = Array.from({ length: 2_001 }, (_, at) =>
      cell({
        employee: { ...EMPLOYEE, id: `${EMPLOYEE.id.slice(0, -4)}${String(at).padStart(4, "0")}` },
      }),
    );
    expect(writeCells(writes, open).map((group) => group.length)).toEqual([1_000, 1_000, 1]);
  });
});

describe("a period", () => {
  const clerk = { role: "USER" } as const;
  const manager = { role: "MANAGER" } as const;

  test("is submitted by a clerk, approved and locked by a manager, who also reopens it; who and when is the hub's to say", () => {
    expect(submitPeriod(clerk, march(null))).toEqual({
      op: "create",
      collection: "periods",
      id: periodIdOf("ankara", "2026-03"),
      fields: {
        siteId: "ankara",
        month: "2026-03",
        state: "submitted",
      },
    });
    expect(takeBackPeriod(clerk, march("submitted")).fields).toEqual({ state: "open" });
    expect(approvePeriod(manager, march("submitted")).fields).toEqual({ state: "approved" });
    expect(lockPeriod(manager, march("approved")).fields).toEqual({ state: "locked" });
    expect(reopenPeriod(manager, march("locked"), " wrong day ").fields).toEqual({
      state: "open",
      reason: "wrong day",
    });
  });

  test.each<[string, () => unknown, string]>([
    ["approved by a clerk", () => approvePeriod(clerk, march("submitted")), "period_step"],
    ["reopened by a clerk", () => reopenPeriod(clerk, march("approved"), "x"), "period_step"],
    ["approved unsubmitted", () => approvePeriod(manager, march(null)), "period_step"],
    ["submitted twice", () => submitPeriod(clerk, march("submitted")), "period_step"],
    [
      "reopened without a reason",
      () => reopenPeriod(manager, march("locked"), " "),
      "reason_missing",
    ],
  ])("is not %s", (_what, take, code) => {
    expect(take).toThrowError(expect.objectContaining({ code }));
  });
});

/** How many changes it makes, or the code of what it throws. */
function outcomeOf(act: () => readonly unknown[]): number | string {
  try {
    return act().length;
  } catch (error) {
    return isProblem(error) ? error.code : String(error);
  }
}

describe("a vehicle", () => {
  const ports = systemPorts();
  const known = (more: object) => ({
    id: "a1",
    vehicleId: "v1",
    driverId: "d1",
    startsAt: at(1),
    endsAt: null,
    ...more,
  });

  test("goes from one driver to the next: what is open ends where the new one begins", () => {
    const changes = assignVehicle(ports, { vehicleId: "v1", driverId: "d2", startsAt: at(5) }, [
      known({}),
    ]);
    expect(changes.map(({ op, fields }) => [op, fields["endsAt"]])).toEqual([
      ["update", at(5)],
      ["create", null],
    ]);
  });

  test.each<[string, object, boolean]>([
    ["ends where the new one begins", { endsAt: at(5) }, false],
    ["ends a moment later", { endsAt: "2026-03-05T08:00:00.001Z" }, true],
    ["begins where the new one ends", { startsAt: at(9), endsAt: at(12) }, false],
    [
      "has the driver meanwhile",
      { vehicleId: "v2", driverId: "d2", startsAt: at(6), endsAt: at(7) },
      true,
    ],
    ["is of others", { vehicleId: "v2", startsAt: at(6), endsAt: at(7) }, false],
    ["begins later, without an end", { startsAt: at(8) }, true],
  ])("beside an assignment that %s", (_what, more, clashes) => {
    const wanted = { vehicleId: "v1", driverId: "d2", startsAt: at(5), endsAt: at(9) };
    expect(outcomeOf(() => assignVehicle(ports, wanted, [known(more)]))).toBe(
      clashes ? "assignment_clash" : 1,
    );
  });
});

test("an employee is moved by administrators alone", () => {
  expect(moveEmployee({ role: "ADMIN" }, "e1", "bursa").fields).toEqual({ siteId: "bursa" });
  expect(() => moveEmployee({ role: "MANAGER" }, "e1", "bursa")).toThrowError(/administrator/);
});

test("a region's own setting goes before the one for everywhere", () => {
  const settings = [
    { key: WARN_DAYS_AHEAD, value: "45", siteId: null },
    { key: WARN_DAYS_AHEAD, value: "10", siteId: "bursa" },
  ];
  expect([null, "ankara", "bursa"].map((siteId) => warnDaysAhead(settings, siteId))).toEqual([
    45, 45, 10,
  ]);
  expect(warnDaysAhead([], "ankara")).toBe(30);
  expect(warnDaysAhead([{ key: WARN_DAYS_AHEAD, value: "soon", siteId: null }], null)).toBe(30);
});
