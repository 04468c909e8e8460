import { Problem } from "@healthops/base/problem";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { PushRequest, PushResponse } from "@healthops/protocol/wire/push";
import { getMeta } from "../store/meta.ts";
import { readerOf } from "../store/reader.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import type { Store } from "../store/store.ts";
import type { Answered } from "./apply-receipts.ts";
import { applyReceipts } from "./apply-receipts.ts";
import type { Batch } from "./build-batch.ts";
import { BATCH_LIMITS, nextBatch } from "./build-batch.ts";
import { refusalOfRequest, rejectAlone } from "./refused-request.ts";

/** Sends one request to the hub, signed in; throws what the transport throws. */
export type SendPush = (request: PushRequest) => Promise<PushResponse>;

/**
 * Pushes until nothing waits: one batch in flight, the next only when the former's receipts are
 * stored. Throws the Problem of the first batch that was not answered; its groups are sent again
 * next time, unchanged [PSH1]. A request that the hub refuses for its content is cut in half until
 * the group at fault is alone; that one is rejected, the others go on [PSH3]. `answered` hears of
 * each stored batch.
 */
export async function pushAll(
  store: Store,
  send: SendPush,
  answered: (batch: Answered) => void,
): Promise<void> {
  let limits = BATCH_LIMITS;
  for (;;) {
    const batch = await store.database.transaction((tx) => nextBatch(tx, limits));
    if (batch === null) return;
    const response = await send(await requestFor(store, batch)).catch((error: unknown) => {
      const refusal = refusalOfRequest(error);
      if (refusal === null) throw error;
      return refusal;
    });
    if (response instanceof Problem) {
      const count = batch.groups.length;
      limits = { ...BATCH_LIMITS, groups: Math.max(1, Math.floor(count / 2)) };
      if (count > 1) continue;
      await store.database.transaction((tx) => rejectAlone(store, tx, batch, response));
      answered({ applied: 0, rejected: 1, conflicts: 0 });
    } else {
      // A receipt that is lost is given again [PSH1].
      const keep = (tx: SqlTransaction) => applyReceipts(store, tx, batch, response);
      answered(await store.database.transaction(keep, { mayBeLost: true }));
    }
    limits = BATCH_LIMITS;
  }
}

async function requestFor(store: Store, batch: Batch): Promise<PushRequest> {
  return {
    protocol: PROTOCOL_VERSION,
    schema: store.schema.version,
    replicaId: store.replicaId,
    epoch: await getMeta(readerOf(store.database), "epoch"),
    receivedThrough: batch.receivedThrough,
    groups: [...batch.groups],
  };
}
