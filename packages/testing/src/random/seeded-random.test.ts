import { expect, test } from "vitest";
import { SeededRandom } from "./seeded-random.ts";

const draws = (random: SeededRandom) => Array.from({ length: 20 }, () => random.integer(0, 999));

test("a seed determines the sequence, and other seeds and streams give others", () => {
  expect(draws(new SeededRandom(7))).toEqual(draws(new SeededRandom(7)));
  expect(draws(new SeededRandom(7))).not.toEqual(draws(new SeededRandom(8)));
  expect(draws(new SeededRandom(7))).not.toEqual(draws(new SeededRandom(7, 1)));
});

test("both ends of a range come, and nothing beyond", () => {
  const random = new SeededRandom(1);
  const seen = new Set(Array.from({ length: 200 }, () => random.integer(3, 6)));
  expect([...seen].toSorted()).toEqual([3, 4, 5, 6]);
});

test("weights say how often", () => {
  const random = new SeededRandom(1);
  const picked = Array.from({ length: 4_000 }, () =>
    random.weighted({ often: 3, rare: 1, never: 0 }),
  );
  const often = picked.filter((key) => key === "often").length;
  expect(often).toBeGreaterThan(2_850);
  expect(often).toBeLessThan(3_150);
  expect(picked).not.toContain("never");
});
