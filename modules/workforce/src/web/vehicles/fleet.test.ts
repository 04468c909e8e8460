import { describe, expect, test } from "vitest";
import type { FleetAssignment } from "./fleet.ts";
import { assignedAt, barsOf, toneOf } from "./fleet.ts";
import { planAssignment } from "./plan-assignment.ts";

const PORTS = {
  clock: { now: () => 1_767_225_600_000 },
  random: { bytes: (count: number) => new Uint8Array(count) },
};

function assignment(
  id: string,
  driverId: string,
  startsAt: string,
  endsAt: string | null,
): FleetAssignment {
  return { id, vehicleId: "car", driverId, startsAt, endsAt, siteId: "ankara", note: null };
}

const FIRST = assignment("a1", "ayse", "2026-01-01T06:00:00.000Z", "2026-02-01T06:00:00.000Z");
const SECOND = assignment("a2", "can", "2026-02-01T06:00:00.000Z", null);
const KNOWN = [SECOND, FIRST];
const CAR = { id: "car", siteId: "ankara" };

describe("who has a vehicle", () => {
  test("one ends where the next begins: that moment belongs to the next", () => {
    const at = (moment: string) => assignedAt(KNOWN, moment, "vehicleId").get("car")?.driverId;
    expect(at("2026-02-01T05:59:59.999Z")).toBe("ayse");
    expect(at("2026-02-01T06:00:00.000Z")).toBe("can");
    expect(at("2025-12-31T23:59:59.999Z")).toBeUndefined();
    expect(assignedAt(KNOWN, "2026-03-01T00:00:00.000Z", "driverId").has("ayse")).toBe(false);
  });
});

describe("planning an assignment", () => {
  test("brings an open one to an end and says which", () => {
    const wanted = { vehicleId: CAR.id, driverId: "ece", startsAt: "2026-03-01T06:00:00.000Z" };
    const plan = planAssignment(PORTS, wanted, KNOWN);
    expect(plan.ended).toEqual([SECOND]);
    expect(plan.clash).toBeNull();
    expect(plan.changes.map(({ op }) => op)).toEqual(["update", "create"]);
  });

  test("names what stands in the way", () => {
    const wanted = { vehicleId: CAR.id, driverId: "ece", startsAt: "2026-01-10T06:00:00.000Z" };
    const plan = planAssignment(PORTS, { ...wanted, endsAt: "2026-01-11T06:00:00.000Z" }, KNOWN);
    expect(plan).toMatchObject({ changes: [], ended: [], clash: { id: "a1" } });
  });
});

test("a timeline's bars are cut at its edges, and what lies outside is left out", () => {
  const from = Date.parse("2026-01-16T18:00:00.000Z");
  const to = Date.parse("2026-02-16T18:00:00.000Z");
  expect(barsOf(KNOWN, from, to).map((bar) => [bar.assignment.id, bar.from, bar.to])).toEqual([
    ["a1", 0, 0.5],
    ["a2", 0.5, 1],
  ]);
  expect(barsOf([FIRST], to, to + 1)).toEqual([]);
});

test("a date that has gone by is bad, one that comes up warns, and one far off says nothing", () => {
  const warning = {
    collection: "vehicles",
    id: "car",
    what: "insurance",
    date: "2026-01-01",
  } as const;
  expect(toneOf({ ...warning, daysLeft: -1 })).toBe("bad");
  expect(toneOf({ ...warning, daysLeft: 0 })).toBe("warn");
  expect(toneOf(undefined)).toBeNull();
});
