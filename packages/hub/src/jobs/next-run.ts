import { CronExpressionParser } from "cron-parser";

/** When a schedule (cron, UTC) comes round after a moment, as ISO text. */
export function nextRun(schedule: string, after: Date): string {
  const times = CronExpressionParser.parse(schedule, { currentDate: after, tz: "UTC" });
  return times.next().toDate().toISOString();
}
