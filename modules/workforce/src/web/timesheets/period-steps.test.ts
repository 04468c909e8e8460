import { expect, test } from "vitest";
import { stepChange, stepsFor } from "./period-steps.ts";

const ACTOR = { role: "MANAGER" } as const;
const PERIOD = { siteId: "ankara", month: "2026-04", state: "approved" } as const;

test("a clerk submits and takes back; a manager approves, locks and reopens, the likeliest first", () => {
  const states = ["open", "submitted", "approved", "locked"] as const;
  const steps = (role: "USER" | "MANAGER") => states.map((state) => stepsFor({ role }, state));
  expect(steps("USER")).toEqual([["submit"], ["takeBack"], [], []]);
  expect(steps("MANAGER")).toEqual([
    ["submit"],
    ["approve", "takeBack"],
    ["lock", "reopen"],
    ["reopen"],
  ]);
});

test("a step is a change of the month's one record", () => {
  expect(stepChange("lock", ACTOR, PERIOD, "")).toMatchObject({
    op: "update",
    collection: "periods",
    fields: { state: "locked" },
  });
});

test("reopening needs a reason", () => {
  expect(() => stepChange("reopen", ACTOR, PERIOD, " ")).toThrow(/reopened/);
});
