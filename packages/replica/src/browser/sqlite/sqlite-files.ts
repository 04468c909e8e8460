import type { Factory } from "@journeyapps/wa-sqlite";
import type { DatabaseCopies } from "./copies.ts";

export type Sqlite = ReturnType<typeof Factory>;

/** Files of one kind of storage, with the SQLite that works on them. */
export interface SqliteFiles {
  readonly kind: "opfs" | "indexeddb";
  readonly sqlite: Sqlite;
  /** What the storage last failed with, as far as SQLite only says that it did. */
  lastError(): unknown;
  /** Lets other windows have the file, when this one is about to be put to sleep. */
  release(name: string): void;
  /** Null where the storage can keep none. */
  readonly copies: DatabaseCopies | null;
  /** Removes a database that nobody has open, with its copies. Throws when somebody has. */
  remove(name: string): Promise<void>;
  /** Names of all databases. */
  names(): Promise<readonly string[]>;
}

/** Databases begin with this; what else is in the storage is somebody else's. */
export const FILE_PREFIX = "healthops-";
