import { expect, test } from "vitest";
import { ManualTime } from "../../test-kit/manual-time.ts";
import { SilenceWatch } from "./silence-watch.ts";

function watched() {
  const time = new ManualTime();
  const silences: number[] = [];
  const began_ms = time.now();
  const limits = { firstWord_ms: 15_000, grace_ms: 3_000 };
  const watch = new SilenceWatch(time, limits, () => silences.push(time.now() - began_ms));
  return { time, watch, silences };
}

test("a channel that opens and never says a word is silent", async () => {
  const { time, watch, silences } = watched();
  watch.opened();
  await time.pass(60_000);
  expect(silences).toEqual([15_000]);
});

test("[VER2] a hub that promised no beats may be silent for as long as it likes", async () => {
  const { time, watch, silences } = watched();
  watch.opened();
  watch.heard();
  await time.pass(3_600_000);
  expect(silences).toEqual([]);
  expect(time.planned_ms).toEqual([]);
});

test("every word counts as a sign of life, and there is never more than one timer", async () => {
  const { time, watch, silences } = watched();
  watch.opened();
  watch.heard(25_000);
  for (let word = 0; word < 10; word += 1) {
    await time.pass(27_999);
    watch.heard();
    expect(time.planned_ms).toEqual([28_000]);
  }
  await time.pass(28_000);
  expect(silences).toEqual([10 * 27_999 + 28_000]);
});

test("stopped, it plans nothing", () => {
  const { time, watch } = watched();
  watch.opened();
  watch.heard(25_000);
  watch.stop();
  expect(time.planned_ms).toEqual([]);
});
