import { expect, test } from "vitest";
import { formatsFor } from "./formats.ts";

test("parts of a whole are written as each language does", () => {
  expect(formatsFor("en").percent(0.254)).toBe("25%");
  expect(formatsFor("tr").percent(0.254)).toBe("%25");
  expect(formatsFor("en").percent(0.17, "signed")).toBe("+17%");
  expect(formatsFor("tr").percent(0.17, "signed")).toBe("+%17");
  expect(formatsFor("en").percent(-0.02, "signed")).toBe("-2%");
});

test("numbers and days are the language's own", () => {
  expect(formatsFor("en").measure(2100.5, 1, "kcal")).toBe("2,100.5 kcal");
  expect(formatsFor("tr").measure(2100.5, 1, "min")).toBe("2.100,5 dk");
  expect(formatsFor("tr").day("2026-02-03")).toBe("3 Şub 2026");
  expect(["z", "i", "İ", "ı"].toSorted(formatsFor("tr").compare)).toEqual(["ı", "i", "İ", "z"]);
});
