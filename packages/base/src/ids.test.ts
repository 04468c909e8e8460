import { expect, test } from "vitest";
import fc from "fast-check";
import { derivedId, isId, newId } from "./ids.ts";
import { systemPorts } from "./system-ports.ts";

const { random } = systemPorts();
const at = (time_ms: number) => ({ clock: { now: () => time_ms }, random });

test("[REC1] a new id is a UUIDv7 in its canonical form, never the same twice", () => {
  const ids = Array.from({ length: 1000 }, () => newId(at(1_772_000_000_000)));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
  expect(ids.every((id) => isId(id))).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
});

test("[REC1] ids sort by the time of their making", () => {
  const time = fc.integer({ min: 0, max: 2 ** 48 - 2 });
  fc.assert(
    fc.property(time, (time_ms) => {
      expect(newId(at(time_ms)) < newId(at(time_ms + 1))).toBe(true);
    }),
  );
});

test("a derived id is the same for the same key, on any device and version", () => {
  expect(derivedId("timesheets", "p1", "2026-03-01")).toBe("138ba36b-6b3d-5b03-8535-0de81fc7c085");
  expect(isId(derivedId("a"))).toBe(true);
});

test("a derived id tells the parts of its key apart", () => {
  expect(derivedId("ab", "c")).not.toBe(derivedId("a", "bc"));
  expect(derivedId("a")).not.toBe(derivedId("a", ""));
});

test.each([
  ["018f0000-0000-7000-8000-00000000000a", true],
  ["018F0000-0000-7000-8000-00000000000A", false],
  ["018f000000007000800000000000000a", false],
  ["018f0000-0000-7000-8000-00000000000a\n", false],
  ["{018f0000-0000-7000-8000-00000000000a}", false],
  ["", false],
  [7, false],
  [null, false],
])("%j is an id: %s", (text, expected) => {
  expect(isId(text)).toBe(expected);
});
