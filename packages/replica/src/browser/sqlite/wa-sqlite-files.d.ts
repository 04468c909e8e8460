/// <reference types="@journeyapps/wa-sqlite" />

// Files of the library that its own types leave out.
declare module "@journeyapps/wa-sqlite/src/examples/OPFSCoopSyncVFS.js" {
  /** A file with its handle, which is held while this context may use it. */
  interface PersistentFile {
    readonly accessHandle: {
      getSize(): number;
      read(buffer: Uint8Array<ArrayBuffer>, options: { at: number }): number;
      flush(): void;
      truncate(size: number): void;
    } | null;
    readonly handleRequestChannel: BroadcastChannel | undefined;
  }

  export interface CoopVfs extends SQLiteVFS {
    readonly persistentFiles: ReadonlyMap<string, PersistentFile>;
    readonly accessiblePaths: Set<string>;
    readonly lastError: unknown;
    jAccess(zName: string, flags: number, pResOut: DataView): number;
    jDelete(zName: string, syncDir: number): number;
  }

  export const OPFSCoopSyncVFS: { create(name: string, module: object): Promise<CoopVfs> };
}
