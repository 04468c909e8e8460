import { newId } from "@healthops/base/ids";
import { isProblem } from "@healthops/base/problem";
import type { SqlTransaction } from "../sqlite/database.ts";
import { getMeta, setMeta } from "../store/meta.ts";
import type { Store } from "../store/store.ts";
import { leaveOldId } from "./become-new-device.ts";
import { requeueAfter } from "./requeue.ts";
import { standOnOwnChanges } from "./stand-on-own.ts";

/** What the hub says to a device under whose id another database has gone on [PSH4]. */
export interface CopiedDevice {
  /** The id in question. */
  readonly replicaId: string;
  /** The first of the numbers that stands for something else at the hub. */
  readonly seq: number;
  /** The highest number that the hub has of that id. */
  readonly lastSeq: number;
  /** Already what this database sent before that number is not what the hub has. */
  readonly past: boolean;
}

/** The hub's news in a failure, or null when the failure is another one. */
export function copiedDeviceIn(error: unknown): CopiedDevice | null {
  if (!isProblem(error) || error.code !== "device_copied") return null;
  const { replicaId, seq, lastSeq, past } = error.extra;
  if (typeof replicaId !== "string" || typeof seq !== "number" || typeof lastSeq !== "number") {
    return null;
  }
  return { replicaId, seq, lastSeq, past: past === true };
}

/**
 * The id belongs to another person: the folder was copied before anybody had signed in. Nothing of this
 * database is at the hub.
 */
export function takenIdIn(error: unknown, replicaId: string): CopiedDevice | null {
  const taken = isProblem(error) && error.code === "replica_of_other_person";
  return taken ? { replicaId, seq: 1, lastSeq: 0, past: false } : null;
}

/**
 * A copy becomes a device of its own [PSH4]: it takes a fresh id, keeps all of its work and its place in
 * the feeds, and lets wait again what it delivered and the hub has not. The token at hand serves until
 * it ends; the one that renews it belongs to the original. Answers false when another process on this
 * database has done it already.
 */
export async function becomeOwnDevice(
  store: Store,
  tx: SqlTransaction,
  { replicaId, seq, lastSeq, past: pastToo }: CopiedDevice,
): Promise<boolean> {
  if ((await getMeta(tx, "replica_id")) !== replicaId) return false;
  const { ports } = store;
  const past = pastToo || (await wasAnswered(tx, replicaId, seq));
  if (past) await tx.run("delete from _delivered_groups where replica_id is null");
  await requeueAfter(store, tx, past ? 0 : lastSeq);
  await standOnOwnChanges(tx);
  await leaveOldId(tx);
  await setMeta(tx, "replica_id", newId(ports));
  await setMeta(tx, "copied_ms", ports.clock.now());
  const session = await getMeta(tx, "session");
  if (session !== null && session.tokens !== null) {
    const tokens = { ...session.tokens, refresh: null };
    await setMeta(tx, "session", { ...session, tokens });
  }
  return true;
}

/** Whether the hub has answered this database under that number, or a later one, and has another group there now. */
async function wasAnswered(tx: SqlTransaction, replicaId: string, seq: number): Promise<boolean> {
  const rows = await tx.all(
    `select 1 from _delivered_groups where replica_id = ? and seq >= ?
      union all select 1 from _outbox_groups where state = 'acked' and seq >= ? limit 1`,
    [replicaId, seq, seq],
  );
  return rows.length > 0;
}
