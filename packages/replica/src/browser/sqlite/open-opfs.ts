import { Factory } from "@journeyapps/wa-sqlite";
import ModuleFactory from "@journeyapps/wa-sqlite/dist/mc-wa-sqlite.mjs";
import type { CoopVfs } from "@journeyapps/wa-sqlite/src/examples/OPFSCoopSyncVFS.js";
import { OPFSCoopSyncVFS } from "@journeyapps/wa-sqlite/src/examples/OPFSCoopSyncVFS.js";
import { encryptedVfs } from "./encrypted-vfs.ts";
import type { SqliteFiles } from "./sqlite-files.ts";
import { FILE_PREFIX } from "./sqlite-files.ts";
import { chosenName, databaseOf } from "./copies.ts";
import { opfsCopies, removeFile } from "./opfs-copies.ts";

const SUFFIXES = ["", "-journal", "-wal"] as const;
const FOUND_OK = 0;

/** SQLite on the browser's private file system: one window at a time holds a file, by turns. */
export async function openOpfs(): Promise<SqliteFiles> {
  const module = await ModuleFactory();
  const sqlite = Factory(module);
  const vfs = await OPFSCoopSyncVFS.create("opfs", module);
  seeOthersJournals(vfs);
  sqlite.vfs_register(vfs, true);
  encryptedVfs(module, vfs.name);
  const copies = opfsCopies((name) => vfs.persistentFiles.get(`/${name}`)?.accessHandle ?? null);
  return {
    kind: "opfs",
    sqlite,
    lastError: () => vfs.lastError,
    release(name) {
      // What another window's request would do: gives the handles back at once, or after the
      // statement that uses them.
      const channel = vfs.persistentFiles.get(`/${name}`)?.handleRequestChannel;
      channel?.onmessage?.(new MessageEvent("message"));
    },
    copies,
    async remove(name) {
      await removeFile(chosenName(name));
      for (const copy of await copies.list(name)) await removeFile(copy);
      for (const suffix of SUFFIXES) await removeFile(name + suffix);
    },
    async names() {
      const root: AsyncIterable<[string, FileSystemHandle]> =
        await navigator.storage.getDirectory();
      const names = new Set<string>();
      for await (const [file] of root) {
        if (file.startsWith(FILE_PREFIX)) names.add(databaseOf(file));
      }
      return [...names];
    },
  };
}

/**
 * The file system remembers which files exist from when it opened them. But the journal that a killed
 * window left behind came later, and whoever does not see it reads a half-written database: so the
 * journal itself is asked. Its end is also flushed when SQLite wants that, because it is the commit.
 */
function seeOthersJournals(vfs: CoopVfs): void {
  const access = vfs.jAccess.bind(vfs);
  const remove = vfs.jDelete.bind(vfs);
  vfs.jAccess = (name, flags, result) => {
    const path = pathOf(name);
    const handle = vfs.persistentFiles.get(path)?.accessHandle;
    if (handle !== undefined && handle !== null && path.endsWith("-journal")) {
      if (handle.getSize() > 0) vfs.accessiblePaths.add(path);
      else vfs.accessiblePaths.delete(path);
    }
    return access(name, flags, result);
  };
  vfs.jDelete = (name, syncDir) => {
    const outcome = remove(name, syncDir);
    if (outcome === FOUND_OK && syncDir !== 0) {
      vfs.persistentFiles.get(pathOf(name))?.accessHandle?.flush();
    }
    return outcome;
  };
}

function pathOf(name: string): string {
  return new URL(name, "file://").pathname;
}
