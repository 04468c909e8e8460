import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { dirname, join, resolve } from "node:path";
import { isProblem } from "@healthops/base/problem";
import type { Case } from "./cases/case.ts";
import { FULL, QUICK } from "./cases/case.ts";
import { desktop } from "./cases/desktop.ts";
import { firstPull } from "./cases/first-pull.ts";
import { growth } from "./cases/growth.ts";
import { idle } from "./cases/idle.ts";
import { lists } from "./cases/lists.ts";
import { live } from "./cases/live.ts";
import { push } from "./cases/push.ts";
import { pushers } from "./cases/pushers.ts";
import { smallPull } from "./cases/small-pull.ts";
import type { Options } from "./options.ts";
import { helpText, readOptions } from "./options.ts";
import { judge } from "./report/line.ts";
import type { MachineFacts } from "./report/machine-facts.ts";
import { machineFacts } from "./report/machine-facts.ts";
import type { CaseReport } from "./report/table.ts";
import { tableText } from "./report/table.ts";
import { openWorld } from "./world/world.ts";

const CASES: readonly Case[] = [
  firstPull,
  push,
  smallPull,
  growth,
  live,
  pushers,
  lists,
  idle,
  desktop,
];
const RESULTS = join(import.meta.dirname, "../results");
/** Exit status of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), CASES);
  if (options.help) {
    process.stdout.write(helpText(CASES));
    return;
  }
  const start = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - start) / 1_000)}`.padStart(4);
  const progress = (text: string): void => void process.stderr.write(`${seconds()} s  ${text}\n`);
  const { facts, reports } = await measure(options, progress);
  process.stdout.write(`${factsText(facts)}\n${tableText(reports)}`);
  const file = writeJson(options, { facts, quick: options.quick, cases: reports });
  progress(`results are in ${file}`);
}

async function measure(
  options: Options,
  progress: (text: string) => void,
): Promise<{ facts: MachineFacts; reports: CaseReport[] }> {
  const profiles = options.profile ? join(RESULTS, "profiles") : null;
  const world = await openWorld({ progress, profiles });
  process.once("SIGINT", () => {
    progress("stopping");
    void world.close().finally(() => process.exit(INTERRUPTED));
  });
  try {
    const facts = await machineFacts(world.postgres.adminConnectionString);
    const reports: CaseReport[] = [];
    for (const { name, title, run } of CASES) {
      if (options.only !== null && !options.only.includes(name)) continue;
      const lines = await run(world, options.quick ? QUICK : FULL);
      reports.push({ name, title, load: loadavg()[0] ?? 0, lines: lines.map(judge) });
    }
    return { facts, reports };
  } finally {
    await world.close();
  }
}

function factsText(facts: MachineFacts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")
    .concat("\n");
}

function writeJson({ json }: Options, results: object): string {
  const date = new Date().toISOString().replaceAll(":", "-").slice(0, 19);
  const file = json === null ? join(RESULTS, `${date}.json`) : resolve(json);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  return file;
}

await main().catch((error: unknown) => {
  const text = isProblem(error) || !(error instanceof Error) ? String(error) : error.stack;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
