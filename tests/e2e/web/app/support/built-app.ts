import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { present } from "@healthops/base/assert";
import { TEST_FOLDER_VARIABLE } from "@healthops/testing/postgres/test-database";
import { runCommand } from "../../../cli/support/run-cli.ts";

const LOOK_MS = 100;

let built: Promise<void> | null = null;

/** Makes sure that a test's hub serves the app as its sources were when the run of tests began. */
export function builtApp(): Promise<void> {
  return (built ??= once());
}

/** The first file of a run that asks builds, while the others wait: the run's folder says how it went. */
async function once(): Promise<void> {
  const run = present(process.env[TEST_FOLDER_VARIABLE], "a run of tests has a folder");
  const outcome = path.join(run, "web-app-built");
  if (await isFirst(path.join(run, "web-app-begun"))) {
    // Whatever goes wrong must end the waiting of the others too.
    const failure = await build().catch((error: unknown) => String(error));
    await writeFile(`${outcome}.new`, failure);
    await rename(`${outcome}.new`, outcome);
  }
  while (!existsSync(outcome)) await pause(LOOK_MS);
  const failure = await readFile(outcome, "utf8");
  if (failure !== "") throw new Error(`the web app was not built: ${failure}`);
}

async function isFirst(folder: string): Promise<boolean> {
  return mkdir(folder).then(
    () => true,
    () => false,
  );
}

/** What went wrong; nothing when nothing did. */
async function build(): Promise<string> {
  const { status, stderr } = await runCommand(["--if-changed"], {
    program: "apps/web/build/main.ts",
  });
  return status === 0 ? "" : stderr;
}
