import { Factory, SQLITE_IOERR_LOCK, SQLITE_LOCK_NONE } from "@journeyapps/wa-sqlite";
import { encryptedVfs } from "./encrypted-vfs.ts";
import type { SqliteFiles } from "./sqlite-files.ts";

const IDB_NAME = "healthops-files";

/** The parts of the library's class that its types leave out. */
interface IdbVfsClass {
  create(name: string, module: object, options: object): Promise<SQLiteVFS & IdbVfs>;
  readonly prototype: IdbVfs;
}

type LockMethod = (this: IdbVfs, fileId: number, lock: number) => Promise<number>;

interface IdbVfs {
  lastError: unknown;
  jLock: LockMethod;
  jUnlock: LockMethod;
  jDelete(name: string, syncDir: number): Promise<number>;
}

/** SQLite on IndexedDB, for browsers without a private file system: the same promises, but slower. */
export async function openIndexedDb(): Promise<SqliteFiles> {
  // Loaded only here: most browsers never need it.
  const [{ default: ModuleFactory }, { IDBBatchAtomicVFS }] = await Promise.all([
    import("@journeyapps/wa-sqlite/dist/mc-wa-sqlite-async.mjs"),
    import("@journeyapps/wa-sqlite/src/examples/IDBBatchAtomicVFS.js"),
  ]);
  const module = await ModuleFactory();
  const sqlite = Factory(module);
  const vfsClass = IDBBatchAtomicVFS as unknown as IdbVfsClass;
  const vfs = await vfsClass.create(IDB_NAME, module, { lockPolicy: "exclusive" });
  survivesAborts(vfs, vfsClass);
  sqlite.vfs_register(vfs, true);
  encryptedVfs(module, IDB_NAME);
  return {
    kind: "indexeddb",
    sqlite,
    lastError: () => vfs.lastError,
    // Locks last no longer than a transaction there.
    release: () => undefined,
    // Its files are blocks in a table, which only SQLite on top of them can put together.
    copies: null,
    async remove(name) {
      for (const suffix of ["", "-journal"]) await vfs.jDelete(name + suffix, 1);
    },
    // Blocks without an owner stay until the site's data is cleared.
    names: async () => [],
  };
}

/**
 * When IndexedDB aborts (the disk is full), the library throws where nobody waits for it, and the
 * statement would hang for ever with its lock held. So the failure is answered, and the lock given
 * back by the layer below. This file system works no more then, but the data is as it was.
 */
function survivesAborts(vfs: IdbVfs, vfsClass: IdbVfsClass): void {
  const { jLock: lock, jUnlock: unlock } = vfsClass.prototype;
  const { jUnlock: giveBack } = Object.getPrototypeOf(vfsClass.prototype) as IdbVfs;
  vfs.jLock = async (fileId, type) => {
    try {
      return await lock.call(vfs, fileId, type);
    } catch (error) {
      vfs.lastError = error;
      await giveBack.call(vfs, fileId, SQLITE_LOCK_NONE);
      return SQLITE_IOERR_LOCK;
    }
  };
  vfs.jUnlock = async (fileId, type) => {
    try {
      return await unlock.call(vfs, fileId, type);
    } catch (error) {
      vfs.lastError = error;
      return giveBack.call(vfs, fileId, type);
    }
  };
}
