import type { ChainStatus } from "@healthops/protocol/wire/admin";
import { expect, test } from "vitest";
import { isNotedLost, nextNoted, readNoted } from "./noted-head.ts";

const AT = "2026-03-10T11:00:00.000Z";
const chain = (blocks: number, rest: Partial<ChainStatus> = {}): ChainStatus => ({
  state: "whole",
  blocks,
  changes: blocks,
  events: 0,
  waiting: 0,
  head: String(blocks),
  sealedAt: AT,
  verifiedAt: AT,
  verifiedBlocks: blocks,
  fault: null,
  ...rest,
});
const noted = { hash: "5", blocks: 5, at: AT };

test("a chain that has grown is noted anew, an unchanged one is not", () => {
  expect(nextNoted(null, chain(5))).toEqual(noted);
  expect(nextNoted(noted, chain(6, { notedHolds: true }))).toEqual({
    hash: "6",
    blocks: 6,
    at: AT,
  });
  expect(nextNoted(noted, chain(5, { notedHolds: true }))).toBeNull();
  expect(nextNoted(null, chain(0, { head: null, sealedAt: null }))).toBeNull();
});

test("a chain without what was noted has lost it, however long it has grown since", () => {
  expect(isNotedLost(noted, chain(9, { notedHolds: false }))).toBe(true);
  expect(isNotedLost(noted, chain(4))).toBe(true);
  expect(isNotedLost(noted, chain(9, { notedHolds: true }))).toBe(false);
  expect(isNotedLost(null, chain(0))).toBe(false);
  expect(isNotedLost(noted, null)).toBe(false);
});

test("what is lost, or broken, does not take the place of what was noted", () => {
  expect(nextNoted(noted, chain(9, { notedHolds: false }))).toBeNull();
  expect(nextNoted(noted, chain(4))).toBeNull();
  expect(nextNoted(noted, chain(9, { notedHolds: true, state: "broken" }))).toBeNull();
});

test("only what a device can have noted is read", () => {
  expect(readNoted({ ...noted })).toEqual(noted);
  for (const kept of [null, "x", [1], { hash: "5" }, { ...noted, blocks: "5" }]) {
    expect(readNoted(kept)).toBeNull();
  }
});
