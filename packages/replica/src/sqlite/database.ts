/** The seam to SQLite: Node's own here, a browser's worker elsewhere. Core code sees only this. */

/** What a column may hold. Numbers are plain and safe; booleans are stored as 0 and 1. */
export type SqlValue = string | number | null | Uint8Array;

export type SqlRow = Readonly<Record<string, SqlValue>>;

/** Statements that see one committed state, or the one of their own transaction. */
export interface SqlReader {
  all(sql: string, parameters?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
}

export interface SqlTransaction extends SqlReader {
  /** Runs one statement; the number of rows it changed. */
  run(sql: string, parameters?: readonly SqlValue[]): Promise<number>;
  /**
   * Runs one statement once per row of `columns` (one array per parameter, all of one length): the
   * fast way in for many rows, in one message where the database lives in a worker.
   */
  runMany(sql: string, columns: readonly (readonly SqlValue[])[]): Promise<void>;
}

/** Tables that a commit wrote to; `all` when another process did and only that much is known. */
export type ChangedTables = ReadonlySet<string> | "all";

export interface TransactionOptions {
  /**
   * Whether losing power right after the commit may undo it: for what the hub can give again. The
   * database stays sound either way. Default: false.
   */
  readonly mayBeLost?: boolean;
}

export interface SqliteDatabase {
  /** Reads the newest committed state; never sees an open transaction and never waits for one. */
  read(sql: string, parameters?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /**
   * Runs `work` alone: no other transaction of this or another process in between. It commits when
   * `work` resolves and rolls back when it rejects. `work` awaits nothing but its transaction.
   */
  transaction<T>(
    work: (tx: SqlTransaction) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  /** Calls after each commit that changed something; returns the way to stop. */
  onChange(listener: (tables: ChangedTables) => void): () => void;
  /** Waits for the running transaction, then lets go of the files. */
  close(): Promise<void>;
}
