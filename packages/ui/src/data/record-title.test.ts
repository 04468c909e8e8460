import { collection } from "@healthops/schema/collection";
import { conflicts } from "@healthops/schema/core/conflicts";
import { coreModule } from "@healthops/schema/core/core-module";
import { choice, date, integer } from "@healthops/schema/fields";
import { expect, test } from "vitest";
import { formatsFor } from "../i18n/formats.ts";
import { en } from "../i18n/texts/en.ts";
import { tr } from "../i18n/texts/tr.ts";
import { titleText } from "./record-title.ts";

const label = { en: "-", tr: "-" };
const base = {
  name: "days",
  title: { one: label, many: label },
  fields: {
    day: date({ label }),
    kind: choice({ label, choices: { leave: { en: "Leave", tr: "İzin" } } }),
    year: integer({ label, min: 0, max: 9999 }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [], update: [] },
} as const;

const collections = new Map([...coreModule.collections].map((each) => [each.name, each]));
const inEnglish = { texts: en, formats: formatsFor("en"), collections };
const inTurkish = { texts: tr, formats: formatsFor("tr"), collections };

const titledBy = (titleField: "day" | "kind" | "year") => collection({ ...base, titleField });

test("a title that is a day or a choice is written in the chosen language", () => {
  expect(titleText(titledBy("day"), "2026-03-01", inEnglish)).toBe("1 Mar 2026");
  expect(titleText(titledBy("day"), "2026-03-01", inTurkish)).toBe("1 Mar 2026");
  expect(titleText(titledBy("kind"), "leave", inTurkish)).toBe("İzin");
});

test("a year is no number with thousands, and no title stays none", () => {
  expect(titleText(titledBy("year"), "1987", inEnglish)).toBe("1987");
  expect(titleText(titledBy("day"), null, inEnglish)).toBeNull();
});

test("a title that is the name of a kind of record is what people call it", () => {
  expect(titleText(conflicts, "people", inEnglish)).toBe("People");
  expect(titleText(conflicts, "people", inTurkish)).toBe("Kişiler");
  expect(titleText(conflicts, "of_another_version", inEnglish)).toBe("of_another_version");
});
