import { Problem } from "@healthops/base/problem";
import { describe, expect, test } from "vitest";
import { signInProblem } from "./sign-in-problem.ts";

const told = (code: string, extra: Record<string, unknown> = {}) =>
  signInProblem(new Problem({ code, message: "The hub's own sentence.", extra }));

describe("a failed sign-in says what is wrong and what to do", () => {
  test.each([
    ["offline", "The hub cannot be reached", "The first sign-in needs the network"],
    ["sign_in_failed", "password is wrong", "Check both"],
    ["person_disabled", "disabled", "Ask an administrator"],
    ["storage_missing", "no storage", "private browsing"],
  ])("%s", (code, what, doThis) => {
    const problem = told(code);
    expect(problem.what.en).toContain(what);
    expect(problem.doThis.en).toContain(doThis);
    expect(problem.wait_s).toBeNull();
  });

  test("too many attempts come with the seconds to wait", () => {
    expect(told("too_many_sign_ins", { retryAfterSeconds: 42 }).wait_s).toBe(42);
  });

  test("a refusal without words of its own is passed on with its code", () => {
    expect(told("brand_new")).toMatchObject({
      code: "brand_new",
      what: { en: "The hub's own sentence." },
    });
  });

  test("a defect shows nothing of its inside", () => {
    expect(JSON.stringify(signInProblem(new TypeError("x is undefined")))).not.toContain("x is");
  });
});
