import { Problem } from "@healthops/base/problem";
import { columnOf } from "@healthops/schema/columns";
import type { Use } from "@healthops/schema/in-use";
import { COUNTED_MAX, IN_USE, inUseFault } from "@healthops/schema/in-use";
import type { StoredRecord } from "@healthops/schema/record";
import type { Referrer } from "@healthops/schema/references";
import { referrersIn } from "@healthops/schema/references";
import type { SqlTransaction } from "../sqlite/database.ts";
import { readRecord } from "../store/record-row.ts";
import type { Store } from "../store/store.ts";
import type { Change } from "./change.ts";

/**
 * Refuses a group that deletes what records on this device still point to, as the hub would: Problem
 * `record_in_use`. The hub may know of more of them.
 */
export async function refuseInUse(
  store: Store,
  tx: SqlTransaction,
  changes: readonly Change[],
): Promise<void> {
  for (const change of changes) {
    if (change.op !== "delete") continue;
    const plan = store.plans.get(change.collection);
    if (plan === undefined) continue;
    const record = await readRecord(tx, plan, change.id);
    const fault = inUseFault(plan.collection, await usesOf(store, tx, change, record));
    if (fault === null) continue;
    throw new Problem({ code: IN_USE, status: 409, message: fault.message, faults: [fault] });
  }
}

async function usesOf(
  store: Store,
  tx: SqlTransaction,
  { collection: name, id }: Extract<Change, { op: "delete" | "restore" }>,
  record: StoredRecord | null,
): Promise<readonly Use[]> {
  const referrers = referrersIn(store.schema).get(name) ?? [];
  const uses: Use[] = [];
  const valueOf = ({ by }: Referrer): string =>
    by === null ? id : String(record?.content[by] ?? "");
  for (const [collection, own] of Map.groupBy(referrers, (referrer) => referrer.collection)) {
    const columns = own.map(({ field, isSet }) => {
      const stored = `"${collection.name}"."${columnOf(collection, field).column}"`;
      return isSet ? `? in (select value from json_each(${stored}))` : `${stored} = ?`;
    });
    const [row] = await tx.all(
      `select count(*) as n from (select 1 from "${collection.name}"
        where (${columns.join(" or ")}) and id <> ? limit ${COUNTED_MAX + 1})`,
      [...own.map(valueOf), id],
    );
    uses.push({ collection, seen: Number(row?.["n"]), hidden: false });
  }
  return uses;
}
