import { completeContent } from "@healthops/schema/content";
import { expect, test } from "vitest";
import { goals } from "../collections/goals.ts";
import { activeGoals, goalOf } from "./active-goals.ts";
import { bodyFacts, restingKcal } from "./body.ts";
import { progress, reachedOn, weightTrend } from "./weight-trend.ts";

const personId = "0191a000-0000-7000-8000-000000000001";
const goal = (id: string, startsOn: string, endsOn: string | null = null) =>
  goalOf({
    id,
    version: 1,
    createdAt_us: 0,
    updatedAt_us: 0,
    content: completeContent(goals, {
      kind: "body_weight",
      target: 70,
      startsOn,
      endsOn,
      personId,
    }),
  });

test("of each kind the goal holds that began last and has not ended", () => {
  const all = [
    goal("a", "2026-01-01"),
    goal("b", "2026-02-01", "2026-02-10"),
    goal("c", "2026-06-01"),
  ];
  expect(activeGoals(all, "2026-02-05").body_weight?.id).toBe("b");
  expect(activeGoals(all, "2026-03-01").body_weight?.id).toBe("a");
  expect(activeGoals(all, "2025-03-01").body_weight).toBeUndefined();
});

test("the trend of weights is the line that fits them, and says when the target is met", () => {
  const readings = [80, 79.5, 79].map((weightKg, week) => ({
    measuredOn: `2026-03-${String(1 + week * 7).padStart(2, "0")}`,
    weightKg,
  }));
  const trend = weightTrend(readings);
  expect(trend?.perWeekKg).toBeCloseTo(-0.5);
  expect(trend?.nowKg).toBeCloseTo(79);
  expect(trend && reachedOn(trend, 78)).toBe("2026-03-29");
  expect(trend && reachedOn(trend, 85)).toBeNull();
  expect(trend && reachedOn(trend, 20)).toBeNull();
});

test("fewer than three readings over a week have no trend", () => {
  const reading = { measuredOn: "2026-03-01", weightKg: 80 };
  expect(weightTrend([])).toBeNull();
  expect(weightTrend([reading, reading, reading])).toBeNull();
});

test("progress is the part of the way that is behind, never less than none", () => {
  expect(progress(80, 78, 76)).toBe(0.5);
  expect(progress(60, 63, 66)).toBe(0.5);
  expect(progress(80, 82, 76)).toBe(0);
  expect(progress(80, 70, 76)).toBe(1);
});

test("energy at rest needs every fact", () => {
  const profile = { sex: "female", birthYear: 1986, heightCm: 165 } as const;
  expect(restingKcal(bodyFacts(profile, 60, "2026-03-01"))).toBe(1270);
  expect(restingKcal(bodyFacts({ ...profile, sex: null }, 60, "2026-03-01"))).toBeNull();
  expect(restingKcal(bodyFacts(profile, null, "2026-03-01"))).toBeNull();
});
