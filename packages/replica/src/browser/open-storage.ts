import { Problem } from "@healthops/base/problem";
import type { SqliteFiles } from "./sqlite/sqlite-files.ts";

export type StorageKind = SqliteFiles["kind"];

/**
 * Opens the best storage that this browser offers: its private file system, else IndexedDB. There is
 * no third way: data that only memory holds would be lost without a word. Throws `storage_missing`.
 */
export async function openStorage(wanted?: StorageKind): Promise<SqliteFiles> {
  const kind = wanted ?? (await bestKind());
  if (kind === "opfs") {
    const { openOpfs } = await import("./sqlite/open-opfs.ts");
    return openOpfs();
  }
  const { openIndexedDb } = await import("./sqlite/open-indexeddb.ts");
  return openIndexedDb();
}

async function bestKind(): Promise<StorageKind> {
  if (!isSecureContext) throw addressNotSecure();
  if (!("locks" in navigator)) throw storageMissing(null);
  if (await hasOpfs()) return "opfs";
  try {
    await hasIndexedDb();
    return "indexeddb";
  } catch (error) {
    throw storageMissing(error);
  }
}

async function hasOpfs(): Promise<boolean> {
  if (typeof FileSystemFileHandle === "undefined") return false;
  if (!("createSyncAccessHandle" in FileSystemFileHandle.prototype)) return false;
  try {
    // Private windows of some browsers have the name but refuse the use.
    await navigator.storage.getDirectory();
    return true;
  } catch {
    return false;
  }
}

function hasIndexedDb(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("healthops-probe");
    request.addEventListener("error", () =>
      reject(request.error ?? new Error("IndexedDB does not open")),
    );
    request.addEventListener("success", () => {
      request.result.close();
      resolve();
    });
  });
}

/** Browsers give storage, locks and encryption to pages that nobody can have changed on the way. */
function addressNotSecure(): Problem {
  return new Problem({
    code: "storage_missing",
    status: 500,
    message:
      "Browsers let this app keep data only at a secure address. Open it by an address that begins with https://, or on the hub's own machine by http://127.0.0.1.",
  });
}

function storageMissing(cause: unknown): Problem {
  return new Problem({
    code: "storage_missing",
    status: 500,
    message:
      "This browser gives the app no place to keep data, so it cannot work here, online or offline. Leave the private window, allow this site to store data, or use a current Chrome, Edge, Firefox or Safari.",
    cause,
  });
}
