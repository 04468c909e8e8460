import { expect, test } from "vitest";
import { guardOf } from "./lockout.ts";

const person = (id: string, role: string, disabled = false) => ({
  id,
  content: { role, disabled },
});

test("nobody takes their own rights", () => {
  expect(guardOf(person("a", "ADMIN"), "a", ["a", "b"])).toBe("self");
  expect(guardOf(person("a", "MANAGER"), "a", ["b"])).toBe("self");
});

test("the last administrator stays one", () => {
  expect(guardOf(person("b", "ADMIN"), "a", ["b"])).toBe("last_admin");
  expect(guardOf(person("b", "ADMIN"), "a", ["a", "b"])).toBeNull();
});

test("others, and administrators who are disabled already, are not guarded", () => {
  expect(guardOf(person("b", "USER"), "a", ["a"])).toBeNull();
  expect(guardOf(person("b", "ADMIN", true), "a", ["a"])).toBeNull();
});
