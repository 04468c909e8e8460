import { stat } from "node:fs/promises";

import { Problem } from "@healthops/base/problem";

import type { OsUser } from "./os-user.ts";
import { runProgram } from "./run-program.ts";

const OWN_USER = "healthops-postgres";
/** The largest id that `spawn` accepts; macOS's `nobody` is -2. */
const LARGEST_ID = 0xffff_ffff;

/** Whether this process is root, which PostgreSQL refuses to run as. */
export function runningAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The user to run a new server as: null (ourselves) unless this process is root; then `postgres`,
 * else a system user made once, else `nobody`.
 */
export async function userForNewServer(): Promise<OsUser | null> {
  if (!runningAsRoot()) return null;
  const known = (await findUser("postgres")) ?? (await findUser(OWN_USER));
  if (known !== null) return known;
  const args = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"];
  await runProgram("useradd", [...args, OWN_USER], { user: null, folder: "/" }).catch(() => null);
  const fallback = (await findUser(OWN_USER)) ?? (await findUser("nobody"));
  if (fallback !== null) return fallback;
  throw new Problem({
    code: "database_no_user",
    status: 500,
    message:
      "PostgreSQL refuses to run as root and this system has no other user for it; create a user named postgres, start the hub as an ordinary user, or set DATABASE_URL.",
  });
}

/**
 * The user an existing server folder belongs to: the server must run as its owner, whatever user
 * would be chosen today. Null means ourselves.
 */
export async function userForExistingServer(folder: string): Promise<OsUser | null> {
  const self = process.getuid?.();
  const owner = await stat(folder);
  if (self === undefined || (owner.uid === self && self !== 0)) return null;
  if (self === 0 && owner.uid !== 0) {
    return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  }
  const advice =
    self === 0
      ? "PostgreSQL refuses to run as root: give the folder to another user with chown -R"
      : "start the hub as that user or as root";
  throw new Problem({
    code: "database_folder_forbidden",
    status: 500,
    message: `The database folder ${folder} belongs to the user with id ${owner.uid}; ${advice}.`,
  });
}

/** Whether the user can enter the folder, asked of the system itself (modes, ACLs, mounts). */
export async function canEnter(folder: string, user: OsUser | null): Promise<boolean> {
  if (user === null) return true;
  const args = ["-c", 'cd -- "$1"', "sh", folder];
  const result = await runProgram("/bin/sh", args, { user, folder: "/" });
  return result.exitCode === 0;
}

async function findUser(name: string): Promise<OsUser | null> {
  const [uid, gid] = await Promise.all([askId("-u", name), askId("-g", name)]);
  if (uid === null || gid === null || uid === 0) return null;
  return { name, uid, gid };
}

async function askId(flag: "-u" | "-g", name: string): Promise<number | null> {
  const asked = await runProgram("id", [flag, name], { user: null, folder: "/" }).catch(() => null);
  if (asked === null || asked.exitCode !== 0) return null;
  const id = Number.parseInt(asked.output, 10);
  return Number.isInteger(id) && id >= 0 && id <= LARGEST_ID ? id : null;
}
