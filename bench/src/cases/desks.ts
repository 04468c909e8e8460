import { setTimeout as delay } from "node:timers/promises";
import { postgresProcessor_ms } from "../programs/postgres-processor.ts";
import { quantile } from "../report/statistics.ts";
import { PEOPLE_COUNT } from "../world/people.ts";
import type { Case } from "./case.ts";
import { counted } from "./case.ts";

/** Changes a second at the site. */
const CHANGES = 3;
const PAUSE_ms = 1_000 / CHANGES;
const SECOND_ms = 1_000;
/** For those who are last. */
const SETTLES_ms = 3_000;

/** Many desks of one site hear of everything that happens there [FAN3]. */
export const desks: Case = {
  name: "desks",
  title: `${CHANGES} changes a second at a site with many desks`,
  async run(world, { desks: count, samples }) {
    const database = await world.database(0);
    const hub = await world.hub(database);
    const load = world.load();
    world.progress(`desks: ${count} people sign in`);
    await load.call("signIn", { hubUrl: hub.url, people: Math.min(count, PEOPLE_COUNT) });
    world.progress(`desks: ${count} desks open`);
    await load.call("openDesks", { hubUrl: hub.url, count });
    const changes = Math.min(samples, 60);
    world.progress(`desks: ${changes} changes`);
    const made: { id: string; at_ms: number }[] = [];
    const [hub_ms, postgres_ms] = [
      await hub.program.call("processor_ms", null),
      postgresProcessor_ms(),
    ];
    const start_ms = performance.now();
    for (let index = 0; index < changes; index += 1) {
      made.push(await hub.program.call("announce", `Notice ${index}`));
      await delay(PAUSE_ms);
    }
    const took_s = (performance.now() - start_ms) / SECOND_ms;
    const spent_ms =
      (await hub.program.call("processor_ms", null)) -
      hub_ms +
      postgresProcessor_ms() -
      postgres_ms;
    await delay(SETTLES_ms);
    const delays: number[] = [];
    const lasts: number[] = [];
    for (const { id, at_ms } of made) {
      const seen = await load.call("sightingsOf", id);
      if (seen.length !== count) throw new Error(`${seen.length} of ${count} desks saw a change`);
      delays.push(...seen.map((seen_ms) => seen_ms - at_ms));
      lasts.push(Math.max(...seen) - at_ms);
    }
    await world.stop(load, hub.program);
    await database.drop();
    const at = `${counted(count)} desks`;
    return [
      {
        what: `processor time of hub and PostgreSQL a second, ${at}`,
        unit: "ms",
        better: "lower",
        rounds: [spent_ms / took_s],
        aim: { atMost: 1_400 },
        note: "of 2,000 on two cores, which the desks themselves share here",
      },
      {
        what: `until a desk has a change, p50, ${at}`,
        unit: "ms",
        better: "lower",
        rounds: [quantile(delays, 0.5)],
      },
      {
        what: `until the last desk has it, p95, ${at}`,
        unit: "ms",
        better: "lower",
        rounds: [quantile(lasts, 0.95)],
        aim: { atMost: SECOND_ms },
      },
    ];
  },
};
