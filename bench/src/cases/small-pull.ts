import type { NaiveHubCalls } from "../baseline/naive-hub-program.ts";
import type { NaiveDeviceCalls, NaiveTimed } from "../baseline/naive-device-program.ts";
import type { DeviceCalls, TimedSync } from "../device/device-program.ts";
import type { SocketBytes } from "../device/socket-bytes.ts";
import type { Program } from "../programs/program.ts";
import type { Line } from "../report/line.ts";
import { median } from "../report/statistics.ts";
import type { HubCalls } from "../world/hub-program.ts";
import type { Case } from "./case.ts";
import { counted } from "./case.ts";

const CHANGED = 10;

/** A pull in numbers. */
interface Pulled {
  readonly ms: number;
  readonly bytes: SocketBytes;
}

/** The same pulls by the product or by the baseline. */
interface Pulls {
  readonly full: Pulled;
  readonly few: Pulled[];
  readonly none: Pulled[];
}

/** Little changed, or nothing. */
export const smallPull: Case = {
  name: "small-pull",
  title: "pull when little or nothing changed",
  async run(world, { records, samples }) {
    const database = await world.database(records);
    const hub = await world.hub(database);
    const naive = await world.naiveHub(database);
    const device = await world.device(database, hub.url);
    const naiveDevice = await world.naiveDevice(naive.url);
    world.progress("small-pull: full pulls first");
    const ours: Pulls = { full: pulledBy(await device.call("sync", null)), few: [], none: [] };
    const theirs: Pulls = { full: await naiveDevice.call("pull", null), few: [], none: [] };
    const rounds = Math.ceil(samples / 4);
    world.progress(`small-pull: ${rounds} rounds`);
    for (let round = 1; round <= rounds; round += 1) {
      await oneRound(ours, round, hub.program, device);
      await oneNaiveRound(theirs, naive.program, naiveDevice);
    }
    await world.stop(device, naiveDevice, hub.program, naive.program);
    await database.drop();
    return [...fewLines(ours, theirs, records), ...noneLines(ours, theirs)];
  },
};

async function oneRound(
  { few, none }: Pulls,
  round: number,
  hub: Program<HubCalls>,
  device: Program<DeviceCalls>,
): Promise<void> {
  await hub.call("edit", { count: CHANGED, seed: round });
  const some = await device.call("sync", null);
  assertCame(some.pulled);
  few.push(pulledBy(some));
  none.push(pulledBy(await device.call("sync", null)));
}

async function oneNaiveRound(
  { few, none }: Pulls,
  hub: Program<NaiveHubCalls>,
  device: Program<NaiveDeviceCalls>,
): Promise<void> {
  await hub.call("touch", CHANGED);
  const some: NaiveTimed = await device.call("pull", null);
  assertCame(some.records);
  few.push(some);
  none.push(await device.call("pull", null));
}

function pulledBy({ pull_ms, bytes }: TimedSync): Pulled {
  return { ms: pull_ms, bytes };
}

function assertCame(records: number): void {
  if (records !== CHANGED) throw new Error(`${records} came instead of ${CHANGED}`);
}

function fewLines(ours: Pulls, theirs: Pulls, records: number): Line[] {
  const of = `${CHANGED} of ${counted(records)} changed`;
  const requests = median(ours.few.map(({ bytes }) => bytes.sent));
  return [
    {
      what: `bytes of the answer, ${of}`,
      unit: "bytes",
      better: "lower",
      rounds: ours.few.map(({ bytes }) => bytes.received),
      baseline: theirs.few.map(({ bytes }) => bytes.received),
      aim: { atMost: 2_047 },
      note: `headers and all; the request, with its token, is ${requests} bytes more`,
    },
    timesFull("bytes", ours, theirs, bothWays),
    {
      what: `time, ${of}`,
      unit: "ms",
      better: "lower",
      rounds: ours.few.map(timeOf),
      baseline: theirs.few.map(timeOf),
    },
    timesFull("time", ours, theirs, timeOf),
  ];
}

function timesFull(
  what: string,
  ours: Pulls,
  theirs: Pulls,
  measure: (pulled: Pulled) => number,
): Line {
  const share = ({ full, few }: Pulls): number => measure(full) / median(few.map(measure));
  return {
    what: `${what} of a full pull by that of ${CHANGED}`,
    unit: "×",
    better: "higher",
    rounds: [share(ours)],
    aim: { atLeast: 100 },
    note: `the baseline's is ${Math.round(share(theirs))} ×`,
  };
}

function noneLines(ours: Pulls, theirs: Pulls): Line[] {
  const request = median(ours.none.map(({ bytes }) => bytes.sent));
  return [
    {
      what: "bytes of the answer, nothing changed",
      unit: "bytes",
      better: "lower",
      rounds: ours.none.map(({ bytes }) => bytes.received),
      baseline: theirs.none.map(({ bytes }) => bytes.received),
      aim: { atMost: 299 },
      note: `a 304; the request, with its token, is ${request} bytes`,
    },
    {
      what: "time, nothing changed",
      unit: "ms",
      better: "lower",
      rounds: ours.none.map(timeOf),
      baseline: theirs.none.map(timeOf),
    },
  ];
}

function bothWays({ bytes }: Pulled): number {
  return bytes.sent + bytes.received;
}

function timeOf({ ms }: Pulled): number {
  return ms;
}
