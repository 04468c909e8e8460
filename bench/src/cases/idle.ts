import type { Case } from "./case.ts";
import { counted } from "./case.ts";

const KB = 1024;

/** What a device costs the hub while nothing happens. */
export const idle: Case = {
  name: "idle",
  title: "live channels of idle devices",
  async run(world, { idle: count, growth: [records = 0] }) {
    const database = await world.database(records);
    const hub = await world.hub(database);
    const load = world.load();
    await load.call("signIn", { hubUrl: hub.url, people: 1 });
    // The first ones also pay for what is set up once.
    await load.call("openIdle", { hubUrl: hub.url, count: 100 });
    const before = await hub.program.call("settledMemory_bytes", null);
    world.progress(`idle: ${counted(count)} devices connect`);
    await load.call("openIdle", { hubUrl: hub.url, count });
    const after = await hub.program.call("settledMemory_bytes", null);
    await world.stop(load, hub.program);
    await database.drop();
    return [
      {
        what: `memory of the hub a device, ${counted(count)} devices`,
        unit: "KB",
        better: "lower",
        rounds: [(after - before) / KB / count],
      },
    ];
  },
};
