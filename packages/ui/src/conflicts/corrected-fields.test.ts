import { collection } from "@healthops/schema/collection";
import { instant, integer, set, text } from "@healthops/schema/fields";
import { expect, test } from "vitest";
import { correctedFields } from "./corrected-fields.ts";

const label = { en: "Field", tr: "Alan" };
const stocks = collection({
  name: "stocks",
  title: { one: label, many: label },
  fields: {
    name: text({ label, max: 40 }),
    place: text({ label, max: 40 }),
    amount: integer({ label, required: true, default: 0, merge: "counter" }),
    tags: set({ label, merge: "set" }),
    key: text({ label, max: 40, fixed: true }),
    doneAt: instant({ label, setByHub: true }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
});

test("what was not put right is sent again as it was", () => {
  const refused = { name: "taken", place: "Shelf 4" };
  expect(correctedFields(stocks, refused, { name: "free" })).toEqual({
    name: "free",
    place: "Shelf 4",
  });
  expect(correctedFields(stocks, refused, {})).toEqual(refused);
  expect(correctedFields(stocks, refused, { place: null })).toEqual({ name: "taken", place: null });
});

test("steps of a counter and members of a set add up", () => {
  const refused = { amount: { add: 5 }, tags: { add: ["cold", "new"], remove: ["old"] } };
  const changed = { amount: { add: -2 }, tags: { add: ["old"], remove: ["new"] } };
  expect(correctedFields(stocks, refused, changed)).toEqual({
    amount: { add: 3 },
    tags: { add: ["cold", "old"], remove: ["new"] },
  });
});

test("what nobody may edit is not sent again, or it would be refused for ever", () => {
  const refused = { name: "a", key: "k", doneAt: "2026-01-01T00:00:00Z", gone: 1 };
  expect(correctedFields(stocks, refused, {})).toEqual({ name: "a" });
});
