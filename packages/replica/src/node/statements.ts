import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { SqlRow, SqlValue } from "../sqlite/database.ts";

/** Prepared statements kept per connection; lists with many filters make many, so there is a limit. */
const KEPT_MAX = 300;

/** Prepares each statement text once per connection and runs it. */
export class Statements {
  readonly #connection: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  all(sql: string, parameters: readonly SqlValue[]): readonly SqlRow[] {
    return this.#prepare(sql).all(...parameters) as unknown as readonly SqlRow[];
  }

  run(sql: string, parameters: readonly SqlValue[]): number {
    return Number(this.#prepare(sql).run(...parameters).changes);
  }

  runMany(sql: string, columns: readonly (readonly SqlValue[])[]): void {
    const statement = this.#prepare(sql);
    const count = columns[0]?.length ?? 0;
    const row: SqlValue[] = Array.from({ length: columns.length }, () => null);
    for (let index = 0; index < count; index += 1) {
      for (let column = 0; column < columns.length; column += 1) {
        row[column] = columns[column]?.[index] ?? null;
      }
      statement.run(...row);
    }
  }

  dataVersion(): number {
    return Number(this.#prepare("pragma data_version").get()?.["data_version"]);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known !== undefined) {
      // Moved to the end: the first entry is always the one unused for longest.
      this.#prepared.delete(sql);
      this.#prepared.set(sql, known);
      return known;
    }
    const statement = this.#connection.prepare(sql);
    this.#prepared.set(sql, statement);
    if (this.#prepared.size > KEPT_MAX) {
      for (const oldest of this.#prepared.keys()) {
        this.#prepared.delete(oldest);
        break;
      }
    }
    return statement;
  }
}
