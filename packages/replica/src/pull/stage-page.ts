import type { PulledCollection, PullRequest, PullResponse } from "@healthops/protocol/wire/pull";
import { scopeFieldsOf, scopesOf } from "@healthops/schema/scope";
import type { SqlTransaction } from "../sqlite/database.ts";
import { setMeta } from "../store/meta.ts";
import type { Store } from "../store/store.ts";
import type { TablePlan } from "../store/table-plan.ts";
import { readPullState, samePositions, writePositions } from "../store/pull-state.ts";
import { pulledContent, stagedColumns } from "./staged-columns.ts";

/**
 * Puts a page behind those already staged, together with its positions, so that a cut resumes from
 * there [PUL2]. Answers false and stages nothing when the page does not continue what is staged:
 * another process on the same database was faster.
 */
export async function stagePage(
  store: Store,
  tx: SqlTransaction,
  request: PullRequest,
  page: PullResponse,
  mark: string | null = null,
): Promise<boolean> {
  const state = await readPullState(tx);
  if (state.epoch !== request.epoch || !samePositions(state.positions, request.positions))
    return false;
  for (const pulled of page.changed) {
    const plan = store.plans.get(pulled.name);
    // A newer hub has collections that this device does not know yet.
    if (plan === undefined) continue;
    await tx.runMany(plan.stageRow, stagedColumns(plan, pulled));
    await voidDepartures(tx, plan, pulled);
  }
  for (const { name, ids, versions } of page.deleted) {
    await tx.runMany(
      "insert into _staged_deleted (collection, record_id, version) values (?, ?, ?)",
      [ids.map(() => name), ids, versions],
    );
  }
  for (const { scope, name, ids } of page.left) {
    await tx.runMany(
      "insert or ignore into _staged_left (scope, collection, record_id) values (?, ?, ?)",
      [ids.map(() => scope), ids.map(() => name), ids],
    );
  }
  await writePositions(tx, "_staged_positions", page.positions);
  await setMeta(tx, "staged_epoch", page.epoch);
  await setMeta(tx, "staged_mark", mark);
  return true;
}

/** A record that is seen in a scope again after it had left it has not left. */
async function voidDepartures(
  tx: SqlTransaction,
  plan: TablePlan,
  pulled: PulledCollection,
): Promise<void> {
  const { collection } = plan;
  const left = await tx.all("select distinct record_id from _staged_left where collection = ?", [
    collection.name,
  ]);
  if (left.length === 0) return;
  const gone = new Set(left.map((row) => String(row["record_id"])));
  const ids = pulled.columns[pulled.fields.indexOf("id")] ?? [];
  for (const [row, id] of ids.entries()) {
    if (typeof id !== "string" || !gone.has(id)) continue;
    const content = pulledContent(pulled, scopeFieldsOf(plan.collection), row);
    for (const scope of scopesOf(collection, id, content)) {
      await tx.run(
        "delete from _staged_left where collection = ? and record_id = ? and scope = ?",
        [collection.name, id, scope],
      );
    }
  }
}
