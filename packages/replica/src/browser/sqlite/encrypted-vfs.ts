import { assert } from "@healthops/base/assert";

interface CipherModule {
  ccall(name: string, result: "int", types: readonly string[], values: readonly unknown[]): number;
}

const DEFAULT_VFS = 1;

/** Puts the encrypting layer on top of a registered file system and makes it the default. */
export function encryptedVfs(module: CipherModule, name: string): void {
  const outcome = module.ccall(
    "sqlite3mc_vfs_create",
    "int",
    ["string", "int"],
    [name, DEFAULT_VFS],
  );
  assert(outcome === 0, "the encrypting file system could not be made");
}
