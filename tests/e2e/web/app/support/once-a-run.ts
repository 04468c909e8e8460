import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { present } from "@healthops/base/assert";
import { TEST_FOLDER_VARIABLE } from "@healthops/testing/postgres/test-database";

const LOOK_MS = 100;

/** Where the files of a run of tests share what costs time to make; deleted at its end. */
export function runFolder(): string {
  return present(process.env[TEST_FOLDER_VARIABLE], "a run of tests has a folder");
}

/**
 * The first file of a run that asks does the work, while the others wait; whatever goes wrong ends the
 * waiting of the others too.
 */
export async function onceARun(name: string, work: () => Promise<void>): Promise<void> {
  const outcome = path.join(runFolder(), `${name}-done`);
  if (await isFirst(path.join(runFolder(), `${name}-begun`))) {
    const failure = await work().then(
      () => "",
      (error: unknown) => String(error),
    );
    await writeFile(`${outcome}.new`, failure);
    await rename(`${outcome}.new`, outcome);
  }
  while (!existsSync(outcome)) await pause(LOOK_MS);
  const failure = await readFile(outcome, "utf8");
  if (failure !== "") throw new Error(`${name}: ${failure}`);
}

async function isFirst(folder: string): Promise<boolean> {
  return mkdir(folder).then(
    () => true,
    () => false,
  );
}
