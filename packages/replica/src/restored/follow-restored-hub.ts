import { isProblem } from "@healthops/base/problem";
import { startOver } from "../store/pull-state.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { getMeta, setMeta } from "../store/meta.ts";
import type { Store } from "../store/store.ts";
import {
  askWhoseNumbers,
  basesWithUnanswered,
  ownThrough,
  requeueAfter,
  standOn,
} from "./requeue.ts";

/** What a hub says to a device that knew it before it was restored from a backup [PUL8]. */
export interface RestoredHub {
  readonly epoch: string;
  /** The highest of this replica's numbers that the hub still knows. */
  readonly lastSeq: number;
  /** Hub time of the restore; what is newer was changed since. */
  readonly restoredAt_us: number;
}

/** The hub's news in a failure, or null when the failure is another one. */
export function restoredHubIn(error: unknown): RestoredHub | null {
  if (!isProblem(error) || error.code !== "hub_restored") return null;
  const { epoch, lastSeq, restoredAt_us } = error.extra;
  const complete =
    typeof epoch === "string" && typeof lastSeq === "number" && typeof restoredAt_us === "number";
  return complete ? { epoch, lastSeq, restoredAt_us } : null;
}

/**
 * Goes back with the hub [PUL8]: what it accepted from here and lost waits to be sent again, under the
 * numbers that follow the last one it knows, and everything is pulled anew. Nothing is sent before
 * that pull is complete: only it says which versions the changes stand on now.
 */
export async function followRestoredHub(
  store: Store,
  tx: SqlTransaction,
  { epoch, lastSeq, restoredAt_us }: RestoredHub,
): Promise<void> {
  if ((await getMeta(tx, "epoch")) === epoch) return;
  await requeueAfter(store, tx, await ownThrough(tx, lastSeq));
  await askWhoseNumbers(tx);
  await startOver(store, tx, epoch);
  await setMeta(tx, "restored_us", restoredAt_us);
}

/** When the restored hub's records are here. */
export async function standOnRestored(tx: SqlTransaction): Promise<void> {
  const restored_us = await getMeta(tx, "restored_us");
  if (restored_us === null) return;
  await standOn(tx, await basesWithUnanswered(tx), restored_us);
  await setMeta(tx, "restored_us", null);
}
