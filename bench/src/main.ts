import { join } from "node:path";
import { isProblem } from "@healthops/base/problem";
import type { Case } from "./cases/case.ts";
import { FULL, QUICK } from "./cases/case.ts";
import { desks } from "./cases/desks.ts";
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
import { machineFacts } from "./report/machine-facts.ts";
import { progressTeller, RESULTS, runCases, tell } from "./report/run-cases.ts";
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
  desks,
  desktop,
];
const ABOUT = {
  what: "Measures the product beside a naive baseline: real hub, PostgreSQL, SQLite and HTTP.",
  script: "bench",
};
/** Exit status of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), CASES);
  if (options.help) process.stdout.write(helpText(ABOUT, CASES));
  else await measure(options, progressTeller());
}

async function measure(options: Options, progress: (text: string) => void): Promise<void> {
  const profiles = options.profile ? join(RESULTS, "profiles") : null;
  const world = await openWorld({ progress, profiles });
  process.once("SIGINT", () => {
    progress("stopping");
    void world.close().finally(() => process.exit(INTERRUPTED));
  });
  try {
    const facts = await machineFacts(world.postgres.adminConnectionString);
    const sizes = options.quick ? QUICK : FULL;
    const reports = await runCases(CASES, options, (one) => one.run(world, sizes));
    progress(`results are in ${tell(facts, reports, options)}`);
  } finally {
    await world.close();
  }
}

await main().catch((error: unknown) => {
  const text = isProblem(error) || !(error instanceof Error) ? String(error) : error.stack;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
