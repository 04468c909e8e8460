import { DatabaseSync } from "node:sqlite";
import { chmodSync } from "node:fs";
import type { Timers } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type {
  ChangedTables,
  SqliteDatabase,
  SqlRow,
  SqlTransaction,
  SqlValue,
  TransactionOptions,
} from "../sqlite/database.ts";
import { Serial } from "../sqlite/serial.ts";
import { beginImmediate } from "./begin-immediate.ts";
import { ForeignChanges } from "./foreign-changes.ts";
import { NodeTransaction } from "./node-transaction.ts";
import { Statements } from "./statements.ts";

export interface NodeSqliteOptions {
  readonly timers: Timers;
  /** How often another process's writes are looked for while somebody listens. Default: 200. */
  readonly foreignPoll_ms?: number;
  /** How long a transaction waits for another process's. Default: 10,000. */
  readonly busyTimeout_ms?: number;
}

/** A commit survives power loss (`full`); readers and the writer do not wait for each other (`wal`). */
const WRITER_PRAGMAS = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = off;
  pragma temp_store = memory;
  pragma cache_size = -32768;
  pragma wal_autocheckpoint = 16000;
  pragma journal_size_limit = 16777216;`;
const READER_PRAGMAS = `pragma query_only = on; pragma temp_store = memory; pragma cache_size = -16384;`;

const BUSY_TIMEOUT_MS = 10_000;

/** Pages of 8 KB load records a fifth faster than SQLite's 4 KB; only a new file takes the size. */
const PAGE_SIZE = "pragma page_size = 8192";

/**
 * Opens (or creates, readable by its owner alone) the SQLite file at `path` on Node's own SQLite.
 * Several processes may have it open at once. Throws Problem `database_unusable` when the file
 * cannot be opened or is no database.
 */
export function openNodeSqlite(path: string, options: NodeSqliteOptions): SqliteDatabase {
  const timeout = options.busyTimeout_ms ?? BUSY_TIMEOUT_MS;
  try {
    const writer = new DatabaseSync(path, { timeout });
    writer.exec(PAGE_SIZE);
    writer.exec(WRITER_PRAGMAS);
    // From here on transactions wait by themselves; see begin-immediate.ts.
    writer.exec("pragma busy_timeout = 0");
    chmodSync(path, 0o600);
    const reader = new DatabaseSync(path, { timeout });
    reader.exec(READER_PRAGMAS);
    return new NodeSqlite(writer, reader, options);
  } catch (error) {
    throw new Problem({
      code: "database_unusable",
      status: 500,
      message: `The local database ${path} cannot be opened: ${describe(error)}. Check the folder's permissions and free space, or choose another folder.`,
      cause: error,
    });
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

class NodeSqlite implements SqliteDatabase {
  readonly #writer: DatabaseSync;
  readonly #reader: DatabaseSync;
  readonly #writing: Statements;
  readonly #reading: Statements;
  readonly #turns = new Serial();
  readonly #listeners = new Set<(tables: ChangedTables) => void>();
  readonly #foreign: ForeignChanges;
  #closed = false;
  #relaxed = false;
  readonly #timers: Timers;
  readonly #patience_ms: number;

  constructor(writer: DatabaseSync, reader: DatabaseSync, options: NodeSqliteOptions) {
    this.#writer = writer;
    this.#reader = reader;
    this.#writing = new Statements(writer);
    this.#reading = new Statements(reader);
    this.#timers = options.timers;
    this.#patience_ms = options.busyTimeout_ms ?? BUSY_TIMEOUT_MS;
    this.#foreign = new ForeignChanges(options.timers, options.foreignPoll_ms ?? 200, {
      // The counter of a connection moves with everybody's commits but its own.
      version: () => (this.#turns.busy ? null : this.#writing.dataVersion()),
      changed: () => this.#tell("all"),
    });
  }

  async read(sql: string, parameters: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    this.#assertOpen();
    return this.#reading.all(sql, parameters);
  }

  transaction<T>(
    work: (tx: SqlTransaction) => Promise<T>,
    { mayBeLost = false }: TransactionOptions = {},
  ): Promise<T> {
    return this.#turns.run(async () => {
      this.#assertOpen();
      this.#setDurability(mayBeLost);
      const tx = new NodeTransaction(this.#writing);
      await beginImmediate(this.#writer, this.#timers, this.#patience_ms);
      let result: T;
      try {
        result = await work(tx);
        tx.end();
        this.#writer.exec("commit");
      } catch (error) {
        tx.end();
        if (this.#writer.isTransaction) this.#writer.exec("rollback");
        throw error;
      }
      if (tx.tables.size > 0) this.#tell(tx.tables);
      return result;
    });
  }

  onChange(listener: (tables: ChangedTables) => void): () => void {
    this.#listeners.add(listener);
    this.#foreign.start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#foreign.stop();
    };
  }

  close(): Promise<void> {
    this.#listeners.clear();
    this.#foreign.stop();
    return this.#turns.run(async () => {
      if (this.#closed) return;
      this.#closed = true;
      this.#reader.close();
      this.#writer.close();
    });
  }

  /** `normal` leaves the flushing of the log to the next full commit or checkpoint. */
  #setDurability(mayBeLost: boolean): void {
    if (this.#relaxed === mayBeLost) return;
    this.#writer.exec(`pragma synchronous = ${mayBeLost ? "normal" : "full"}`);
    this.#relaxed = mayBeLost;
  }

  #tell(tables: ChangedTables): void {
    for (const listener of this.#listeners) listener(tables);
  }

  #assertOpen(): void {
    if (!this.#closed) return;
    throw new Problem({
      code: "database_closed",
      status: 500,
      message: "The local database is closed. Open the replica again.",
    });
  }
}
