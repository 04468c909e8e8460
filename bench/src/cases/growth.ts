import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import type { Line } from "../report/line.ts";
import { median } from "../report/statistics.ts";
import type { Served, World } from "../world/world.ts";
import type { HubCalls } from "../world/hub-program.ts";
import type { Case } from "./case.ts";
import { counted } from "./case.ts";

const CHANGED = 10;
/** Rounds of a new device that do not count, while its program warms up. */
const WARM_UP = 10;
/** Times that differ by less count as the same. */
const FLAT = 1.5;

interface Point {
  readonly records: number;
  /** Of the first pull, records/s. */
  readonly full_rate: number;
  readonly ms: readonly number[];
  readonly naive_ms: readonly number[];
}

/** A pull costs by what changed, not by what there is. */
export const growth: Case = {
  name: "growth",
  title: `pull of ${CHANGED} changes against the size of the data`,
  async run(world, { growth: sizes, samples }) {
    const rounds = Math.ceil(samples / 4);
    const points: Point[] = [];
    const [first = 0, ...rest] = sizes;
    const small = await world.database(first);
    const smallHub = await world.hub(small);
    points.push(await measure(world, small, smallHub, first, rounds));
    await world.stop(smallHub.program);
    await small.drop();
    // The larger ones grow out of each other, which takes less time.
    const [second = 0] = rest;
    const large = await world.database(second);
    const hub = await world.hub(large);
    let records = second;
    for (const size of rest) {
      if (size > records) {
        world.progress(`growth: growing to ${counted(size)} records`);
        await world.grow(large, hub.program, size - records);
        records = size;
      }
      points.push(await measure(world, large, hub, size, rounds));
    }
    await world.stop(hub.program);
    await large.drop();
    return [...points.map(timeLine), flatLine(points)];
  },
};

async function measure(
  world: World,
  database: TestDatabase,
  hub: Served<HubCalls>,
  records: number,
  rounds: number,
): Promise<Point> {
  world.progress(`growth: devices take in ${counted(records)} records`);
  const naive = await world.naiveHub(database);
  const device = await world.device(database, hub.url);
  const naiveDevice = await world.naiveDevice(naive.url);
  const full = await device.call("sync", null);
  await naiveDevice.call("pull", null);
  const ms: number[] = [];
  const naive_ms: number[] = [];
  for (let round = 1 - WARM_UP; round <= rounds; round += 1) {
    await hub.program.call("edit", { count: CHANGED, seed: round + WARM_UP });
    const { pulled, pull_ms } = await device.call("sync", null);
    if (pulled !== CHANGED) throw new Error(`${pulled} came instead of ${CHANGED}`);
    await naive.program.call("touch", CHANGED);
    const naivePull = await naiveDevice.call("pull", null);
    if (round < 1) continue;
    ms.push(pull_ms);
    naive_ms.push(naivePull.ms);
  }
  await world.stop(device, naiveDevice, naive.program);
  return { records, full_rate: (full.pulled / full.pull_ms) * 1_000, ms, naive_ms };
}

function timeLine({ records, full_rate, ms, naive_ms }: Point): Line {
  return {
    what: `time, ${CHANGED} of ${counted(records)} changed`,
    unit: "ms",
    better: "lower",
    rounds: ms,
    baseline: naive_ms,
    note: `the first pull of them all: ${counted(Math.round(full_rate))} records/s`,
  };
}

function flatLine(points: readonly Point[]): Line {
  const medians = points.map(({ ms }) => median(ms));
  return {
    what: "slowest size by fastest",
    unit: "×",
    better: "lower",
    rounds: [Math.max(...medians) / Math.min(...medians)],
    aim: { atMost: FLAT },
  };
}
