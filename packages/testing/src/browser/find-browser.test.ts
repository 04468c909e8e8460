import { expect, test } from "vitest";
import { findBrowser } from "./find-browser.ts";

test("the program that HEALTHOPS_CHROMIUM names is taken", () => {
  expect(findBrowser({ HEALTHOPS_CHROMIUM: process.execPath })).toBe(process.execPath);
});

test("a name that leads nowhere is told, not passed over", () => {
  expect(() => findBrowser({ HEALTHOPS_CHROMIUM: "/nowhere/chromium" })).toThrow(
    expect.objectContaining({
      code: "browser_missing",
      message: expect.stringContaining("/nowhere/chromium"),
    }),
  );
});
