import type { PushLoad, PushLoadResult } from "../load/push-load.ts";
import type { Line } from "../report/line.ts";
import { median, quantile } from "../report/statistics.ts";
import { PEOPLE_COUNT } from "../world/people.ts";
import type { Case } from "./case.ts";

const PUSHERS = 16;
/** Changes in one push: what somebody does in an hour without a network. */
const CHANGES = 20;

/** Many devices push at once. */
export const pushers: Case = {
  name: "pushers",
  title: `${PUSHERS} concurrent pushers, ${CHANGES} changes a push`,
  async run(world, { records, rounds, load_ms }) {
    const database = await world.database(records);
    const hub = await world.hub(database);
    const naive = await world.naiveHub(database);
    const load = world.load();
    world.progress(`pushers: ${PEOPLE_COUNT} people sign in`);
    await load.call("signIn", { hubUrl: hub.url, people: PEOPLE_COUNT });
    const results = new Map<number, { ours: PushLoadResult[]; theirs: PushLoadResult[] }>();
    for (const people of [1, PEOPLE_COUNT]) results.set(people, { ours: [], theirs: [] });
    const least = Math.min(rounds, 3);
    for (let round = 1; round <= least; round += 1) {
      for (const [people, { ours, theirs }] of results) {
        world.progress(`pushers: ${people} scopes, round ${round} of ${least}`);
        const seed = round * 1_000 + people;
        const common = { pushers: PUSHERS, people, changes: CHANGES, duration_ms: load_ms, seed };
        const product: PushLoad = { ...common, hubUrl: hub.url };
        ours.push(await load.call("push", product));
        theirs.push(await load.call("naivePush", { ...common, hubUrl: naive.url }));
      }
    }
    await world.stop(load, hub.program, naive.program);
    await database.drop();
    return [...results].flatMap(([people, { ours, theirs }]) =>
      linesOf(people === 1 ? "in one scope" : `in ${people} scopes`, ours, theirs),
    );
  },
};

function linesOf(
  where: string,
  ours: readonly PushLoadResult[],
  theirs: readonly PushLoadResult[],
): Line[] {
  const p50 = ours.map(({ latencies }) => median(latencies));
  return [
    {
      what: `mutations/s ${where}`,
      unit: "mutations/s",
      better: "higher",
      rounds: ours.map(rate),
      baseline: theirs.map(rate),
    },
    {
      what: `latency of a push ${where}, p95`,
      unit: "ms",
      better: "lower",
      rounds: ours.map(p95),
      baseline: theirs.map(p95),
      note: `p50 ${median(p50).toFixed(1)} ms`,
    },
  ];
}

function rate({ changes, ms }: PushLoadResult): number {
  return (changes / ms) * 1_000;
}

function p95({ latencies }: PushLoadResult): number {
  return quantile(latencies, 0.95);
}
