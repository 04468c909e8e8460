import type { Schema } from "@healthops/schema/schema";
import { createTable, tableShapes } from "@healthops/schema/tables";
import type { Queryable } from "./pool.ts";

/** A migration that somebody wrote by hand because a difference would destroy data. */
export interface WrittenMigration {
  readonly id: string;
  readonly collection: string;
  readonly reason: string;
  readonly statements: readonly string[];
}

/** Statements that bring the collections' tables to the schema. */
export async function dataTableStatements(
  connection: Queryable,
  schema: Schema,
  _migrations: readonly WrittenMigration[],
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ table_name: string }>(
    `select table_name from information_schema.tables where table_schema = 'data'`,
  );
  const existing = new Set(rows.map((row) => row.table_name));
  return tableShapes(schema, "postgres")
    .filter((shape) => !existing.has(shape.name))
    .flatMap(createTable);
}
