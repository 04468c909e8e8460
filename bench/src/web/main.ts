import { join } from "node:path";
import { isProblem } from "@healthops/base/problem";
import type { Options } from "../options.ts";
import { helpText, readOptions } from "../options.ts";
import { machineFacts } from "../report/machine-facts.ts";
import { progressTeller, RESULTS, runCases, tell } from "../report/run-cases.ts";
import { openWorld } from "../world/world.ts";
import { coldStart } from "./cases/cold-start.ts";
import { exporting } from "./cases/export.ts";
import { filter } from "./cases/filter.ts";
import { firstLoad } from "./cases/first-load.ts";
import { firstSync } from "./cases/first-sync.ts";
import { importing } from "./cases/import.ts";
import { memory } from "./cases/memory.ts";
import { month } from "./cases/month.ts";
import { scroll } from "./cases/scroll.ts";
import type { WebCase } from "./cases/web-case.ts";
import { FULL, QUICK } from "./cases/web-case.ts";
import { WebWorld } from "./world/web-world.ts";

/** In this order: each leaves the device as the next one wants it. */
const CASES: readonly WebCase[] = [
  firstLoad,
  firstSync,
  coldStart,
  scroll,
  filter,
  memory,
  exporting,
  importing,
  month,
];
const ABOUT = {
  what: "Measures the built app in a real Chromium, with a real hub.",
  script: "bench:web",
};
/** Exit status of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), CASES);
  if (options.help) process.stdout.write(helpText(ABOUT, CASES));
  else await measure(options, progressTeller());
}

async function measure(options: Options, progress: (text: string) => void): Promise<void> {
  const base = await openWorld({ progress, profiles: null });
  const profiles = options.profile ? join(RESULTS, "profiles") : null;
  const world = new WebWorld(base, options.quick ? QUICK : FULL, profiles);
  process.once("SIGINT", () => {
    progress("stopping");
    void world.close().finally(() => process.exit(INTERRUPTED));
  });
  try {
    const facts = await machineFacts(base.postgres.adminConnectionString);
    const reports = await runCases(CASES, options, (one) => one.run(world));
    progress(`results are in ${tell(facts, reports, options, "web-")}`);
  } finally {
    await world.close();
  }
}

await main().catch((error: unknown) => {
  const text = isProblem(error) || !(error instanceof Error) ? String(error) : error.stack;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
