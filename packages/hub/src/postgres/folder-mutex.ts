import { setTimeout as delay } from "node:timers/promises";
import { DatabaseSync } from "node:sqlite";

const RETRY_MS = 20;
const SQLITE_BUSY = 5;

/**
 * Runs `work` while no other process (or other caller in this one) holds the same lock file.
 *
 * The lock is SQLite's file lock, because Node has none of its own: the operating system drops it
 * when its holder dies, so a `kill -9` never leaves a stale lock and no process id has to be judged.
 * The folder must exist. Waits as long as the holder lives.
 */
export async function withFolderMutex<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    while (!tryTake(lock)) await delay(RETRY_MS);
    return await work();
  } finally {
    lock.close();
  }
}

function tryTake(lock: DatabaseSync): boolean {
  try {
    lock.exec("pragma journal_mode = memory; begin exclusive");
    return true;
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
