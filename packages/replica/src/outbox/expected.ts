import type { FieldFault } from "@healthops/base/problem";
import type { Receipt } from "@healthops/protocol/wire/push";
import type { SqlReader, SqlTransaction } from "../sqlite/database.ts";
import type { Store } from "../store/store.ts";
import type { GroupId } from "./change.ts";
import type { GroupState } from "./group-state.ts";
import type { Refusal } from "./pending-groups.ts";
import { discardGroup } from "./settle-rejected.ts";

/** What a command reckons with when it makes a change. */
export interface Expecting {
  /**
   * Codes of refusals that are an answer and no trouble (`already_called`): the device takes such a group
   * back by itself, and `outcome` tells the reason. Nobody has to decide about it.
   */
  readonly expects?: readonly string[];
}

/**
 * What has become of a group: where it stands in the outbox, `refused` as its command expected, or `gone`:
 * the hub has it, or somebody took it back.
 */
export type Outcome =
  | { readonly state: GroupState | "gone" }
  | { readonly state: "refused"; readonly refusal: Refusal };

/** Tables whose changes may change an outcome. */
export const OUTCOME_TABLES = ["_outbox_groups", "_expected_refusals"];

/** Reasons that are remembered, for commands that ask after the program was started anew. */
const REMEMBERED_MAX = 200;

export async function noteExpected(
  tx: SqlTransaction,
  group: GroupId,
  { expects = [] }: Expecting,
): Promise<void> {
  if (expects.length === 0) return;
  await tx.run("update _outbox_groups set expects = ? where local_id = ?", [
    JSON.stringify(expects),
    group,
  ]);
}

/** Takes back those of the rejected groups whose command expected just that, and remembers why. */
export async function takeBackExpected(
  store: Store,
  tx: SqlTransaction,
  rejected: readonly { readonly localId: GroupId; readonly receipt: Receipt }[],
): Promise<void> {
  for (const { localId, receipt } of rejected) {
    const [row] = await tx.all("select expects from _outbox_groups where local_id = ?", [localId]);
    if (typeof row?.["expects"] !== "string") continue;
    const expects = JSON.parse(row["expects"]) as readonly string[];
    const refusal = causeOf(receipt);
    if (refusal === null || !expects.includes(refusal.code)) continue;
    await discardGroup(store, tx, localId, false);
    await remember(tx, localId, refusal);
  }
}

/** What of a group was refused by itself; the rest only goes with it. */
function causeOf({ mutations }: Receipt): Refusal | null {
  for (const mutation of mutations) {
    if (mutation.status !== "rejected" || mutation.code === "group_rejected") continue;
    const { code, message, faults } = mutation;
    return { code, message, faults };
  }
  return null;
}

async function remember(
  tx: SqlTransaction,
  group: GroupId,
  { code, message, faults }: Refusal,
): Promise<void> {
  await tx.run(
    "insert or replace into _expected_refusals (local_id, code, message, faults) values (?, ?, ?, ?)",
    [group, code, message, JSON.stringify(faults)],
  );
  await tx.run("delete from _expected_refusals where local_id <= ?", [group - REMEMBERED_MAX]);
}

export async function outcomeOf(reader: SqlReader, group: GroupId): Promise<Outcome> {
  const [open] = await reader.all("select state from _outbox_groups where local_id = ?", [group]);
  if (open !== undefined) return { state: String(open["state"]) as GroupState };
  const [row] = await reader.all(
    "select code, message, faults from _expected_refusals where local_id = ?",
    [group],
  );
  if (row === undefined) return { state: "gone" };
  const faults = JSON.parse(String(row["faults"])) as readonly FieldFault[];
  const refusal = { code: String(row["code"]), message: String(row["message"]), faults };
  return { state: "refused", refusal };
}
