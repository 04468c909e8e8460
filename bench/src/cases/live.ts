import { setTimeout as delay } from "node:timers/promises";
import type { NaiveDeviceCalls } from "../baseline/naive-device-program.ts";
import type { DeviceCalls } from "../device/device-program.ts";
import type { Program } from "../programs/program.ts";
import { quantile } from "../report/statistics.ts";
import type { Case } from "./case.ts";

/** How often the naive device asks. */
const POLL_ms = 1_000;
const NAIVE_SAMPLES = 15;
/** Between two changes: a random time, so that no timer of either side falls in step. */
const PAUSE_ms = 60;

/** From a change on one device until the other's list shows it. */
export const live: Case = {
  name: "live",
  title: "a change on one online device until it is visible on another",
  async run(world, { samples, records }) {
    const database = await world.database(records);
    const hub = await world.hub(database);
    const naive = await world.naiveHub(database);
    const writer = await world.device(database, hub.url);
    const reader = await world.device(database, hub.url);
    const naiveWriter = await world.naiveDevice(naive.url);
    const naiveReader = await world.naiveDevice(naive.url);
    world.progress("live: devices take in what there is");
    for (const device of [writer, reader]) await device.call("goLive", null);
    await naiveReader.call("pull", null);
    await naiveReader.call("poll", POLL_ms);
    // The hub seats a new channel and asks once more after a second.
    await delay(1_500);
    world.progress(`live: ${samples} changes`);
    await delays(writer, reader, 10, 0);
    const ours = await delays(writer, reader, samples, 10);
    world.progress(`live: ${NAIVE_SAMPLES} changes, by polling every ${POLL_ms} ms`);
    const theirs = await delays(naiveWriter, naiveReader, NAIVE_SAMPLES, 0);
    await world.stop(writer, reader, naiveWriter, naiveReader, hub.program, naive.program);
    await database.drop();
    const line = (share: number) =>
      ({
        what: `until visible, p${share * 100}`,
        unit: "ms",
        better: "lower",
        rounds: [quantile(ours, share)],
        baseline: [quantile(theirs, share)],
      }) as const;
    return [line(0.5), { ...line(0.95), aim: { atMost: 50 } }, line(0.99)];
  },
};

async function delays(
  writer: Program<DeviceCalls> | Program<NaiveDeviceCalls>,
  reader: Program<DeviceCalls> | Program<NaiveDeviceCalls>,
  count: number,
  from: number,
): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < count; index += 1) {
    await delay(PAUSE_ms * (0.5 + Math.random()));
    // Later days come first in the list, so a new record is always on its first page.
    const day = new Date(Date.UTC(2030, 0, 1 + from + index)).toISOString().slice(0, 10);
    const { id, at_ms } = await (writer as Program<DeviceCalls>).call("changeOnline", day);
    all.push((await (reader as Program<DeviceCalls>).call("seen", id)) - at_ms);
  }
  return all;
}
