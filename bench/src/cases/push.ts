import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import type { Line } from "../report/line.ts";
import type { World } from "../world/world.ts";
import type { Case, Sizes } from "./case.ts";
import { counted } from "./case.ts";

type Kind = "create" | "edit";

interface Setting {
  readonly where: string;
  readonly timesBaseline: number;
  /** The baseline is slow on a slow disk; its rate does not depend on how much it pushes. */
  readonly naiveShare: number;
  readonly kinds: readonly Kind[];
}

const HERE: Setting = {
  where: "",
  timesBaseline: 5,
  naiveShare: 0.5,
  kinds: ["create", "edit"],
};
const SLOW_DISK: Setting = {
  where: ", 2 ms disk",
  timesBaseline: 12,
  naiveShare: 0.1,
  kinds: ["create"],
};

/** A device that was offline for long hands over what its person did. */
export const push: Case = {
  name: "push",
  title: "push of offline changes, each its own group, with history, receipts and validation",
  async run(world, sizes) {
    const database = await world.database(sizes.records);
    const lines = [...(await measure(world, database, sizes, HERE))];
    await world.admin(`alter database ${database.name} set commit_delay = 2000`);
    await world.admin(`alter database ${database.name} set commit_siblings = 0`);
    lines.push(...(await measure(world, database, sizes, SLOW_DISK)));
    await database.drop();
    return lines;
  },
};

async function measure(
  world: World,
  database: TestDatabase,
  { changes, rounds }: Sizes,
  { where, timesBaseline, naiveShare, kinds }: Setting,
): Promise<Line[]> {
  const hub = await world.hub(database);
  const naive = await world.naiveHub(database);
  const device = await world.device(database, hub.url);
  const naiveDevice = await world.naiveDevice(naive.url);
  await device.call("sync", null);
  await naiveDevice.call("pull", null);
  const rates: Record<Kind, number[]> = { create: [], edit: [] };
  const naiveRates: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    world.progress(`push${where}: round ${round} of ${rounds}`);
    for (const kind of kinds) {
      const seed = round * 2 + (where === "" ? 0 : 1_000);
      await device.call("change", { kind, person: 0, count: changes, seed });
      const { pushed, push_ms } = await device.call("sync", null);
      if (pushed !== changes) throw new Error(`${pushed} of ${changes} changes were accepted`);
      rates[kind].push((pushed / push_ms) * 1_000);
    }
    await naiveDevice.call("create", { count: changes * naiveShare, seed: round });
    const { records, ms } = await naiveDevice.call("push", null);
    naiveRates.push((records / ms) * 1_000);
  }
  await world.stop(device, naiveDevice, hub.program, naive.program);
  return kinds.map((kind): Line => ({
    what: `push of ${counted(changes)} ${kind === "create" ? "new records" : "edits"}${where}`,
    unit: "mutations/s",
    better: "higher",
    rounds: rates[kind],
    baseline: naiveRates,
    aim: where === "" ? { atLeast: 20_000, timesBaseline } : { timesBaseline },
  }));
}
