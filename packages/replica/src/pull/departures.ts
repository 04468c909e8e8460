import type { ScopeKey } from "@healthops/schema/scope";
import { scopeFieldsOf, scopesOf } from "@healthops/schema/scope";
import { fromSqlite } from "@healthops/schema/columns";
import type { SqlRow, SqlTransaction } from "../sqlite/database.ts";
import { readRecord } from "../store/record-row.ts";
import type { Store } from "../store/store.ts";
import type { TablePlan } from "../store/table-plan.ts";

/** Rows looked at in one step when scopes were lost. */
const STEP = 2_000;

/**
 * Removes records that left a scope, unless another held scope still has them [PUL4]. The row here
 * is the newest that any held scope showed: if it still says that the record is in the scope that it
 * has left, no other held scope knew better, and the record is gone from all of them.
 */
export async function applyDepartures(
  store: Store,
  tx: SqlTransaction,
  held: ReadonlySet<ScopeKey>,
): Promise<void> {
  const rows = await tx.all("select scope, collection, record_id from _staged_left");
  for (const row of rows) {
    const plan = store.plans.get(String(row["collection"]));
    if (plan === undefined) continue;
    const id = String(row["record_id"]);
    const record = await readRecord(tx, plan, id);
    if (record === null) continue;
    const scopes = scopesOf(plan.collection, id, record.content);
    const stays = !scopes.includes(String(row["scope"])) && scopes.some((scope) => held.has(scope));
    if (!stays) await tx.run(plan.deleteById, [id]);
  }
}

/** Removes every record that no held scope has any more, after the person has lost some. */
export function removeUnheld(
  tx: SqlTransaction,
  plan: TablePlan,
  held: ReadonlySet<ScopeKey>,
): Promise<void> {
  return removeWhere(tx, plan, (scopes) => !scopes.some((scope) => held.has(scope)));
}

/** Removes the records of a collection of whose scopes that is true. */
export async function removeWhere(
  tx: SqlTransaction,
  plan: TablePlan,
  isGone: (scopes: readonly ScopeKey[]) => boolean,
): Promise<void> {
  const fields = scopeFieldsOf(plan.collection);
  const columns = plan.columns.filter(({ field }) => field === "id" || fields.includes(field));
  const list = columns.map(({ column }) => `"${column}"`).join(", ");
  const goes = (row: SqlRow): boolean => {
    const content = Object.fromEntries(
      columns.map(({ field, kind, column }) => [field, fromSqlite(kind, row[column])]),
    );
    return isGone(scopesOf(plan.collection, String(row["id"]), content));
  };
  let last = 0;
  for (;;) {
    const rows = await tx.all(
      `select _row, ${list} from "${plan.collection.name}" where _row > ? order by _row limit ?`,
      [last, STEP],
    );
    const gone = rows.filter(goes).map((row) => String(row["id"]));
    await tx.runMany(plan.deleteById, [gone]);
    if (rows.length < STEP) return;
    last = Number(rows.at(-1)?.["_row"]);
  }
}
