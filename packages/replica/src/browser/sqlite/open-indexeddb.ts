import { Factory } from "@journeyapps/wa-sqlite";
import { encryptedVfs } from "./encrypted-vfs.ts";
import type { SqliteFiles } from "./sqlite-files.ts";

const IDB_NAME = "healthops-files";

/** The part of the library's class that its types leave out. */
interface IdbVfsClass {
  create(name: string, module: object, options: object): Promise<SQLiteVFS & IdbVfs>;
}

interface IdbVfs {
  readonly lastError: unknown;
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
  sqlite.vfs_register(vfs, true);
  encryptedVfs(module, IDB_NAME);
  return {
    kind: "indexeddb",
    sqlite,
    lastError: () => vfs.lastError,
    // Locks last no longer than a transaction there.
    release: () => undefined,
    async remove(name) {
      for (const suffix of ["", "-journal"]) await vfs.jDelete(name + suffix, 1);
    },
    // Blocks without an owner stay until the site's data is cleared.
    names: async () => [],
  };
}
