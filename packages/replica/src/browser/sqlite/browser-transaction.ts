import { assert } from "@healthops/base/assert";
import type { SqlRow, SqlTransaction, SqlValue } from "../../sqlite/database.ts";
import { writtenTable } from "../../sqlite/written-table.ts";
import type { Connection } from "./connection.ts";

/** The statements of one open transaction; remembers which tables they wrote to. */
export class BrowserTransaction implements SqlTransaction {
  readonly tables = new Set<string>();
  readonly #connection: Connection;
  #ended = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  end(): void {
    this.#ended = true;
  }

  async all(sql: string, parameters: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    this.#assertRunning();
    const rows = await this.#connection.all(sql, parameters);
    if (rows.length > 0) this.#noteWrite(sql);
    return rows;
  }

  async run(sql: string, parameters: readonly SqlValue[] = []): Promise<number> {
    this.#assertRunning();
    const changes = await this.#connection.run(sql, parameters);
    // The count says nothing about statements that change tables themselves.
    if (changes > 0 || sql.startsWith("drop")) this.#noteWrite(sql);
    return changes;
  }

  async runMany(sql: string, columns: readonly (readonly SqlValue[])[]): Promise<void> {
    this.#assertRunning();
    await this.#connection.runMany(sql, columns);
    if ((columns[0]?.length ?? 0) > 0) this.#noteWrite(sql);
  }

  #noteWrite(sql: string): void {
    const table = writtenTable(sql);
    if (table !== null) this.tables.add(table);
  }

  #assertRunning(): void {
    // A statement after the end would run outside of any transaction.
    assert(!this.#ended, "a statement came after its transaction had ended");
  }
}
