import { Problem } from "@healthops/base/problem";
import type { SqlReader, SqlTransaction } from "../sqlite/database.ts";
import { getMeta, setMeta } from "../store/meta.ts";
import type { ScheduleSettings } from "../store/schedule-settings.ts";

const LEAST_MS = 10_000;
const MOST_MS = 24 * 3_600_000;

/** The times of syncing: the person's own where they chose any, else the given ones. */
export async function readSchedule(
  reader: SqlReader,
  otherwise: ScheduleSettings,
): Promise<ScheduleSettings> {
  return { ...otherwise, ...(await getMeta(reader, "schedule")) };
}

/** Keeps the times that are given, beside those chosen before; a Problem `invalid_schedule`. */
export async function writeSchedule(
  tx: SqlTransaction,
  change: Partial<ScheduleSettings>,
): Promise<void> {
  const given: ["pushEvery_ms" | "pullEvery_ms", number | undefined][] = [
    ["pushEvery_ms", change.pushEvery_ms],
    ["pullEvery_ms", change.pullEvery_ms],
  ];
  const times = given.filter(([, time]) => time !== undefined);
  const faults = times
    .filter(
      ([, time]) => !Number.isInteger(time) || Number(time) < LEAST_MS || Number(time) > MOST_MS,
    )
    .map(([field]) => ({ field, message: "is not a time that works.", allowed: "10 s to 24 h" }));
  if (faults.length > 0) {
    throw new Problem({
      code: "invalid_schedule",
      status: 422,
      message: "Syncing can happen every 10 seconds at most and every 24 hours at least.",
      faults,
    });
  }
  await setMeta(tx, "schedule", {
    ...(await getMeta(tx, "schedule")),
    ...Object.fromEntries(times),
    ...(change.automatic === undefined ? {} : { automatic: change.automatic }),
  });
}
