import type { StatementSync } from "node:sqlite";
import { DatabaseSync } from "node:sqlite";
import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import { contentColumns, toSqlite } from "@healthops/schema/columns";
import { completeContent } from "@healthops/schema/content";
import { searchTextOf } from "@healthops/schema/search-text";
import { createTable, tableShape } from "@healthops/schema/tables/table-shapes";
import { exercises } from "@healthops/wellness/collections/exercises";
import { exercisesOf } from "../world/exercises.ts";
import type { NaiveRow } from "./naive-table.ts";
import { NAIVE_COLUMNS } from "./naive-table.ts";

type Value = string | number | null;

const PORTS = systemPorts();
const COLUMNS = [...NAIVE_COLUMNS, "search_text", "dirty"];
const ASSIGNED = COLUMNS.filter((column) => column !== "id");
const UPSERT = `insert into exercises (${COLUMNS.join(", ")}) values (${COLUMNS.map(() => "?").join(", ")})
  on conflict (id) do update set ${ASSIGNED.map((column) => `${column} = excluded.${column}`).join(", ")}`;

/** The naive device's SQLite: the same table, indexes and full-text table, filled row by row. */
export class NaiveStore {
  readonly database: DatabaseSync;
  readonly #upsert: StatementSync;

  constructor(file: string) {
    this.database = new DatabaseSync(file);
    this.database.exec("pragma journal_mode = wal; pragma synchronous = full;");
    for (const statement of createTable(tableShape(exercises, "sqlite"))) {
      this.database.exec(statement);
    }
    this.database.exec("alter table exercises add column dirty integer");
    this.#upsert = this.database.prepare(UPSERT);
  }

  /** Stores pulled rows one by one, in one transaction. */
  store(rows: readonly NaiveRow[], dirty: boolean): void {
    this.#transaction(() => {
      for (const row of rows) {
        const search = searchTextOf(exercises, { activity: String(row["activity"]) });
        const values = NAIVE_COLUMNS.map((column) => plain(row[column]));
        this.#upsert.run(...values, search, dirty ? 1 : 0);
      }
    });
  }

  /** Adds records that were made here. */
  create(person: number, count: number, seed: number): void {
    const rows = [...exercisesOf(person, count, seed)].flat().map(({ fields }): NaiveRow => {
      const id = newId(PORTS);
      const content = completeContent(exercises, fields);
      const row: Record<string, unknown> = { id, version: 1, created_at_us: 0, updated_at_us: 0 };
      for (const { field, column, kind } of contentColumns(exercises)) {
        row[column] = toSqlite(kind, content[field] ?? null);
      }
      return row;
    });
    this.store(rows, true);
  }

  /** What was made or changed here and not pushed. */
  dirty(limit: number): NaiveRow[] {
    const rows = this.database
      .prepare(`select ${NAIVE_COLUMNS.join(", ")} from exercises where dirty = 1 limit ?`)
      .all(limit);
    return rows.map((row) =>
      Object.assign(row, { shared_with_manager: row["shared_with_manager"] === 1 }),
    );
  }

  /** These rows are pushed. */
  clean(rows: readonly NaiveRow[]): void {
    const statement = this.database.prepare("update exercises set dirty = 0 where id = ?");
    this.#transaction(() => {
      for (const { id } of rows) statement.run(String(id));
    });
  }

  #transaction(work: () => void): void {
    this.database.exec("begin");
    work();
    this.database.exec("commit");
  }
}

function plain(value: unknown): Value {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "string" || typeof value === "number" ? value : null;
}
