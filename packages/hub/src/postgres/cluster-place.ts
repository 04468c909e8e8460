import { createHash, randomBytes } from "node:crypto";
import {
  access,
  chmod,
  chown,
  constants,
  mkdir,
  readFile,
  readdir,
  rename,
  stat,
  writeFile,
} from "node:fs/promises";
import path from "node:path";

import { Problem } from "@healthops/base/problem";

import type { EmbeddedLog } from "./embedded-log.ts";
import type { OsUser } from "./os-user.ts";
import { canEnter, runningAsRoot, userForExistingServer, userForNewServer } from "./server-user.ts";

/** Where one embedded server keeps its files, and as whom it runs. */
export interface ClusterPlace {
  /** Holds `cluster` (PostgreSQL's own folder), `credentials.json` and `server.log`. */
  readonly folder: string;
  readonly user: OsUser | null;
}

/** A folder for servers and programs that any user can enter; used only when running as root. */
export const SHARED_FOLDER = "/var/lib/healthops";

const POINTER = "postgres.location";

/** PostgreSQL's own folder of a place. */
export function clusterFolder(place: ClusterPlace): string {
  return path.join(place.folder, "cluster");
}

/**
 * Creates the data folder if need be; returns its absolute path. Throws a Problem
 * `database_folder_forbidden` when this user may not write to it.
 */
export async function makeDataFolder(dataFolder: string): Promise<string> {
  const folder = path.resolve(dataFolder);
  const made = await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EACCES" ? forbidden(folder) : error;
  });
  // A server run by another user must pass through it, yet nobody else may list it.
  if (made !== undefined) await chmod(folder, runningAsRoot() ? 0o711 : 0o700);
  await access(folder, constants.W_OK | constants.X_OK).catch(() => {
    throw forbidden(folder);
  });
  return folder;
}

/**
 * The place of the server that belongs to a data folder, or null when it has none yet: `postgres`
 * inside it, or where its pointer file says.
 */
export async function findPlace(dataFolder: string): Promise<ClusterPlace | null> {
  const pointer = path.join(dataFolder, POINTER);
  const pointed = await readFile(pointer, "utf8").then((text) => text.trim(), absent);
  const folder = pointed ?? path.join(dataFolder, "postgres");
  const owner = await stat(path.join(folder, "cluster")).catch(absent);
  if (owner === null) {
    if (pointed === null) return null;
    throw new Problem({
      code: "database_missing",
      status: 500,
      message: `${pointer} says that the database is in ${folder}, but it is not there; bring it back, or delete that file to begin with an empty one.`,
    });
  }
  const user = await userForExistingServer(path.join(folder, "cluster"));
  if (!(await canEnter(folder, user))) {
    throw new Problem({
      code: "database_folder_unreachable",
      status: 500,
      message: `The database in ${folder} belongs to ${user?.name ?? "another user"}, who cannot enter that folder; open the folders above it for passing through (chmod o+x), or move the data folder.`,
    });
  }
  return { folder, user };
}

/**
 * Chooses and makes the folder for a new server: inside the data folder, or under `sharedFolder`
 * when the server's user cannot enter the data folder (somebody's home, say). Call
 * {@link rememberPlace} once the server's files are whole.
 */
export async function makePlace(
  dataFolder: string,
  sharedFolder: string,
  log: EmbeddedLog,
): Promise<ClusterPlace> {
  const user = await userForNewServer();
  const inside = await canEnter(dataFolder, user);
  const folder = inside
    ? path.join(dataFolder, "postgres")
    : await outsidePlace(dataFolder, sharedFolder, log);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  if (user !== null) await chown(folder, user.uid, user.gid);
  if (await canEnter(folder, user)) return { folder, user };
  throw new Problem({
    code: "database_folder_unreachable",
    status: 500,
    message: `PostgreSQL runs as ${user?.name ?? "this user"}, who can enter neither ${dataFolder} nor ${sharedFolder}; choose another data folder.`,
  });
}

/** Writes the pointer file if the place lies outside the data folder. */
export async function rememberPlace(dataFolder: string, place: ClusterPlace): Promise<void> {
  if (place.folder === path.join(dataFolder, "postgres")) return;
  const pointer = path.join(dataFolder, POINTER);
  await writeFile(`${pointer}.new`, `${place.folder}\n`, { mode: 0o600 });
  await rename(`${pointer}.new`, pointer);
}

/**
 * A new name each time: whoever deletes a data folder expects to begin with an empty database, not
 * to meet the old one again.
 */
async function outsidePlace(
  dataFolder: string,
  sharedFolder: string,
  log: EmbeddedLog,
): Promise<string> {
  await mkdir(sharedFolder, { recursive: true, mode: 0o755 });
  const name = createHash("sha256").update(dataFolder).digest("hex").slice(0, 16);
  const left = (await readdir(sharedFolder)).filter((entry) => entry.startsWith(`${name}-`));
  if (left.length > 0) {
    const folders = left.map((entry) => path.join(sharedFolder, entry));
    log.warn({ folders }, "databases of a data folder that was deleted; delete them if unwanted");
  }
  return path.join(sharedFolder, `${name}-${randomBytes(4).toString("hex")}`);
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
  throw error.code === "EACCES" ? forbidden(error.path ?? "the data folder") : error;
}

function forbidden(folder: string): Problem {
  return new Problem({
    code: "database_folder_forbidden",
    status: 500,
    message: `This user may not use ${folder}; start the hub as the user who owns it, or choose another data folder.`,
  });
}
