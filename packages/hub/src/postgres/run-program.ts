import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

import type { OsUser } from "./os-user.ts";

/** How a program ended and the last part of what it printed (stdout and stderr together). */
export interface ProgramResult {
  readonly exitCode: number | null;
  readonly output: string;
}

export interface ProgramOptions {
  /** Runs as this operating system user; null means as ourselves. */
  readonly user: OsUser | null;
  /** Working folder; the user must be able to enter it. */
  readonly folder: string;
}

const OUTPUT_KEPT_CHARS = 64_000;
/** How long printed text may still arrive after the program ended. */
const OUTPUT_GRACE_MS = 1000;

/**
 * Runs a program to its end in a session of its own, so that Ctrl-C in the terminal does not reach
 * it, and without the caller's PG* variables, which would point PostgreSQL's tools elsewhere.
 *
 * Resolves whatever the exit code is; rejects with Node's error when the program cannot be started
 * (`code` ENOENT, EACCES, …).
 */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  const child = spawn(file, args, {
    cwd: options.folder,
    detached: true,
    windowsHide: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: programEnvironment(process.env),
    ...(options.user === null ? {} : { uid: options.user.uid, gid: options.user.gid }),
  });
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString("utf8")).slice(-OUTPUT_KEPT_CHARS);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  // A server started by the program may inherit its pipes and hold them open; then "close" is late.
  const grace = new AbortController();
  await Promise.race([closed, delay(OUTPUT_GRACE_MS, undefined, grace).catch(() => undefined)]);
  grace.abort();
  child.stdout.destroy();
  child.stderr.destroy();
  return { exitCode, output };
}

/** The given environment without PG* variables and with messages in plain English. */
export function programEnvironment(
  base: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const kept = Object.entries(base).filter(([name]) => !name.toUpperCase().startsWith("PG"));
  return { ...Object.fromEntries(kept), LC_ALL: "C" };
}
