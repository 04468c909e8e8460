import { expect, test } from "vitest";
import { LinePace, PULL_PACE } from "./line-pace.ts";

/** A page over a line of that many bytes a millisecond, with a delay; its size. */
function through(pace: LinePace, rate: number, delay_ms: number): number {
  const { bytes } = pace;
  pace.took(delay_ms + bytes / rate, true);
  return bytes;
}

test("[PUL9] pages grow on a quick line to all that may come", () => {
  const pace = new LinePace(PULL_PACE);
  for (let page = 0; page < 10; page += 1) through(pace, 10_000, 20);
  expect(pace.bytes).toBe(PULL_PACE.max_bytes);
});

test.each([
  [4, 0],
  [4, 4_000],
  [1, 0],
  [0.5, 2_000],
])(
  "[PUL9] at %s bytes a millisecond and %s ms of delay no page comes near to silence",
  (rate, delay_ms) => {
    const pace = new LinePace(PULL_PACE);
    const times = Array.from({ length: 20 }, () => delay_ms + through(pace, rate, delay_ms) / rate);
    expect(Math.max(...times.slice(3))).toBeLessThan(13_000);
  },
);

test("[PUL9] the delay of a line makes no page smaller than it has to be", () => {
  const pace = new LinePace(PULL_PACE);
  for (let page = 0; page < 20; page += 1) through(pace, 20, 4_000);
  expect(pace.bytes).toBe(PULL_PACE.start_bytes);
});

test("[PUL9] of a line that is cut every 60 KB little is lost by each cut", () => {
  const pace = new LinePace(PULL_PACE);
  let left = 60_000;
  let [arrived, lost] = [0, 0];
  for (let page = 0; page < 500; page += 1) {
    const { bytes } = pace;
    if (bytes > left) {
      lost += left;
      left = 60_000;
      pace.broke();
    } else {
      arrived += bytes;
      left -= bytes;
      pace.took(20 + bytes / 1_000, true);
    }
  }
  expect(lost / arrived).toBeLessThan(0.2);
});

test("a page that was not full says nothing of how much more would fit", () => {
  const pace = new LinePace(PULL_PACE);
  for (let page = 0; page < 50; page += 1) pace.took(1, false);
  expect(pace.bytes).toBe(PULL_PACE.start_bytes);
});

test("whatever breaks, a page never becomes too small to hold anything", () => {
  const pace = new LinePace(PULL_PACE);
  for (let page = 0; page < 50; page += 1) pace.broke();
  expect(pace.bytes).toBe(2_048);
});
