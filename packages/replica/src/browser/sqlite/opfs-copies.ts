import { assert } from "@healthops/base/assert";
import { withLock } from "../windows/locks.ts";
import type { DatabaseCopies } from "./copies.ts";
import { chosenName, COPIES_KEPT, copyName, isCopyOf } from "./copies.ts";

/** What of a file's handle copying needs; the file system holds one for the database that is in use. */
export interface ReadHandle {
  getSize(): number;
  read(buffer: Uint8Array<ArrayBuffer>, options: { at: number }): number;
}

/** Workers' part of the private file system, which the types of windows leave out. */
interface OwnHandle extends ReadHandle {
  write(buffer: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

interface OwnFile {
  createSyncAccessHandle(): Promise<OwnHandle>;
}

const PIECE_bytes = 1024 * 1024;
/** Large enough for the name of a copy. */
const NOTE_bytes = 1024;

/**
 * Copies beside the databases, in the browser's private file system: the same encrypted pages, so a copy
 * opens with its database's key and is noise without it. `inUse` gives the handle that this window's
 * SQLite holds.
 */
export function opfsCopies(inUse: (name: string) => ReadHandle | null): DatabaseCopies {
  return {
    async keep(name, now, except) {
      const copy = copyName(name, now);
      const source = inUse(name);
      assert(source !== null, "a database in a transaction has a handle");
      const older = (await listCopies(name)).filter((one) => one !== except);
      const others = COPIES_KEPT - (except === null ? 1 : 2);
      try {
        await copyInto(copy, source).catch(async (error: unknown) => {
          if (older.length === 0) throw error;
          // The newest copy is worth more than those before it.
          for (const old of older.splice(0)) await removeFile(old);
          await copyInto(copy, source);
        });
      } catch (error) {
        await removeFile(copy);
        throw error;
      }
      for (const old of older.slice(others)) await removeFile(old);
    },
    list: listCopies,
    async choose(name, copy) {
      await withFile(chosenName(name), true, async (note) => {
        note.truncate(0);
        note.write(new TextEncoder().encode(copy), { at: 0 });
        note.flush();
      });
    },
    async putBack(name, finish) {
      if (!(await exists(chosenName(name)))) return;
      await withLock(`healthops-put-back-${name}`, async () => {
        if (!(await exists(chosenName(name)))) return;
        const copy = await chosenCopy(name);
        if (copy !== null) {
          await overwrite(name, copy);
          await finish();
        }
        await removeFile(chosenName(name));
        if (copy !== null) await removeFile(copy);
      });
    },
  };
}

/** What the note names; null when that is no copy, because the note was never finished. */
async function chosenCopy(name: string): Promise<string | null> {
  const text = await withFile(chosenName(name), false, async (note) => {
    const buffer = new Uint8Array(NOTE_bytes);
    return new TextDecoder().decode(buffer.subarray(0, note.read(buffer, { at: 0 })));
  });
  return (await listCopies(name)).includes(text) ? text : null;
}

/** A journal that a killed window left belongs to what goes, and must not be rolled back into the copy. */
async function overwrite(name: string, copy: string): Promise<void> {
  await withFile(copy, false, async (source) => {
    await copyInto(name, source, async () => {
      await withFile(`${name}-journal`, true, async (journal) => {
        journal.truncate(0);
        journal.flush();
      });
    });
  });
}

/** Makes a file the same as another; `before` runs once nobody else can have it. */
async function copyInto(
  to: string,
  source: ReadHandle,
  before: () => Promise<void> = async () => undefined,
): Promise<void> {
  await withFile(to, true, async (target) => {
    await before();
    const size = source.getSize();
    const buffer = new Uint8Array(PIECE_bytes);
    for (let at = 0; at < size;) {
      const read = source.read(buffer, { at });
      assert(read > 0, "a file is as long as it says");
      const written = target.write(buffer.subarray(0, read), { at });
      if (written !== read) throw new DOMException("no room for the copy", "QuotaExceededError");
      at += read;
    }
    target.truncate(size);
    target.flush();
  });
}

async function listCopies(name: string): Promise<readonly string[]> {
  const root: AsyncIterable<[string, FileSystemHandle]> = await navigator.storage.getDirectory();
  const copies: string[] = [];
  for await (const [file] of root) if (isCopyOf(name, file)) copies.push(file);
  return copies.toSorted().toReversed();
}

async function withFile<T>(
  name: string,
  create: boolean,
  work: (handle: OwnHandle) => Promise<T>,
): Promise<T> {
  const root = await navigator.storage.getDirectory();
  const file = (await root.getFileHandle(name, { create })) as FileSystemFileHandle & OwnFile;
  const handle = await file.createSyncAccessHandle();
  try {
    return await work(handle);
  } finally {
    handle.close();
  }
}

async function exists(name: string): Promise<boolean> {
  const root = await navigator.storage.getDirectory();
  try {
    await root.getFileHandle(name);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** Removes a file if it is there. */
export async function removeFile(name: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(name).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
}

function isNotFound(error: unknown): boolean {
  return error instanceof DOMException && error.name === "NotFoundError";
}
