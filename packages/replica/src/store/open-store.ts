import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import { DERIVATION } from "@healthops/schema/derived-columns";
import type { Schema } from "@healthops/schema/schema";
import type { Migration } from "@healthops/schema/tables/migrate-tables";
import { migrateTables } from "@healthops/schema/tables/migrate-tables";
import { forgetOverdue } from "../local/kept-values.ts";
import { startOver } from "./pull-state.ts";
import type { SqliteDatabase, SqlTransaction } from "../sqlite/database.ts";
import { ADDED_COLUMNS, BOOKKEEPING_TABLES } from "./bookkeeping.ts";
import { getMeta, setMeta } from "./meta.ts";
import { readerOf } from "./reader.ts";
import { recordOf } from "./record-row.ts";
import type { Store } from "./store.ts";
import type { TablePlan } from "./table-plan.ts";
import { planNamed, tablePlans } from "./table-plan.ts";

export interface OpenStoreOptions {
  readonly database: SqliteDatabase;
  readonly schema: Schema;
  readonly ports: Ports;
  /** Written migrations of the modules, for changes that tables cannot follow by themselves. */
  readonly migrations?: readonly Migration[];
}

/**
 * Makes the database fit the schema, in one transaction, and names the replica when it is new. After
 * a change of the schema everything is pulled anew, because rows may have had fields that this device
 * did not know before. Throws Problem `destructive_change` and leaves all as it was when data would
 * be lost.
 */
export function openStore(options: OpenStoreOptions): Promise<Store> {
  const { database, schema, ports, migrations = [] } = options;
  const plans = tablePlans(schema);
  return database.transaction(async (tx) => {
    for (const statement of BOOKKEEPING_TABLES) await tx.run(statement);
    const store: Store = { database, schema, plans, ports };
    await addColumns(tx);
    if ((await getMeta(tx, "replica_id")) === null) await setMeta(tx, "replica_id", newId(ports));
    await forgetOverdue(tx, ports.clock.now());
    const known = await getMeta(tx, "schema_version");
    const derivesOtherwise = (await getMeta(tx, "derivation")) !== DERIVATION;
    if (known !== schema.version || derivesOtherwise) {
      await migrate(store, tx, migrations);
      if (known !== null) await startOver(store, tx, await getMeta(tx, "epoch"));
      await setMeta(tx, "schema_version", schema.version);
      await setMeta(tx, "derivation", DERIVATION);
    }
    return store;
  });
}

/** Whether opening the database with this schema will pull everything anew. */
export async function willBeReplaced(database: SqliteDatabase, schema: Schema): Promise<boolean> {
  const tables = await database.read("select 1 from sqlite_master where name = '_meta'");
  if (tables.length === 0) return false;
  const known = await getMeta(readerOf(database), "schema_version");
  return known !== null && known !== schema.version;
}

/** What the tables of an older version lack. */
async function addColumns(tx: SqlTransaction): Promise<void> {
  for (const { table, column, type } of ADDED_COLUMNS) {
    const known = await tx.all("select 1 from pragma_table_info(?) where name = ?", [
      table,
      column,
    ]);
    if (known.length === 0) await tx.run(`alter table ${table} add column ${column} ${type}`);
  }
}

async function migrate(
  { plans }: Store,
  tx: SqlTransaction,
  migrations: readonly Migration[],
): Promise<void> {
  const done = (await getMeta(tx, "migrations")) ?? [];
  const shapes = [...plans.values()].map(({ shape }) => shape);
  const port = {
    query: (sql: string, parameters: readonly (string | number | boolean | null)[]) =>
      tx.all(
        sql,
        parameters.map((value) => (typeof value === "boolean" ? Number(value) : value)),
      ),
  };
  const outcome = await migrateTables(port, "sqlite", shapes, migrations, new Set(done));
  await setMeta(tx, "migrations", [...done, ...outcome.applied]);
  const otherwise = (await getMeta(tx, "derivation")) !== DERIVATION;
  const stale = otherwise ? plans.keys() : outcome.refill;
  for (const name of stale) await refillDerived(tx, planNamed(plans, name));
  for (const { staged, createStaged } of plans.values()) {
    // Staged rows are another schema's; they are pulled again.
    await tx.run(`drop table if exists "${staged}"`);
    await tx.run(createStaged);
  }
}

const ROWS_AT_ONCE = 2_000;

/** Computes what is derived for rows that did not have it, or had it otherwise. */
async function refillDerived(tx: SqlTransaction, plan: TablePlan): Promise<void> {
  if (plan.derived.length === 0) return;
  const { name } = plan.collection;
  const columns = plan.columns.map(({ column }) => `"${column}"`).join(", ");
  const assigned = plan.derived.map(({ column }) => `"${column}" = ?`).join(", ");
  for (let after = 0; ;) {
    const rows = await tx.all(
      `select _row, ${columns} from "${name}" where _row > ? order by _row limit ${ROWS_AT_ONCE}`,
      [after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    const contents = rows.map((row) => recordOf(plan, row).content);
    await tx.runMany(`update "${name}" set ${assigned} where _row = ?`, [
      ...plan.derived.map(({ of }) => contents.map((content) => of(content))),
      rows.map((row) => Number(row["_row"])),
    ]);
    after = Number(last["_row"]);
  }
}
