import { expect, test } from "vitest";
import { CLOCK_TEXTS } from "./clock-text.ts";

const HOUR_MS = 3_600_000;

test.each([
  [24 * HOUR_MS, "1 day fast", "1 gün ileri"],
  [-24 * HOUR_MS + 900, "1 day slow", "1 gün geri"],
  [3 * HOUR_MS, "3 hours fast", "3 saat ileri"],
  [-HOUR_MS / 6, "10 minutes slow", "10 dakika geri"],
])("a clock that is off by %d ms is told in words", (ahead_ms, en, tr) => {
  expect(CLOCK_TEXTS.en.title(ahead_ms)).toContain(en);
  expect(CLOCK_TEXTS.tr.title(ahead_ms)).toContain(tr);
});
