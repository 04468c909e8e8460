import { Problem } from "@healthops/base/problem";
import type { Dialect } from "../columns.ts";
import type { TableShape } from "./table-shapes.ts";
import type { TablePort } from "./existing-tables.ts";
import { readExisting } from "./existing-tables.ts";
import { planMigration } from "./plan-migration.ts";

/** A destructive change of a collection's table, written by hand and run once in each database. */
export interface Migration {
  /** Unique and never reused: `2026-03-exercises-drop-mood`. */
  readonly id: string;
  readonly collection: string;
  /** Why the data may be changed or lost. */
  readonly reason: string;
  readonly statements: Readonly<Record<Dialect, readonly string[]>>;
}

export interface MigrationOutcome {
  /** Migrations that are applied now; the caller remembers their ids with the others'. */
  readonly applied: readonly string[];
  /** Collections with rows whose derived columns must be computed again (`derivedColumns`). */
  readonly refill: readonly string[];
}

/**
 * Makes a database's tables those of a schema: first the written migrations that are not `done`, then
 * whatever additions are left. Runs in the caller's transaction, which must be rolled back when it
 * throws: a Problem `destructive_change` names each difference that no migration removed.
 */
export async function migrateTables(
  port: TablePort,
  dialect: Dialect,
  wanted: readonly TableShape[],
  migrations: readonly Migration[] = [],
  done: ReadonlySet<string> = new Set(),
): Promise<MigrationOutcome> {
  const pending = migrations.filter(({ id }) => !done.has(id));
  const before = await readExisting(port, dialect);
  for (const migration of pending) {
    // A new database starts with the tables of today: there is nothing to migrate.
    if (!before.some(({ name }) => name === migration.collection)) continue;
    for (const statement of migration.statements[dialect]) await port.query(statement, []);
  }
  const existing = pending.length === 0 ? before : await readExisting(port, dialect);
  const plan = planMigration(existing, wanted);
  if (plan.refusals.length > 0) {
    throw new Problem({
      code: "destructive_change",
      status: 500,
      message: `The database does not fit the schema: ${plan.refusals.map(({ message }) => message).join(" ")}`,
      extra: { at: plan.refusals.map(({ at }) => at) },
    });
  }
  for (const statement of plan.statements) await port.query(statement, []);
  return { applied: pending.map(({ id }) => id), refill: plan.refill };
}
