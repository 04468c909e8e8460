import { expect, test } from "vitest";
import { scheduleWords } from "./schedule-text.ts";

test.each([
  ["* * * * *", "every minute"],
  ["*/15 * * * *", "every 15 minutes"],
  ["5 * * * *", "hourly at :05"],
  ["0 */6 * * *", "every 6 hours at :00"],
  ["30 3 * * *", "daily at 03:30 UTC"],
  ["0 4 * * 1", "Mondays at 04:00 UTC"],
])("%s is said as %s", (cron, said) => {
  expect(scheduleWords(cron).en).toBe(said);
  expect(scheduleWords(cron).tr).not.toBe(cron);
});

test.each(["0 0 1 * *", "0 9-17 * * *", "every day"])("%s stays as it is", (cron) => {
  expect(scheduleWords(cron)).toEqual({ en: cron, tr: cron });
});
