import { SQLITE_ROW } from "@journeyapps/wa-sqlite";
import { assert } from "@healthops/base/assert";
import type { SqlRow, SqlValue } from "../../sqlite/database.ts";
import type { Sqlite } from "./sqlite-files.ts";

/** Prepared statements kept; lists with many filters make many, so there is a limit. */
const KEPT_MAX = 300;

/** Statements that change what a prepared `select *` answers. */
const ALTERS = /^\s*(?:create|alter|drop|pragma)\b/i;

/** One open database with its prepared statements. One call at a time. */
export class Connection {
  readonly #sqlite: Sqlite;
  readonly #db: number;
  readonly #prepared = new Map<string, number>();
  readonly #names = new Map<number, readonly string[]>();

  constructor(sqlite: Sqlite, db: number) {
    this.#sqlite = sqlite;
    this.#db = db;
  }

  get inTransaction(): boolean {
    return this.#sqlite.get_autocommit(this.#db) === 0;
  }

  /** Runs a statement that is not worth keeping. */
  async exec(sql: string): Promise<void> {
    await this.#sqlite.exec(this.#db, sql);
  }

  async all(sql: string, parameters: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    const statement = await this.#bound(sql, parameters);
    const rows: SqlRow[] = [];
    try {
      while ((await this.#sqlite.step(statement)) === SQLITE_ROW) {
        rows.push(this.#row(statement));
      }
    } finally {
      await this.#release(statement);
    }
    if (ALTERS.test(sql)) this.#names.clear();
    return rows;
  }

  /** The number of rows it changed. */
  async run(sql: string, parameters: readonly SqlValue[]): Promise<number> {
    const statement = await this.#bound(sql, parameters);
    try {
      while ((await this.#sqlite.step(statement)) === SQLITE_ROW);
    } finally {
      await this.#release(statement);
    }
    if (ALTERS.test(sql)) this.#names.clear();
    return this.#sqlite.changes(this.#db);
  }

  async runMany(sql: string, columns: readonly (readonly SqlValue[])[]): Promise<void> {
    const statement = await this.#prepare(sql);
    const count = columns[0]?.length ?? 0;
    try {
      for (let index = 0; index < count; index += 1) {
        for (let column = 0; column < columns.length; column += 1) {
          this.#bind(statement, column + 1, columns[column]?.[index] ?? null);
        }
        await this.#sqlite.step(statement);
        await this.#sqlite.reset(statement);
      }
    } finally {
      await this.#release(statement);
    }
  }

  async close(): Promise<void> {
    for (const statement of this.#prepared.values()) await this.#sqlite.finalize(statement);
    this.#prepared.clear();
    await this.#sqlite.close(this.#db);
  }

  async #bound(sql: string, parameters: readonly SqlValue[]): Promise<number> {
    const statement = await this.#prepare(sql);
    parameters.forEach((value, index) => this.#bind(statement, index + 1, value));
    return statement;
  }

  #bind(statement: number, place: number, value: SqlValue): void {
    if (typeof value === "number" && !Number.isSafeInteger(value)) {
      this.#sqlite.bind_double(statement, place, value);
    } else if (typeof value === "number" && value !== (value | 0)) {
      // As a double, a large whole number would be another value in columns without affinity.
      this.#sqlite.bind_int64(statement, place, BigInt(value));
    } else {
      this.#sqlite.bind(statement, place, value);
    }
  }

  #row(statement: number): SqlRow {
    const values = this.#sqlite.row(statement);
    let names = this.#names.get(statement);
    if (names?.length !== values.length) {
      names = this.#sqlite.column_names(statement);
      this.#names.set(statement, names);
    }
    const row: Record<string, SqlValue> = {};
    for (let column = 0; column < names.length; column += 1) {
      const name = names[column];
      if (name !== undefined) row[name] = sqlValue(values[column]);
    }
    return row;
  }

  async #prepare(sql: string): Promise<number> {
    const known = this.#prepared.get(sql);
    if (known !== undefined) {
      // Moved to the end: the first entry is always the one unused for longest.
      this.#prepared.delete(sql);
      this.#prepared.set(sql, known);
      return known;
    }
    let made: number | undefined;
    for await (const statement of this.#sqlite.statements(this.#db, sql, { unscoped: true })) {
      made = statement;
      break;
    }
    assert(made !== undefined, "a statement has text");
    this.#prepared.set(sql, made);
    if (this.#prepared.size > KEPT_MAX) await this.#forgetOldest();
    return made;
  }

  async #forgetOldest(): Promise<void> {
    for (const [sql, statement] of this.#prepared) {
      this.#prepared.delete(sql);
      this.#names.delete(statement);
      await this.#sqlite.finalize(statement);
      break;
    }
  }

  /** A failed step fails again at the reset; it has been thrown already. */
  async #release(statement: number): Promise<void> {
    await this.#sqlite.reset(statement).catch(() => undefined);
    this.#sqlite.clear_bindings(statement);
  }
}

function sqlValue(value: unknown): SqlValue {
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "string" || typeof value === "number" || value instanceof Uint8Array) {
    return value;
  }
  return null;
}
