import { pause } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { LineClaim } from "@healthops/protocol/line-header";
import type { PushRequest, PushResponse } from "@healthops/protocol/wire/push";
import { getMeta } from "../store/meta.ts";
import { readerOf } from "../store/reader.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import type { Store } from "../store/store.ts";
import type { Answered } from "./apply-receipts.ts";
import { applyReceipts } from "./apply-receipts.ts";
import type { LinePace } from "../transport/line-pace.ts";
import { breakageIn, isUnreachable } from "../transport/offline.ts";
import type { Batch } from "./build-batch.ts";
import { batchLimits, nextBatch, proofAlone } from "./build-batch.ts";
import { groupsBefore, refusalBehind } from "./refused-as-copy.ts";
import { refusalOfRequest, rejectAlone } from "./refused-request.ts";
import { isTimedOut, tooMuchAtOnce } from "./too-much-at-once.ts";

/** Sends one request to the hub, signed in; throws what the transport throws. */
export type SendPush = (request: PushRequest, claim?: LineClaim) => Promise<PushResponse>;

/** Work on the database would keep a request from leaving that was just handed to the network. */
const LEAVING_MS = 5;

const NOTHING = async (): Promise<void> => undefined;

/**
 * Pushes until nothing waits, one batch in flight. While the hub works on it, the former's receipts
 * are stored and the next one is made ready, up to the first group that builds on it. Throws the
 * Problem of the first batch that was not answered; its groups are sent again next time, unchanged
 * [PSH1]. A request that the hub refuses for its content is cut in half until the group at fault is
 * alone; that one is rejected, the others go on [PSH3]. One that takes the hub too long is cut in half as
 * well, and a group that does so alone waits like after any failure. `answered` hears of each stored batch. Batches are
 * as large as `pace` has learned that the line carries [PUL9].
 */
export async function pushAll(
  store: Store,
  send: SendPush,
  answered: (batch: Answered) => void,
  pace: LinePace,
): Promise<void> {
  const take = (groups?: number, behind: Batch | null = null): Promise<Batch | null> => {
    const limits = { ...batchLimits(pace.bytes), ...(groups === undefined ? {} : { groups }) };
    return store.database.transaction(
      async (tx) =>
        (await nextBatch(tx, limits, behind)) ?? (behind === null ? proofAlone(tx) : null),
    );
  };
  let keepFormer = NOTHING;
  /** Whether something went through since the line broke: only then is it tried again at once. */
  let moving = false;
  let batch = await take();
  while (batch !== null) {
    const current = batch;
    const asked = await ask(store, paced(store, send, pace, current), current);
    await keepFormer();
    keepFormer = NOTHING;
    const next = current.repeated ? null : await take(undefined, current);
    const response = await asked.answer.catch((error: unknown) => {
      if (!moving || !isUnreachable(error)) throw error;
      return null;
    });
    moving = response !== null;
    if (response === null) {
      batch = await take();
      continue;
    }
    if (response instanceof Problem) {
      // What was made ready has its numbers; it comes after what is left of this one.
      batch = await take(await afterRefusal(store, current, response, answered));
      continue;
    }
    keepFormer = async () => {
      const keep = (tx: SqlTransaction) => applyReceipts(store, tx, current, response);
      // A receipt that is lost is given again [PSH1].
      answered(await store.database.transaction(keep, { mayBeLost: true }));
    };
    batch = next;
    if (batch !== null) continue;
    await keepFormer();
    keepFormer = NOTHING;
    batch = await take();
  }
}

/** A failure that comes that quickly says that nobody is there, not that the line is slow. */
const REFUSED_MS = 500;

/** Learns from each batch what the line carries [PUL9]. */
function paced(store: Store, send: SendPush, pace: LinePace, { bytes }: Batch): SendPush {
  const { clock } = store.ports;
  return async (request, claim) => {
    const from_ms = clock.now();
    try {
      const response = await send(request, claim);
      pace.took(clock.now() - from_ms, bytes > pace.bytes / 2);
      return response;
    } catch (error) {
      const slow = clock.now() - from_ms > REFUSED_MS;
      if (isTimedOut(error)) pace.stopped(bytes);
      else if (isUnreachable(error) && (slow || breakageIn(error) !== null)) pace.broke();
      throw error;
    }
  };
}

/** A request that has left, or is answered already; in an object, because a promise would be awaited. */
async function ask(
  store: Store,
  send: SendPush,
  batch: Batch,
): Promise<{ readonly answer: Promise<PushResponse | Problem> }> {
  const answer = send(await requestFor(store, batch), await claimFor(store, batch)).catch(
    (error: unknown) => {
      const refusal =
        refusalOfRequest(error) ?? refusalBehind(error, batch) ?? tooMuchAtOnce(error, batch);
      if (refusal === null) throw error;
      return refusal;
    },
  );
  const leaving = new AbortController();
  const over = answer.then(
    () => leaving.abort(),
    // A failure is seen when its turn comes.
    () => leaving.abort(),
  );
  await Promise.race([over, pause(store.ports.timers, LEAVING_MS, leaving.signal)]);
  return { answer };
}

/** Rejects the group that is at fault alone; how many groups the next request may hold. */
async function afterRefusal(
  store: Store,
  batch: Batch,
  refusal: Problem,
  answered: (batch: Answered) => void,
): Promise<number | undefined> {
  const known = groupsBefore(refusal, batch);
  if (known > 0) return known;
  const count = batch.groups.length;
  if (count === 0) return undefined;
  if (count > 1) return Math.floor(count / 2);
  await store.database.transaction((tx) => rejectAlone(store, tx, batch, refusal));
  answered({ applied: 0, rejected: 1, conflicts: 0 });
  return undefined;
}

/** The line of the last checkpoint: the changes stand on what it showed [LIN3]. */
async function claimFor(store: Store, batch: Batch): Promise<LineClaim | undefined> {
  const mark = await getMeta(readerOf(store.database), "mark");
  return mark === null ? undefined : { mark, acked: batch.receivedThrough };
}

async function requestFor(store: Store, batch: Batch): Promise<PushRequest> {
  const { replicaId, previous, copyOf, proof, groups } = batch;
  return {
    protocol: PROTOCOL_VERSION,
    schema: store.schema.version,
    replicaId,
    ...(previous === null ? {} : { previous }),
    ...(copyOf === null ? {} : { copyOf }),
    epoch: await getMeta(readerOf(store.database), "epoch"),
    receivedThrough: batch.receivedThrough,
    groups: proof === null ? [...groups] : [proof, ...groups],
  };
}
