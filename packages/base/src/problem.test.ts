import { expect, test } from "vitest";
import { isProblem, Problem } from "./problem.ts";

test("a problem is an error with a stable code, 400 unless another status is said", () => {
  const problem = new Problem({ code: "disk_full", message: "Free some space." });
  expect(problem).toBeInstanceOf(Error);
  expect(problem).toMatchObject({
    name: "Problem",
    code: "disk_full",
    status: 400,
    message: "Free some space.",
    faults: [],
    extra: {},
  });
  expect(problem).not.toHaveProperty("cause");
});

test("a problem keeps its status, faults, facts and cause", () => {
  const cause = new Error("EIO");
  const faults = [{ field: "name", message: "Name is required." }];
  const extra = { retryAfterSeconds: 3 };
  const problem = new Problem({ code: "c", message: "m", status: 422, faults, extra, cause });
  expect(problem).toMatchObject({ status: 422, faults, extra, cause });
});

test("only problems are expected failures", () => {
  expect(isProblem(new Problem({ code: "c", message: "m" }))).toBe(true);
  expect(isProblem(new Error("m"))).toBe(false);
  expect(isProblem({ code: "c", message: "m", status: 400 })).toBe(false);
  expect(isProblem(null)).toBe(false);
});
