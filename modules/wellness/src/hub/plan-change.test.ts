import type { Content } from "@healthops/schema/record";
import { completeContent } from "@healthops/schema/content";
import { describe, expect, test } from "vitest";
import { EXERCISES, GENERIC, MEALS } from "./kinds.ts";
import type { KnownRecord } from "./known-records.ts";
import { baseOf, contentAt } from "./known-records.ts";
import { planChange } from "./plan-change.ts";
import type { SentRecord } from "./shapes.ts";

const personId = "0191a000-0000-7000-8000-000000000001";
const id = "0191a000-0000-7000-8000-000000000002";
const created = completeContent(EXERCISES.collection, {
  performedOn: "2026-03-01",
  activity: "Run",
  durationMinutes: 30,
  energyKcal: 250,
  personId,
});

/** Version 1 by the client, 2 (duration) and 3 (name) by others. */
const record: KnownRecord = {
  id,
  version: 3,
  updatedAt_us: 1,
  deleted: false,
  content: { ...created, durationMinutes: 40, activity: "Long run" },
  past: [
    { version: 1, before: {}, own: true },
    { version: 2, before: { durationMinutes: 30 }, own: false },
    { version: 3, before: { activity: "Run" }, own: false },
  ],
};

const plan = (sent: SentRecord, known: KnownRecord | undefined = record) =>
  planChange(EXERCISES, id, known, sent, () => ({ performedOn: "2026-03-01", personId }));

describe("what a client had seen", () => {
  test("is the content at its version", () => {
    const seen = [1, 2, 3].map((version) => contentAt(record, version));
    expect(seen.map(({ activity, durationMinutes }) => [activity, durationMinutes])).toEqual([
      ["Run", 30],
      ["Run", 40],
      ["Long run", 40],
    ]);
    expect(contentAt(record, 1)).toEqual(created);
  });

  test("is taken from the version it names, at most the hub's, else from what it last sent", () => {
    expect([1, 2, 3, 9, 0, null, undefined].map((version) => baseOf(record, version))).toEqual([
      1, 2, 3, 3, 1, 1, 1,
    ]);
    const elsewhere = { ...record, past: record.past.map((change) => ({ ...change, own: false })) };
    expect(baseOf(elsewhere, 0)).toBe(1);
  });
});

describe("what a sent record changes", () => {
  test("is what differs from what the client had seen", () => {
    const sent = { name: "Run", duration: 30, calories: 250 };
    expect(plan({ ...sent, version: 1 })).toBeNull();
    expect(plan({ ...sent, version: 1, calories: 300 })).toEqual({
      collection: "exercises",
      id,
      op: "update",
      base: 1,
      fields: { energyKcal: 300 },
    });
    expect(plan({ ...sent, version: 3 })).toMatchObject({
      base: 3,
      fields: { activity: "Run", durationMinutes: 30 },
    });
  });

  test("is nothing for a field that is not sent", () => {
    expect(plan({ version: 3 })).toBeNull();
    expect(plan({ version: 3, name: "Jog" })).toMatchObject({ fields: { activity: "Jog" } });
  });

  test("leaves a computed energy computed when it comes back as it was shown", () => {
    const computed = completeContent(EXERCISES.collection, {
      performedOn: "2026-03-01",
      activity: "Run",
      durationMinutes: 30,
      met: 8.3,
      weightKg: 71,
      personId,
    });
    const known = { ...record, content: computed, past: [] };
    expect(plan({ version: 3, calories: Number(computed["totalKcal"]) }, known)).toBeNull();
    const unknown = { ...known, content: { ...computed, met: null, totalKcal: null } };
    expect(plan({ version: 3, calories: 0 }, unknown)).toBeNull();
  });

  test("rounds numbers to what is kept, so that they come back equal", () => {
    expect(plan({ version: 3, calories: 250.0000001 })).toBeNull();
    expect(plan({ version: 3, calories: 0.1 + 0.2 })).toMatchObject({
      fields: { energyKcal: 0.3 },
    });
  });

  test("is a creation for a record that is not there, with what the client does not know", () => {
    expect(
      planChange(EXERCISES, id, undefined, { name: "Run", duration: 5 }, () => ({
        performedOn: "2026-03-01",
        personId,
      })),
    ).toEqual({
      collection: "exercises",
      id,
      op: "create",
      base: 0,
      fields: { performedOn: "2026-03-01", personId, activity: "Run", durationMinutes: 5 },
    });
  });

  test("is a deletion when it says so, once", () => {
    expect(plan({ version: 2, deleted: true })).toMatchObject({
      op: "delete",
      base: 2,
      fields: {},
    });
    expect(plan({ version: 2, deleted: true }, { ...record, deleted: true })).toBeNull();
    expect(planChange(EXERCISES, id, undefined, { deleted: true }, () => ({}))).toBeNull();
  });

  test("compares generic data whole, whatever the order of its keys", () => {
    const content: Content = { data: { a: 1, b: [1, 2] }, personId };
    const known = { ...record, version: 1, content, past: [] };
    expect(
      planChange(GENERIC, id, known, { version: 1, data: { b: [1, 2], a: 1 } }, () => ({})),
    ).toBeNull();
    expect(planChange(GENERIC, id, known, { version: 1, data: null }, () => ({}))).toMatchObject({
      fields: { data: null },
    });
  });

  test("knows a meal's duration only when it is sent", () => {
    const content = completeContent(MEALS.collection, {
      eatenOn: "2026-03-01",
      name: "Soup",
      personId,
    });
    const known = { ...record, version: 1, content, past: [] };
    expect(planChange(MEALS, id, known, { version: 1, name: "Soup" }, () => ({}))).toBeNull();
    expect(planChange(MEALS, id, known, { version: 1, duration: 20 }, () => ({}))).toMatchObject({
      fields: { durationMinutes: 20 },
    });
  });
});
