import type { Device } from "@healthops/protocol/wire/admin";
import { describe, expect, test } from "vitest";
import { employee, entry, monthOf } from "../timesheets/testing/month.ts";
import { figuresOf, sumOfFigures } from "./region-figures.ts";
import { freshnessOf, pcsByRegion } from "./staleness.ts";

const NOW = Date.parse("2026-04-10T12:00:00Z");
const MINUTE = 60_000;
const before = (minutes: number): string => new Date(NOW - minutes * MINUTE).toISOString();

function device(id: string, siteId: string, more: Partial<Device>): Device {
  return {
    id,
    siteId,
    personId: "p1",
    username: "ankara1",
    displayName: "Elif",
    name: "Chrome · Windows",
    userAgent: null,
    appVersion: null,
    protocol: 1,
    schemaVersion: null,
    schemaCurrent: true,
    firstSeenAt: before(100),
    lastSeenAt: before(0),
    lastPushAt: null,
    lastPullAt: null,
    waiting: null,
    rejected: null,
    conflicts: null,
    statusAt: null,
    sessions: 1,
    state: "active",
    revokedAt: null,
    revokedBy: null,
    wipeOrderedAt: null,
    wipeOrderedBy: null,
    wipeToldAt: null,
    wipedAt: null,
    lostChanges: null,
    mayRevoke: false,
    mayWipe: false,
    ...more,
  };
}

describe("how stale a PC is", () => {
  test("late after ten minutes, stale after thirty", () => {
    const found = [10, 10.1, 30, 30.1].map((minutes) => freshnessOf(NOW - minutes * MINUTE, NOW));
    expect(found).toEqual(["fresh", "late", "late", "stale"]);
  });

  test("goes by the last sync in either direction; who has none, by when it was first seen", () => {
    const pcs = pcsByRegion(
      [
        device("d1", "ankara", { lastPushAt: before(50), lastPullAt: before(3) }),
        device("d2", "ankara", {}),
        device("d3", "ankara", { username: "key-1", lastPushAt: before(1) }),
        device("d4", "ankara", { lastPullAt: before(60 * 24 * 20) }),
        device("d5", "bursa", { state: "revoked" }),
      ],
      NOW,
    );
    const ankara = pcs.get("ankara");
    expect(ankara?.pcs.map(({ id }) => id)).toEqual(["d3", "d1", "d2"]);
    expect(ankara?.pcs[0]?.isDesktop).toBe(true);
    expect(ankara?.gone).toBe(1);
    expect(pcs.has("bursa")).toBe(false);
  });
});

test("a region's figures follow the rules; regions add up", () => {
  const people = [
    employee("e1", "Ayşe", null),
    { ...employee("e2", "Can", null), leftOn: "2026-03-31" },
  ];
  const entries = [
    ...["06", "07", "08", "09", "10"].map((day) => entry("e1", `2026-04-${day}`, { hours: 10 })),
    entry("e1", "2026-04-13", {}),
    // Of the week before the month's first day: counted for the week, not for the month.
    entry("e1", "2026-03-31", { hours: 8 }),
  ];
  const { plan } = monthOf(people, entries);
  const figures = { ...figuresOf(plan, "2026-04", people, entries), lastEntryOn: "2026-04-10" };
  expect(figures).toEqual({
    employees: 1,
    entries: 5,
    workedMinutes: 3000,
    overtimeMinutes: 300,
    lastEntryOn: "2026-04-10",
  });
  const sum = sumOfFigures([figures, { ...figures, lastEntryOn: null }]);
  expect(sum).toMatchObject({ entries: 10, lastEntryOn: "2026-04-10" });
});
