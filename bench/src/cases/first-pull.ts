import type { Line } from "../report/line.ts";
import type { Served, World } from "../world/world.ts";
import type { HubCalls } from "../world/hub-program.ts";
import type { NaiveHubCalls } from "../baseline/naive-hub-program.ts";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import type { Case } from "./case.ts";
import { counted } from "./case.ts";

interface Round {
  readonly rate: number;
  readonly memory_MB: number;
  readonly bytes_MB: number;
}

const MB = 1024 * 1024;

/** A new device takes in everything there is. */
export const firstPull: Case = {
  name: "first-pull",
  title: "first pull into an empty replica",
  async run(world, { records, rounds }) {
    const database = await world.database(records);
    const hub = await world.hub(database);
    const naive = await world.naiveHub(database);
    const ours: Round[] = [];
    const theirs: Round[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      world.progress(`first-pull: round ${round} of ${rounds}`);
      ours.push(await pullOnce(world, database, hub));
      theirs.push(await naivePullOnce(world, naive));
    }
    const hubMemory = (await hub.program.call("peakMemory_bytes", null)) / MB;
    const naiveMemory = (await naive.program.call("peakMemory_bytes", null)) / MB;
    await world.stop(hub.program, naive.program);
    await database.drop();
    return [
      {
        what: `first pull of ${counted(records)}`,
        unit: "records/s",
        better: "higher",
        rounds: ours.map(({ rate }) => rate),
        baseline: theirs.map(({ rate }) => rate),
        aim: { atLeast: 60_000 },
      },
      memoryLine("peak memory of the hub", [hubMemory], [naiveMemory]),
      memoryLine("peak memory of the replica", pick(ours), pick(theirs)),
      {
        what: "bytes on the wire",
        unit: "MB",
        better: "lower",
        rounds: ours.map(({ bytes_MB }) => bytes_MB),
        baseline: theirs.map(({ bytes_MB }) => bytes_MB),
      },
    ];
  },
};

async function pullOnce(
  world: World,
  database: TestDatabase,
  hub: Served<HubCalls>,
): Promise<Round> {
  const device = await world.device(database, hub.url);
  const { pulled, pull_ms, bytes } = await device.call("sync", null);
  const memory = await device.call("peakMemory_bytes", null);
  await world.stop(device);
  return {
    rate: (pulled / pull_ms) * 1_000,
    memory_MB: memory / MB,
    bytes_MB: (bytes.sent + bytes.received) / MB,
  };
}

async function naivePullOnce(world: World, hub: Served<NaiveHubCalls>): Promise<Round> {
  const device = await world.naiveDevice(hub.url);
  const { records, ms, bytes } = await device.call("pull", null);
  const memory = await device.call("peakMemory_bytes", null);
  await world.stop(device);
  return {
    rate: (records / ms) * 1_000,
    memory_MB: memory / MB,
    bytes_MB: (bytes.sent + bytes.received) / MB,
  };
}

function pick(rounds: readonly Round[]): number[] {
  return rounds.map(({ memory_MB }) => memory_MB);
}

function memoryLine(what: string, rounds: number[], baseline: number[]): Line {
  return { what, unit: "MB", better: "lower", rounds, baseline };
}
