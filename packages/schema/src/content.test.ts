import { expect, test } from "vitest";
import fc from "fast-check";
import { arbitraryContent } from "@healthops/testing/arbitraries/content";
import { collection } from "./collection.ts";
import { canonicalValue, completeContent, withDerived } from "./content.ts";
import { coreModule } from "./core/core-module.ts";
import { choice, integer, number, set, text } from "./fields.ts";

const label = { en: "Label", tr: "Etiket" };
const title = { one: label, many: label };

const walks = collection({
  name: "walks",
  title,
  fields: {
    note: text({ label, max: 20 }),
    mood: choice({ label, default: "good", choices: { good: label, bad: label } }),
    minutes: integer({ label, required: true, min: 0, max: 1000 }),
    tags: set({ label }),
    people: set({ label, required: true, default: [] }),
    km: number({ label, decimals: 1, derived: true }),
    steps: integer({ label, derived: true }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
  derive: ({ minutes }) =>
    minutes < 100 ? { km: minutes / 12, steps: minutes * 100.4 } : { steps: minutes },
});

test("a new record gets defaults, nulls and derived fields", () => {
  expect(completeContent(walks, { minutes: 10 })).toEqual({
    note: null,
    mood: "good",
    minutes: 10,
    tags: null,
    people: [],
    km: 0.8,
    steps: 1004,
  });
});

test("an explicit null stays empty instead of taking the default", () => {
  expect(completeContent(walks, { minutes: 1, mood: null })).toMatchObject({ mood: null });
});

test("sets are sorted without repeats, an empty optional one is null", () => {
  const content = completeContent(walks, { minutes: 1, tags: ["b", "a", "b"], people: [] });
  expect(content).toMatchObject({ tags: ["a", "b"], people: [] });
  expect(canonicalValue(walks.fields.tags, [])).toBeNull();
});

test("minus zero becomes zero", () => {
  expect(Object.is(canonicalValue(walks.fields.minutes, -0), 0)).toBe(true);
});

test("[MRG3] a derived field that is no longer computed becomes null after a change", () => {
  const before = completeContent(walks, { minutes: 10 });
  expect(withDerived(walks, { ...before, minutes: 500 })).toMatchObject({ km: null, steps: 500 });
});

test("computing a field that is not declared as derived is a defect", () => {
  const wrong = { ...walks, derive: () => ({ note: "x" }) };
  expect(() => withDerived(wrong, {})).toThrow("walks.note");
});

test("completing is idempotent on every core collection", () => {
  for (const declared of coreModule.collections) {
    fc.assert(
      fc.property(arbitraryContent(declared), (content) => {
        expect(completeContent(declared, content)).toEqual(content);
      }),
      { numRuns: 50 },
    );
  }
});
