import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isProblem } from "@healthops/base/problem";
import { RESULTS } from "../report/run-cases.ts";
import { quantile } from "../report/statistics.ts";
import { openWorld } from "../world/world.ts";
import type { World } from "../world/world.ts";
import { ATTACKS } from "./attacks.ts";
import type { Measured } from "./measure.ts";
import { measure, PUSHERS } from "./measure.ts";

const HELP = `npm run bench:abuse -- [--minutes 5] [--quiet-minutes 2] [--each] [--profile]

A few people use a hub, first alone and then beside all kinds of abuse at once; prints how long what they
do takes. With --each beside one kind after the other, for so long each. The hub has its ordinary limits.
`;
const PROFILES = join(RESULTS, "profiles");
const RECORDS = 20_000;
const MINUTE_ms = 60_000;

/** What fails together, where it is not one thing. */
const KIND: Readonly<Record<string, string>> = {
  "small push": "sync",
  pull: "sync",
  "seen on the other device": "live",
};

const progress = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", default: false },
      minutes: { type: "string", default: "5" },
      "quiet-minutes": { type: "string", default: "2" },
      each: { type: "boolean", default: false },
      profile: { type: "boolean", default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const world = await openWorld({ progress, profiles: values.profile ? PROFILES : null });
  try {
    const [quiet, abuse] = [Number(values["quiet-minutes"]), Number(values.minutes)];
    await run(world, quiet * MINUTE_ms, abuse * MINUTE_ms, values.each);
  } finally {
    await world.close();
  }
}

async function run(world: World, quiet_ms: number, abuse_ms: number, each: boolean): Promise<void> {
  const database = await world.database(RECORDS);
  const hub = await world.hub(database, { limits: true });
  const writer = await world.device(database, hub.url);
  const reader = await world.device(database, hub.url);
  const other = await world.device(database, hub.url, 1);
  world.progress("devices take in what there is");
  for (const device of [writer, reader]) await device.call("goLive", null);
  await other.call("change", { kind: "create", person: 1, count: 5, seed: 1 });
  await other.call("sync", null);
  const pusher = world.load();
  await pusher.call("signIn", { hubUrl: hub.url, people: PUSHERS });
  const use = { progress: world.progress, hubUrl: hub.url, writer, reader, other, pusher };
  world.progress("quiet");
  const quiet = await measure(use, quiet_ms, 1_000);
  const quietLoad = loadavg()[0] ?? 0;
  const kinds = each ? ATTACKS.map(({ name }) => name) : [null];
  for (const [at, only] of kinds.entries()) {
    world.progress(only ?? "abuse");
    const abuser = world.abuse();
    await abuser.call("begin", { hubUrl: hub.url, only });
    const abused = await measure(use, abuse_ms, 5_000 + at * 1_000);
    const counts = await abuser.call("end", null);
    await world.stop(abuser);
    const peak_MB = Math.round((await hub.program.call("peakMemory_bytes", null)) / 1024 ** 2);
    process.stdout.write(
      `${only === null ? "" : `\n${only}\n`}${table(quiet, abused)}` +
        `load ${quietLoad.toFixed(1)} → ${(loadavg()[0] ?? 0).toFixed(1)}, the hub's peak memory ${peak_MB} MB\n` +
        `answers to the abuse: ${JSON.stringify(counts)}\n`,
    );
  }
}

function table(quiet: Measured, abused: Measured): string {
  const head = ["quiet", "abuse"].flatMap((when) => [when, "p95", "p99", "count", "failed"]);
  const rows = [...quiet.times.keys()].map((what) =>
    line(what, [...cells(quiet, what), ...cells(abused, what)]),
  );
  return [line("ms", head), ...rows, ""].join("\n");
}

function line(what: string, texts: readonly string[]): string {
  return what.padEnd(26) + texts.map((text) => text.padStart(8)).join("");
}

function cells({ times, failed }: Measured, what: string): string[] {
  const all = times.get(what) ?? [];
  const of = (share: number) => (all.length === 0 ? "–" : quantile(all, share).toFixed(0));
  return [of(0.5), of(0.95), of(0.99), `${all.length}`, `${failed.get(KIND[what] ?? what) ?? 0}`];
}

await main().catch((error: unknown) => {
  const text = isProblem(error) || !(error instanceof Error) ? String(error) : error.stack;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
