import { chmod, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Timers } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import { becomeNewDevice } from "../restored/become-new-device.ts";
import { openNodeSqlite } from "./node-sqlite.ts";
import { removeDatabase } from "./remove-database.ts";

/** Copies that stay beside the database; an older one goes when another is made. */
const KEPT = 2;
const MARK = ".before-";
/** A moment as {@link keepCopy} writes it: SQLite's own files beside a copy are none. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d{9}Z$/;
const SQLITE_FULL = 13;

/**
 * Copies the database beside itself as it is in this moment, readable by its owner alone; answers the
 * copy's path. Problem `storage_full`: then nothing may be replaced either.
 */
export async function keepCopy(file: string, now: Date): Promise<string> {
  const copy = `${file}${MARK}${now.toISOString().replaceAll(/[:.]/g, "")}`;
  // Named as a copy when it is whole: a kill must not leave half a one to go back to.
  const half = `${file}.half`;
  await removeDatabase(half);
  const source = new DatabaseSync(file, { readOnly: true });
  try {
    source.prepare("vacuum into ?").run(half);
  } catch (error) {
    await removeDatabase(half);
    const full = error instanceof Error && "errcode" in error && error.errcode === SQLITE_FULL;
    throw full ? noRoom(error) : error;
  } finally {
    source.close();
  }
  await chmod(half, 0o600);
  await rename(half, copy);
  for (const old of (await listCopies(file)).slice(KEPT)) await rm(old, { force: true });
  return copy;
}

/** The copies of a database, newest first. */
export async function listCopies(file: string): Promise<readonly string[]> {
  const names = await readdir(path.dirname(file));
  const start = `${path.basename(file)}${MARK}`;
  return names
    .filter((name) => name.startsWith(start) && MOMENT.test(name.slice(start.length)))
    .toSorted()
    .toReversed()
    .map((name) => path.join(path.dirname(file), name));
}

/**
 * Puts a copy in the place of the database, which is kept as a copy itself; nobody else may have it
 * open. What the copy had not sent will be sent, by what is a new device for the hub.
 */
export async function goBackTo(
  file: string,
  copy: string,
  now: Date,
  timers: Timers,
): Promise<void> {
  const chosen = `${file}.chosen`;
  await rename(copy, chosen);
  await keepCopy(file, now);
  await removeDatabase(file);
  await rename(chosen, file);
  const database = openNodeSqlite(file, { timers });
  try {
    await database.transaction(becomeNewDevice);
  } finally {
    await database.close();
  }
}

function noRoom(cause: unknown): Problem {
  return new Problem({
    code: "storage_full",
    status: 507,
    message:
      "There is no room for a copy of this device's data, so nothing was replaced. Free some space, then sync again.",
    cause,
  });
}
