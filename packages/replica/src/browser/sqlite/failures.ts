import { SQLITE_BUSY, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_NOTADB } from "@journeyapps/wa-sqlite";
import { isProblem, Problem } from "@healthops/base/problem";

/** Another window holds a file handle that it is about to let go of. */
const PASSING = new Set(["NoModificationAllowedError", "InvalidStateError"]);

/** Whether trying again soon may go well: another window is using the database. */
export function isBusy(error: unknown): boolean {
  if (error instanceof DOMException) return PASSING.has(error.name);
  return codeOf(error) === SQLITE_BUSY;
}

/** What a failure of SQLite means for the person; `storage` is what the files last failed with. */
export function sqliteProblem(error: unknown, storage: unknown): unknown {
  if (isProblem(error)) return error;
  const full =
    codeOf(error) === SQLITE_FULL || (codeOf(error) !== null && isFull(storage)) || isNoRoom(error);
  if (full) return storageFull(error);
  if (isBusy(error)) return databaseBusy(error);
  const code = codeOf(error);
  if (code === SQLITE_NOTADB) return unusable("its key does not fit", error);
  if (code === SQLITE_CORRUPT) return unusable("its content is damaged", error);
  return error;
}

/** Whether a file could not grow. */
export function isNoRoom(error: unknown): boolean {
  return nameOf(error) === "QuotaExceededError";
}

function codeOf(error: unknown): number | null {
  if (!(error instanceof Error) || error instanceof DOMException || !("code" in error)) return null;
  // The low byte of an extended code is the code itself.
  return typeof error.code === "number" ? error.code & 0xff : null;
}

/**
 * A browser's limit has a name of its own. Of a disk that is full itself IndexedDB says only that it
 * aborted, and the browser's file system takes a part of what is written.
 */
const FULL = new Set(["transaction aborted", "short write"]);

function isFull(storage: unknown): boolean {
  if (!(storage instanceof Error)) return false;
  return storage.name === "QuotaExceededError" || FULL.has(storage.message);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

function storageFull(cause: unknown): Problem {
  return new Problem({
    code: "storage_full",
    status: 507,
    message:
      "This device has no room left for the app's data, so the change was not saved. Free some space on the device, then try again; if it stays, reload this window.",
    cause,
  });
}

/** Before all records are replaced; as on other devices, nothing is replaced without the copy. */
export function noRoomForCopy(cause: unknown): Problem {
  return new Problem({
    code: "no_room_for_copy",
    status: 507,
    message:
      "There is no room for a copy of this device's data, so nothing was replaced. Free some space on the device, then sync again.",
    cause,
  });
}

function databaseBusy(cause: unknown): Problem {
  return new Problem({
    code: "database_busy",
    status: 503,
    message:
      "Another window of this app keeps the data for itself. Bring it to the front or close it, then try again.",
    cause,
  });
}

function unusable(why: string, cause: unknown): Problem {
  return new Problem({
    code: "database_unusable",
    status: 500,
    message: `The data on this device cannot be opened: ${why}. Sign in with "start over" to fetch it again from the hub; changes that were not sent yet are lost by that.`,
    cause,
  });
}
