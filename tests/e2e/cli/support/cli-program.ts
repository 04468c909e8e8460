import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { TEST_FOLDER_VARIABLE } from "@healthops/testing/postgres/test-database";

const SOURCE = "apps/cli/src/main.ts";
const LOOK_MS = 100;

let program: string | null = null;

/**
 * The command line as tests start it hundreds of times: bundled once for a run of tests, by the first file
 * that asks. Outside of a run, and where a test names the program itself, it is started from its sources.
 */
export function cliProgram(): string {
  return (program ??= bundled(process.env[TEST_FOLDER_VARIABLE]));
}

function bundled(runFolder: string | undefined): string {
  if (runFolder === undefined) return SOURCE;
  const folder = path.join(runFolder, "cli");
  const failed = path.join(runFolder, "cli-failed");
  if (isFirst(path.join(runFolder, "cli-begun"))) {
    try {
      const bundler = path.join(import.meta.dirname, "bundle-program.main.ts");
      execFileSync(process.execPath, [bundler, SOURCE, `${folder}.new`]);
      renameSync(`${folder}.new`, folder);
    } catch (error) {
      mkdirSync(failed);
      throw error;
    }
  }
  const waiting = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(folder)) {
    if (existsSync(failed)) throw new Error("the command line could not be bundled");
    Atomics.wait(waiting, 0, 0, LOOK_MS);
  }
  return path.join(folder, "main.js");
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
