import type { QueryKind } from "../device/list-queries.ts";
import type { Line } from "../report/line.ts";
import { median, quantile } from "../report/statistics.ts";
import type { Case } from "./case.ts";
import { counted } from "./case.ts";

interface Question {
  readonly kind: QueryKind;
  readonly what: string;
  readonly atMost_ms: number;
}

const QUESTIONS: readonly Question[] = [
  { kind: "browse", what: "list: filter, sort, page", atMost_ms: 5 },
  { kind: "column", what: "list: sort by any column", atMost_ms: 5 },
  { kind: "search", what: "full-text search", atMost_ms: 10 },
];
/** Queries of the baseline in a round; they are slow. */
const NAIVE_COUNT = 16;

/** Lists of a device stay instant whatever there is. */
export const lists: Case = {
  name: "lists",
  title: "local lists and searches on a device",
  async run(world, { records, rounds, samples }) {
    const database = await world.database(records);
    const hub = await world.hub(database);
    const naive = await world.naiveHub(database);
    const device = await world.device(database, hub.url);
    const naiveDevice = await world.naiveDevice(naive.url);
    world.progress(`lists: devices take in ${counted(records)} records`);
    await device.call("sync", null);
    await naiveDevice.call("pull", null);
    await world.stop(hub.program, naive.program);
    const lines: Line[] = [];
    for (const { kind, what, atMost_ms } of QUESTIONS) {
      world.progress(`lists: ${what}`);
      const ours: (readonly number[])[] = [];
      const theirs: (readonly number[])[] = [];
      for (let round = 0; round < rounds; round += 1) {
        ours.push(await device.call("queries", { kind, count: samples + round }));
        theirs.push(await naiveDevice.call("queries", { kind, count: NAIVE_COUNT + round }));
      }
      lines.push({
        what: `${what}, p95`,
        unit: "ms",
        better: "lower",
        rounds: ours.map((times) => quantile(times, 0.95)),
        baseline: theirs.map((times) => quantile(times, 0.95)),
        aim: { atMost: atMost_ms },
        note: `p50 ${median(ours.flat()).toFixed(2)} ms`,
      });
    }
    await world.stop(device, naiveDevice);
    await database.drop();
    return lines;
  },
};
