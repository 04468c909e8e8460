import { expect, test } from "vitest";
import { assert, AssertionFailed, present, unreachable } from "./assert.ts";

test("what is true passes, what is not is a defect with its message", () => {
  expect(() => assert(1 === 1, "never")).not.toThrow();
  expect(() => assert(0, "a count is positive")).toThrow(AssertionFailed);
  expect(() => assert(0, "a count is positive")).toThrow("a count is positive");
});

test("a value that is there is answered, also when it is falsy", () => {
  expect(present(0, "x")).toBe(0);
  expect(present("", "x")).toBe("");
  expect(present(false, "x")).toBe(false);
  expect(() => present(null, "a site")).toThrow("a site");
  expect(() => present(undefined, "a site")).toThrow(AssertionFailed);
});

test("reaching the unreachable names what got there", () => {
  expect(() => unreachable("odd" as never, "an operation")).toThrow("an operation: odd");
});
