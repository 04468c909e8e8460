import type { MutationReceipt, PushResponse, Receipt } from "@healthops/protocol/wire/push";
import type { GroupId } from "../outbox/change.ts";
import { takeBackExpected } from "../outbox/expected.ts";
import { refreshHolds } from "../outbox/holds.ts";
import { settleSeen } from "../outbox/settle.ts";
import { standOnOwnChanges } from "../restored/stand-on-own.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { getMeta, replicaIdOf, setMeta } from "../store/meta.ts";
import type { Store } from "../store/store.ts";
import type { Batch } from "./build-batch.ts";
import { runsOf } from "./runs.ts";

/** How the hub answered a batch. */
export interface Answered {
  readonly applied: number;
  readonly rejected: number;
  /** Groups whose mutations opened conflicts. */
  readonly conflicts: number;
}

/**
 * Stores the hub's receipts [PSH2]. Accepted groups stay visible on top of the hub's rows until a
 * pull brings these; rejected ones stay visible until the person decides [PSH3].
 */
export async function applyReceipts(
  store: Store,
  tx: SqlTransaction,
  batch: Batch,
  response: PushResponse,
): Promise<Answered> {
  const open = await stillOpen(tx, batch);
  await rememberAnswered(tx, batch, response);
  if (response.now_ms !== undefined) await setMeta(tx, "hub_ms", response.now_ms);
  const answered = response.receipts.flatMap((receipt) => {
    const localId = batch.localIds.get(receipt.seq);
    return localId !== undefined && open.has(localId) ? [{ localId, receipt }] : [];
  });
  const applied = answered.filter(({ receipt }) => receipt.status === "applied");
  const rejected = answered.filter(({ receipt }) => receipt.status === "rejected");
  await storeApplied(tx, applied);
  await storeRejected(tx, rejected);
  // Answered with what another id of this device had done: what waits behind it stands on that.
  if (batch.copyOf !== null) await standOnOwnChanges(tx);
  // Whose numbers these are must be known before the first pull too [PUL8].
  if ((await getMeta(tx, "epoch")) === null) await setMeta(tx, "epoch", response.epoch);
  // A pull may have brought a repeated group's own effect before its receipt came.
  if (batch.repeated) await settleSeen(store, tx);
  if (rejected.length > 0) {
    await refreshHolds(store.schema, tx, new Set(rejected.map(({ localId }) => localId)));
    await takeBackExpected(store, tx, rejected);
  }
  return {
    applied: applied.length,
    rejected: rejected.length,
    conflicts: applied.filter(({ receipt }) => opensConflict(receipt)).length,
  };
}

interface AnsweredGroup {
  readonly localId: GroupId;
  readonly receipt: Receipt;
}

/** What the hub calls the newest group that it has answered goes with the next push [PSH4]. */
async function rememberAnswered(
  tx: SqlTransaction,
  { replicaId, groups, proof }: Batch,
  { hash }: PushResponse,
): Promise<void> {
  const seq = (groups.at(-1) ?? proof)?.seq ?? 0;
  if ((await replicaIdOf(tx)) !== replicaId) return;
  if (hash === undefined) {
    // A hub that calls groups nothing need not be asked.
    if ((await getMeta(tx, "proof_sent")) === null) await setMeta(tx, "proof_sent", true);
    return;
  }
  await setMeta(tx, "last_answered", { seq, hash });
}

/** Another process on the same database may have had the same answer and stored it first. */
async function stillOpen(tx: SqlTransaction, batch: Batch): Promise<ReadonlySet<GroupId>> {
  const rows = await tx.all("select local_id, seq from _outbox_groups where state = 'sent'");
  const open = rows.map((row) => [Number(row["local_id"]), Number(row["seq"])] as const);
  return new Set(open.flatMap(([id, seq]) => (batch.localIds.get(seq) === id ? [id] : [])));
}

async function storeApplied(tx: SqlTransaction, groups: readonly AnsweredGroup[]): Promise<void> {
  const kept = groups.map(({ localId, receipt }) => ({
    localId,
    value: opensConflict(receipt) ? JSON.stringify(receipt) : null,
  }));
  const runs = runsOf(kept);
  await tx.runMany(
    "update _outbox_groups set state = 'acked', receipt = ? where local_id between ? and ?",
    [runs.map(({ value }) => value), runs.map(({ first }) => first), runs.map(({ last }) => last)],
  );
  await storeVersions(tx, groups);
}

/** The version that each mutation gave its record; mostly the same for all of a group, and many. */
async function storeVersions(tx: SqlTransaction, groups: readonly AnsweredGroup[]): Promise<void> {
  const same: { localId: GroupId; value: number | null }[] = [];
  const mixed: { localId: GroupId; ordinal: number; version: number | null }[] = [];
  for (const { localId, receipt } of groups) {
    const versions = receipt.mutations.map(versionOf);
    const [value = null] = versions;
    if (versions.every((version) => version === value)) same.push({ localId, value });
    else mixed.push(...versions.map((version, ordinal) => ({ localId, ordinal, version })));
  }
  const runs = runsOf(same);
  await tx.runMany(
    "update _outbox_mutations set acked_version = ? where local_id between ? and ?",
    [runs.map(({ value }) => value), runs.map(({ first }) => first), runs.map(({ last }) => last)],
  );
  await tx.runMany(
    "update _outbox_mutations set acked_version = ? where local_id = ? and ordinal = ?",
    [
      mixed.map(({ version }) => version),
      mixed.map(({ localId }) => localId),
      mixed.map(({ ordinal }) => ordinal),
    ],
  );
}

function versionOf(mutation: MutationReceipt): number | null {
  return mutation.status === "rejected" ? null : mutation.version;
}

async function storeRejected(tx: SqlTransaction, groups: readonly AnsweredGroup[]): Promise<void> {
  await tx.runMany("update _outbox_groups set state = 'rejected', receipt = ? where local_id = ?", [
    groups.map(({ receipt }) => JSON.stringify(receipt)),
    groups.map(({ localId }) => localId),
  ]);
}

function opensConflict(receipt: Receipt): boolean {
  return receipt.mutations.some(({ status }) => status === "conflict");
}
