import { expect, test } from "vitest";
import { returnPath } from "./return-path.ts";

test.each([
  ["a path of the app", "/c/meals?search=tea", "/c/meals?search=tea"],
  ["another site", "https://example.org/", "/"],
  ["another site without its scheme", "//example.org/", "/"],
  ["another site by a backslash", "/\\example.org", "/"],
  ["a script", "javascript:alert(1)", "/"],
  ["the sign-in itself", "/sign-in?to=/", "/"],
  ["nothing", undefined, "/"],
])("after signing in, %s leads to a page of this app", (_what, wanted, path) => {
  expect(returnPath(wanted)).toBe(path);
});
