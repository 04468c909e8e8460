import type { ScopeKey } from "@healthops/schema/scope";
import { scopesOf } from "@healthops/schema/scope";
import type { RecordKey } from "../outbox/settle.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { readRecord } from "../store/record-row.ts";
import type { Store } from "../store/store.ts";
import type { TablePlan } from "../store/table-plan.ts";
import { planNamed } from "../store/table-plan.ts";
import { removeWhere } from "./departures.ts";

/**
 * Removes what a hub that went back in time may not have [LIN3]. Its scopes were read anew from the
 * start, so whatever it still has is staged, and comes in its place in the same transaction; a record
 * that lies in other scopes too was in those pages as well.
 */
export async function removeRewound(
  tx: SqlTransaction,
  plan: TablePlan,
  rewound: ReadonlySet<ScopeKey>,
): Promise<void> {
  if (rewound.size === 0) return;
  await removeWhere(tx, plan, (scopes) => scopes.some((scope) => rewound.has(scope)));
}

/**
 * Of records with local changes, those whose version here the hub may have lost: in a rewound scope, or
 * no longer seen. The rows are bare: without the local changes.
 */
export async function unsureOf(
  store: Store,
  tx: SqlTransaction,
  records: readonly RecordKey[],
  rewound: ReadonlySet<ScopeKey>,
): Promise<readonly RecordKey[]> {
  const unsure: RecordKey[] = [];
  for (const key of records) {
    const plan = planNamed(store.plans, key.collection);
    const record = await readRecord(tx, plan, key.recordId);
    const scopes = record === null ? [] : scopesOf(plan.collection, record.id, record.content);
    if (record === null || scopes.some((scope) => rewound.has(scope))) unsure.push(key);
  }
  return unsure;
}
