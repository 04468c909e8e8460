import { collection } from "@healthops/schema/collection";
import { date, reference, text } from "@healthops/schema/fields";
import { expect, test } from "vitest";
import { formatsFor } from "../i18n/formats.ts";
import { en } from "../i18n/texts/en.ts";
import { tr } from "../i18n/texts/tr.ts";
import { recordName } from "./record-name.ts";

const label = { en: "-", tr: "-" };
const visits = collection({
  name: "visits",
  title: { one: { en: "Visit", tr: "Ziyaret" }, many: label },
  fields: {
    name: text({ label, max: 40 }),
    siteId: reference({ label, to: "sites" }),
    day: date({ label }),
    note: text({ label, max: 400, multiline: true }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [], update: [] },
  titleField: "name",
});

const WORDS = { collections: new Map([[visits.name, visits]]) };

const called = (...contents: Parameters<typeof recordName>[1]) =>
  recordName(visits, contents, { ...WORDS, texts: en, formats: formatsFor("en") });

test("what somebody wanted to call it goes first, then what it is called already", () => {
  expect(called({ name: "Second" }, { name: "First" })).toBe("Second");
  expect(called({ name: "" }, { name: "First" })).toBe("First");
  expect(called(null, { name: "First" })).toBe("First");
});

test("without any name it is told by its kind and what else is known of it", () => {
  expect(called({ name: " ", day: "2026-03-01", note: "told in private" })).toBe(
    "Visit: 1 Mar 2026",
  );
  expect(called({}, undefined)).toBe("Visit");
  expect(recordName(visits, [null], { ...WORDS, texts: tr, formats: formatsFor("tr") })).toBe(
    "Ziyaret",
  );
});
