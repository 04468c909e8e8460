import type { SqlTransaction } from "../sqlite/database.ts";
import { writeRecord } from "../store/record-row.ts";
import type { TablePlan } from "../store/table-plan.ts";
import { mutationsOfRecord } from "./mutation-row.ts";
import { readBase } from "./base-copy.ts";
import { replay } from "./replay.ts";

/**
 * Makes the visible row of a record what it must be: its base copy with the remaining local changes
 * on top. Without local changes the base itself becomes visible and its copy goes.
 */
export async function rebaseRecord(tx: SqlTransaction, plan: TablePlan, id: string): Promise<void> {
  const { name } = plan.collection;
  const base = await readBase(tx, name, id);
  if (base === null) return;
  const patches = await mutationsOfRecord(tx, name, id);
  await writeRecord(tx, plan, id, replay(plan.collection, id, base.record, patches));
  if (patches.length === 0) await dropBase(tx, name, id);
}

async function dropBase(tx: SqlTransaction, collection: string, id: string): Promise<void> {
  await tx.run("delete from _base where collection = ? and record_id = ?", [collection, id]);
}
