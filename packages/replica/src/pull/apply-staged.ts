import { searchTableName } from "@healthops/schema/tables/quote";
import type { SqlTransaction } from "../sqlite/database.ts";
import type { TablePlan } from "../store/table-plan.ts";
import { assignments } from "../store/table-plan.ts";

/** From this many staged rows on, it may pay to build the indexes afterwards. */
const BULK_ROWS_MIN = 2_000;

/**
 * Moves the staged rows and deletions of one collection into its table. Versions decide, so the
 * order in which pages brought a row, its deletion and its restoration does not matter.
 * `replaceAll`: the staged rows are all there are; whatever else is in the table goes.
 */
export async function applyStaged(
  tx: SqlTransaction,
  plan: TablePlan,
  replaceAll: boolean,
): Promise<void> {
  if (await isBulk(tx, plan, replaceAll)) await loadInBulk(tx, plan, replaceAll);
  else await upsertStaged(tx, plan);
  await deleteStaged(tx, plan);
}

async function isBulk(tx: SqlTransaction, plan: TablePlan, replaceAll: boolean): Promise<boolean> {
  if (replaceAll) return true;
  const staged = await countRows(tx, plan.staged);
  return staged >= BULK_ROWS_MIN && staged * 2 >= (await countRows(tx, plan.collection.name));
}

async function countRows(tx: SqlTransaction, table: string): Promise<number> {
  const [row] = await tx.all(`select count(*) as n from "${table}"`);
  return Number(row?.["n"]);
}

async function upsertStaged(
  tx: SqlTransaction,
  { collection, columnList, staged }: TablePlan,
): Promise<void> {
  const { name } = collection;
  const columns = columnList.split(", ").map((column) => column.slice(1, -1));
  await tx.run(
    `insert into "${name}" (${columnList}) select ${columnList} from "${staged}" where true order by _row
      on conflict (id) do update set ${assignments(columns)} where excluded.version >= "${name}".version`,
  );
}

/** A tombstone takes what is as old as itself or older; a restored record is newer. */
async function deleteStaged(
  tx: SqlTransaction,
  { collection: { name } }: TablePlan,
): Promise<void> {
  await tx.run(
    `delete from "${name}" where _row in (
      select t._row from _staged_deleted d cross join "${name}" t on t.id = d.record_id
        where d.collection = ? and t.version <= d.version)`,
    [name],
  );
}

/**
 * Index by index after the rows is 2.5 times faster than row by row into all indexes, and the
 * full-text index 5 times: measured on 100,000 rows with two indexes.
 */
async function loadInBulk(tx: SqlTransaction, plan: TablePlan, replaceAll: boolean): Promise<void> {
  const { name } = plan.collection;
  const { indexes, search } = plan.shape;
  for (const index of indexes) await tx.run(`drop index if exists "${index.name}"`);
  const searchTable = searchTableName(name);
  if (plan.searched) {
    for (const event of ["insert", "delete", "update"]) {
      await tx.run(`drop trigger if exists "${searchTable}_${event}"`);
    }
  }
  if (replaceAll) await tx.run(`delete from "${name}"`);
  await upsertStaged(tx, plan);
  for (const index of indexes) await tx.run(index.statement);
  if (plan.searched) {
    await tx.run(`insert into "${searchTable}" ("${searchTable}") values ('rebuild')`);
    for (const trigger of search.filter((statement) => statement.startsWith("create trigger"))) {
      await tx.run(trigger);
    }
  }
}
