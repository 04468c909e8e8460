import type { Timers } from "@healthops/base/ports";
import { pause } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type {
  ChangedTables,
  SqliteDatabase,
  SqlRow,
  SqlTransaction,
  SqlValue,
  TransactionOptions,
} from "../../sqlite/database.ts";
import { Channel } from "../windows/channel.ts";
import { toHex } from "../keys/hex.ts";
import { Serial } from "../../sqlite/serial.ts";
import { BrowserTransaction } from "./browser-transaction.ts";
import { Connection } from "./connection.ts";
import { isBusy, isNoRoom, noRoomForCopy, sqliteProblem } from "./failures.ts";
import type { SqliteFiles } from "./sqlite-files.ts";

export interface BrowserSqliteOptions {
  readonly files: SqliteFiles;
  /** File name; it names nobody. */
  readonly name: string;
  /** 32 random bytes. */
  readonly key: Uint8Array;
  readonly timers: Timers;
  /** How long to wait for another window's transaction. Default: 20,000. */
  readonly patience_ms?: number;
}

export const PATIENCE_MS = 20_000;
/** Longest time between two looks whether the database is free. */
const LOOK_MS = 64;

/** The rollback journal, because a log (wal) needs memory that windows share. */
const PRAGMAS = `
  pragma journal_mode = delete;
  pragma synchronous = extra;
  pragma foreign_keys = off;
  pragma temp_store = memory;
  pragma cache_size = -32768;`;

/** Pages of 8 KB load records faster than SQLite's 4 KB; only a new file takes the size. */
const PAGE_SIZE = "pragma page_size = 8192";

/** A database with the `release` that windows need before they are put to sleep. */
export interface BrowserSqlite extends SqliteDatabase {
  /** Lets go of the file when nothing runs; the next statement takes it again. */
  release(): Promise<void>;
  /** Tells listeners that anything may have changed, after this window slept. */
  refresh(): void;
  /**
   * Keeps a copy of the database as it is now, where the storage can; `except` is not thrown away for it.
   * Problem `no_room_for_copy`.
   */
  keepCopy(now: Date, except?: string): Promise<void>;
}

/**
 * Opens (or creates) an encrypted database. Every window of the app may have it open at once: each
 * holds the file while nobody else wants it, and tells the others of its commits. Throws Problems
 * `database_unusable` (wrong key, damage), `database_busy`, `storage_full`.
 */
export async function openBrowserSqlite(options: BrowserSqliteOptions): Promise<BrowserSqlite> {
  const { files, name, key, timers } = options;
  const patience_ms = options.patience_ms ?? PATIENCE_MS;
  try {
    const db = await whenFree(timers, patience_ms, () => files.sqlite.open_v2(name));
    const connection = new Connection(files.sqlite, db);
    try {
      await connection.exec(`pragma cipher = 'chacha20'; pragma key = "raw:${toHex(key)}";`);
      await whenFree(timers, patience_ms, async () => {
        // The first read shows whether the key fits.
        const [{ page_count: pages } = {}] = await connection.all("pragma page_count", []);
        if (pages === 0) await connection.exec(PAGE_SIZE);
        await connection.exec(PRAGMAS);
      });
      return new OpenBrowserSqlite(connection, options, patience_ms);
    } catch (error) {
      await connection.close().catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw sqliteProblem(error, files.lastError());
  }
}

class OpenBrowserSqlite implements BrowserSqlite {
  readonly #connection: Connection;
  readonly #files: SqliteFiles;
  readonly #name: string;
  readonly #timers: Timers;
  readonly #patience_ms: number;
  readonly #turns = new Serial();
  readonly #listeners = new Set<(tables: ChangedTables) => void>();
  readonly #others: Channel<readonly string[]>;
  #closed = false;
  #relaxed = false;

  constructor(connection: Connection, options: BrowserSqliteOptions, patience_ms: number) {
    this.#connection = connection;
    this.#files = options.files;
    this.#name = options.name;
    this.#timers = options.timers;
    this.#patience_ms = patience_ms;
    this.#others = new Channel(`changes of ${options.name}`, (tables) =>
      this.#tell(new Set(tables)),
    );
  }

  /** Reads wait for the running transaction: there is one connection, and it must not see inside. */
  read(sql: string, parameters: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return this.#inTurn(() => this.#whenFree(() => this.#connection.all(sql, parameters)));
  }

  transaction<T>(
    work: (tx: SqlTransaction) => Promise<T>,
    { mayBeLost = false }: TransactionOptions = {},
  ): Promise<T> {
    return this.#inTurn(async () => {
      const connection = this.#connection;
      await this.#setDurability(mayBeLost);
      const tx = new BrowserTransaction(connection);
      await this.#whenFree(() => connection.run("begin immediate", []));
      let result: T;
      try {
        result = await work(tx);
        tx.end();
        await connection.run("commit", []);
      } catch (error) {
        tx.end();
        if (connection.inTransaction) await connection.run("rollback", []);
        throw error;
      }
      if (tx.tables.size > 0) {
        this.#others.post([...tx.tables]);
        this.#tell(tx.tables);
      }
      return result;
    });
  }

  onChange(listener: (tables: ChangedTables) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  release(): Promise<void> {
    return this.#turns.run(async () => {
      if (!this.#closed) this.#files.release(this.#name);
    });
  }

  refresh(): void {
    this.#tell("all");
  }

  keepCopy(now: Date, except?: string): Promise<void> {
    return this.#inTurn(async () => {
      const { copies } = this.#files;
      if (copies === null) return;
      // Nobody writes meanwhile, and a journal that a killed window left was rolled back.
      await this.#whenFree(() => this.#connection.run("begin immediate", []));
      try {
        await copies.keep(this.#name, now, except ?? null);
      } catch (error) {
        throw isNoRoom(error) ? noRoomForCopy(error) : error;
      } finally {
        await this.#connection.run("rollback", []);
      }
    });
  }

  close(): Promise<void> {
    this.#listeners.clear();
    return this.#turns.run(async () => {
      if (this.#closed) return;
      this.#closed = true;
      this.#others.close();
      await this.#connection.close();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run(async () => {
      this.#assertOpen();
      try {
        return await work();
      } catch (error) {
        throw sqliteProblem(error, this.#files.lastError());
      }
    });
  }

  #whenFree<T>(work: () => Promise<T>): Promise<T> {
    return whenFree(this.#timers, this.#patience_ms, work);
  }

  /** `normal` spares the last flush of a commit. */
  async #setDurability(mayBeLost: boolean): Promise<void> {
    if (this.#relaxed === mayBeLost) return;
    await this.#connection.exec(`pragma synchronous = ${mayBeLost ? "normal" : "extra"}`);
    this.#relaxed = mayBeLost;
  }

  #tell(tables: ChangedTables): void {
    for (const listener of this.#listeners) listener(tables);
  }

  #assertOpen(): void {
    if (!this.#closed) return;
    throw new Problem({
      code: "database_closed",
      status: 503,
      message: "The data on this device was locked. Sign in to go on.",
    });
  }
}

/** Runs `work` again for as long as another window is in the way, up to `patience_ms`. */
export async function whenFree<T>(
  timers: Timers,
  patience_ms: number,
  work: () => Promise<T>,
): Promise<T> {
  let waited_ms = 0;
  for (let delay_ms = 1; ; delay_ms = Math.min(delay_ms * 2, LOOK_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || waited_ms >= patience_ms) throw error;
    }
    await pause(timers, delay_ms);
    waited_ms += delay_ms;
  }
}
