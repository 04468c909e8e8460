import { expect, test } from "vitest";
import { FairLine } from "./fair-line.ts";

function lineOf(...items: readonly (readonly [group: string, member: string])[]): FairLine<string> {
  const line = new FairLine<string>();
  for (const [index, [group, member]] of items.entries()) {
    line.add({ group, member }, `${group}${member}${index}`);
  }
  return line;
}

function leaving(line: FairLine<string>): string[] {
  const left: string[] = [];
  for (let item = line.take(); item !== undefined; item = line.take()) left.push(item);
  return left;
}

test("groups take turns, and within a group its members", () => {
  const line = lineOf(["a", "1"], ["a", "1"], ["a", "1"], ["a", "2"], ["b", "1"], ["c", "1"]);
  expect(line.size).toBe(6);
  expect(leaving(line)).toEqual(["a10", "b14", "c15", "a23", "a11", "a12"]);
  expect(line.size).toBe(0);
});

test("who has most in the line gives up what came last; of equals the one whose turn is last", () => {
  const line = lineOf(["b", "1"], ["a", "1"], ["a", "2"], ["a", "1"], ["c", "1"]);
  expect(line.takeOfMost()).toBe("a13");
  expect(line.takeOfMost()).toBe("a22");
  expect(line.takeOfMost()).toBe("c14");
  expect(leaving(line)).toEqual(["b10", "a11"]);
  expect(line.takeOfMost()).toBeUndefined();
});

test("what was taken out is not in the line, and taking it out twice changes nothing", () => {
  const line = lineOf(["a", "1"], ["b", "1"]);
  line.delete({ group: "a", member: "1" }, "a10");
  line.delete({ group: "a", member: "1" }, "a10");
  expect(line.size).toBe(1);
  expect(leaving(line)).toEqual(["b11"]);
});
