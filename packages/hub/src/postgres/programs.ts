import { chmod, cp, mkdir, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

import { Problem } from "@healthops/base/problem";

import type { EmbeddedLog } from "./embedded-log.ts";
import { withFolderMutex } from "./folder-mutex.ts";
import type { OsUser } from "./os-user.ts";
import { completeLibraryLinks, findPlatformPackage } from "./platform-package.ts";
import { runProgram } from "./run-program.ts";
import type { PlatformPackage } from "./platform-package.ts";

/** PostgreSQL's programs, in a place from which the server's user can run them. */
export interface Programs {
  readonly initdb: string;
  readonly pgCtl: string;
  /** PostgreSQL's major version, `18`. */
  readonly major: string;
}

export interface ProgramsOptions {
  readonly user: OsUser | null;
  /** Where a copy of the programs goes if the user cannot run the installed ones. */
  readonly copyFolder: string;
  readonly log: EmbeddedLog;
  /** Where the programs are installed; absent: looked up among the npm packages. */
  readonly installed?: PlatformPackage;
}

/**
 * The installed programs if the user can run them, else a copy made once under `copyFolder`: the
 * checkout may lie in a home that the server's user cannot enter, and a home's mode is not ours to
 * change. Throws a Problem `database_unsupported_platform` when neither runs.
 */
export async function findPrograms(options: ProgramsOptions): Promise<Programs> {
  const installed = options.installed ?? (await findPlatformPackage());
  if (await completeLibraryLinks(installed.folder)) {
    const attempt = await tryPrograms(installed.folder, options.user);
    if (attempt.programs !== null) return attempt.programs;
  }
  const copy = await copyPrograms(installed, options);
  const attempt = await tryPrograms(copy, options.user);
  if (attempt.programs !== null) return attempt.programs;
  throw new Problem({
    code: "database_unsupported_platform",
    status: 500,
    message:
      "The PostgreSQL that comes with HealthOps does not run on this system; use your own server with DATABASE_URL.",
    extra: { folder: copy, detail: attempt.reason },
  });
}

type Attempt = { programs: Programs } | { programs: null; reason: string };

async function tryPrograms(folder: string, user: OsUser | null): Promise<Attempt> {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string): string => path.join(folder, "native/bin", name + suffix);
  try {
    await Promise.all(["initdb", "pg_ctl", "postgres"].map((name) => makeRunnable(program(name))));
    const asked = await runProgram(program("postgres"), ["--version"], {
      user,
      folder: rootFolder(),
    });
    const major = /PostgreSQL\) (\d+)/.exec(asked.output)?.[1];
    if (asked.exitCode !== 0 || major === undefined)
      return { programs: null, reason: asked.output };
    return { programs: { initdb: program("initdb"), pgCtl: program("pg_ctl"), major } };
  } catch (error) {
    return { programs: null, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function makeRunnable(file: string): Promise<void> {
  const { mode } = await stat(file);
  // A folder that cannot be written to is no fault as long as the program then runs.
  if ((mode & 0o111) !== 0o111) await chmod(file, mode | 0o555).catch(() => undefined);
}

/** A folder every user can enter, for programs that need none. */
function rootFolder(): string {
  return path.parse(process.cwd()).root;
}

async function copyPrograms(installed: PlatformPackage, options: ProgramsOptions): Promise<string> {
  const place = path.join(options.copyFolder, `postgres-${installed.version}`);
  await mkdir(options.copyFolder, { recursive: true });
  await withFolderMutex(path.join(options.copyFolder, "postgres-programs.lock"), async () => {
    if ((await stat(place).catch(() => null)) !== null) return;
    options.log.info({ folder: place }, "copying PostgreSQL to where its user can run it");
    const half = `${place}.new`;
    await rm(half, { recursive: true, force: true });
    await cp(await realpath(path.join(installed.folder, "native")), path.join(half, "native"), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !/(\.a|[\\/]pkgconfig|[\\/]pgxs)$/.test(source),
    });
    await completeLibraryLinks(half);
    await openToEveryone(half);
    // Under its final name only when whole: a copy cut short is made anew.
    await rename(half, place);
  });
  return place;
}

/** Modes follow the umask of whoever installed the package; a copy for another user cannot. */
async function openToEveryone(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  await Promise.all(
    entries
      .filter((entry) => !entry.isSymbolicLink())
      .map((entry) => {
        const runnable = entry.isDirectory() || path.basename(entry.parentPath) === "bin";
        return chmod(path.join(entry.parentPath, entry.name), runnable ? 0o755 : 0o644);
      }),
  );
}
