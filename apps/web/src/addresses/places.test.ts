import { composeSchema } from "@healthops/schema/schema";
import { expect, test } from "vitest";
import { SCHEMA_MODULES } from "@healthops/installed/schemas";
import { placesOf } from "./places.ts";

const schema = composeSchema(SCHEMA_MODULES);
const label = { en: "Diary", tr: "Günlük" };

const hrefs = (groups: ReturnType<typeof placesOf>) =>
  groups.map(({ places }) => places.map(({ href }) => href));

test("a module without an entry shows the lists of all its collections", () => {
  const all = hrefs(placesOf(schema, [], null)).flat();
  expect(all).toHaveLength(schema.collections.size);
  expect(all).toContain("/c/notices");
});

test("a module's entry decides its place, its own screens and what stays out", () => {
  const screen = {
    path: "/diary",
    title: label,
    icon: null,
    onPhone: true,
    load: () => Promise.reject(new Error("not shown here")),
  };
  const wellness = {
    name: "wellness",
    screens: [screen],
    icons: {},
    onPhone: ["meals"],
    hidden: ["generic_records"],
  };
  const groups = placesOf(schema, [wellness], null);
  expect(hrefs(groups)[0]?.[0]).toBe("/diary");
  expect(hrefs(groups).flat()).not.toContain("/c/generic_records");
  expect(groups[0]?.places.filter(({ onPhone }) => onPhone).map(({ href }) => href)).toEqual([
    "/diary",
    "/c/meals",
  ]);
});
