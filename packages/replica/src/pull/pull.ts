import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { LineClaim } from "@healthops/protocol/line-header";
import type { PullRequest, PullResponse } from "@healthops/protocol/wire/pull";
import type { GroupId } from "../outbox/change.ts";
import { letGo, recordsOf } from "../outbox/settle.ts";
import { readAcked, standInLine } from "../restored/follow-line.ts";
import { rebaseRecord } from "../rebase/rebase-record.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { replicaIdOf, setMeta } from "../store/meta.ts";
import type { Store } from "../store/store.ts";
import { planNamed } from "../store/table-plan.ts";
import type { LinePace } from "../transport/line-pace.ts";
import { badAnswer, breakageIn, isUnreachable } from "../transport/offline.ts";
import type { PullAnswer } from "../transport/transport.ts";
import { applyCheckpoint } from "./checkpoint.ts";
import type { PullState } from "../store/pull-state.ts";
import { discardStaged, readPullState, samePositions, startOver } from "../store/pull-state.ts";
import { stagePage } from "./stage-page.ts";

/** Records asked for in one page: large enough to be fast, small enough for a phone's memory. */
const PAGE_RECORDS = 5_000;
/** A round begins again when another process was faster or the hub's epoch changed; it must not forever. */
const ROUNDS_MAX = 5;

/** So many cuts in a row of which nothing came through between: then the line is gone. */
const SETBACKS_MAX = 4;

/** Asks the hub for a page of about that size, signed in; throws what the transport throws. */
export type SendPull = (
  request: PullRequest,
  etag: string | null,
  claim: LineClaim | undefined,
  bytes: number,
) => Promise<PullAnswer>;

export interface PullProgress {
  /** Records of this call so far. */
  readonly received: number;
  /** Records still to come, as the hub said last. */
  readonly remaining: number;
}

/**
 * Brings this replica to a checkpoint of the hub [PUL1, PUL2]: pages are staged as they come, the
 * next one is asked for while the former is stored, and the complete round is shown at once. A cut
 * round goes on from its last stored page, at once when only the line broke in the middle of an answer
 * [PUL9]; pages are as large as `pace` has learned that the line carries. Throws the Problem of the page
 * that did not come.
 */
export async function pullAll(
  store: Store,
  send: SendPull,
  progress: (progress: PullProgress) => void,
  pace: LinePace,
): Promise<PullProgress> {
  let before = 0;
  // The first failure counts as one of a line on which nothing has come through yet.
  let setbacks = 1;
  for (let round = 1; ;) {
    let received = before;
    const tell = (now: PullProgress): void => {
      setbacks = 0;
      received = before + now.received;
      progress({ ...now, received });
    };
    try {
      const outcome = await pullRound(store, paced(store, send, pace), tell);
      if (outcome !== "again") return { ...outcome, received };
      if (round === ROUNDS_MAX)
        throw badAnswer(`${ROUNDS_MAX} pulls in a row did not fit together`);
      round += 1;
    } catch (error) {
      setbacks += 1;
      if (!mayGoOn(error, setbacks)) throw error;
      before = received;
    }
  }
}

/** Whether to ask again at once: the line was cut in an answer, or right behind one that came. */
function mayGoOn(error: unknown, setbacks: number): boolean {
  const breakage = breakageIn(error);
  if (breakage === "cut") return setbacks <= SETBACKS_MAX;
  return breakage === null && isUnreachable(error) && setbacks === 1;
}

/** Learns from each page what the line carries. */
function paced(store: Store, send: SendPull, pace: LinePace): PacedPull {
  const { clock } = store.ports;
  return async (request, etag, claim) => {
    const from_ms = clock.now();
    try {
      const answer = await send(request, etag, claim, pace.bytes);
      const full = answer.status === "page" && !answer.page.complete;
      pace.took(clock.now() - from_ms, full);
      return answer;
    } catch (error) {
      if (breakageIn(error) !== null) pace.broke();
      throw error;
    }
  };
}

type PacedPull = (
  request: PullRequest,
  etag: string | null,
  claim?: LineClaim,
) => Promise<PullAnswer>;

async function pullRound(
  store: Store,
  send: PacedPull,
  progress: (progress: PullProgress) => void,
): Promise<PullProgress | "again"> {
  const { state, ackedBefore, acked, replicaId } = await store.database.transaction(beginning);
  let request = requestFor(store, replicaId, state);
  const claim = (mark: string | null) => (mark === null ? undefined : { mark, acked });
  let answer = await send(request, state.etag, claim(state.mark));
  let received = 0;
  for (;;) {
    if (answer.status === "unchanged") {
      await store.database.transaction((tx) =>
        settleUnchanged(store, tx, ackedBefore, answer.mark ?? null),
      );
      return { received, remaining: 0 };
    }
    const { page, etag, mark = null } = answer;
    if (await mustStartOver(store, request, page)) return "again";
    const following = page.complete ? null : nextRequest(store, request, page);
    const next = following === null ? null : send(following, null, claim(mark));
    // The page in hand is stored first; a failure of the next one is seen when its turn comes.
    next?.catch(() => undefined);
    const staged = await store.database.transaction(
      async (tx) => {
        if (!(await stagePage(store, tx, request, page, mark))) return false;
        if (page.complete) await applyCheckpoint(store, tx, { page, etag, mark, ackedBefore });
        return true;
      },
      { mayBeLost: true },
    );
    if (!staged) return "again";
    received += recordsIn(page);
    progress({ received, remaining: page.remaining });
    if (following === null || next === null) return { received, remaining: 0 };
    request = following;
    answer = await next;
  }
}

async function beginning(tx: SqlTransaction): Promise<{
  state: PullState;
  ackedBefore: readonly GroupId[];
  acked: number;
  replicaId: string;
}> {
  const acked = await tx.all("select local_id from _outbox_groups where state = 'acked'");
  return {
    state: await readPullState(tx),
    ackedBefore: acked.map((row) => Number(row["local_id"])),
    acked: await readAcked(tx),
    replicaId: await replicaIdOf(tx),
  };
}

function requestFor(
  store: Store,
  replicaId: string,
  { epoch, positions }: Pick<PullState, "epoch" | "positions">,
): PullRequest {
  return {
    protocol: PROTOCOL_VERSION,
    schema: store.schema.version,
    replicaId,
    epoch,
    positions,
    limit: PAGE_RECORDS,
  };
}

function nextRequest(store: Store, request: PullRequest, page: PullResponse): PullRequest {
  if (recordsIn(page) === 0 && samePositions(request.positions, page.positions)) {
    throw badAnswer("a page that is not the last brought nothing");
  }
  return requestFor(store, request.replicaId, { epoch: page.epoch, positions: page.positions });
}

/** Whether the page cannot follow what is here; then the database is made ready for another round. */
async function mustStartOver(
  store: Store,
  request: PullRequest,
  page: PullResponse,
): Promise<boolean> {
  if (request.epoch !== null && page.epoch !== request.epoch) {
    await store.database.transaction((tx) => startOver(store, tx, page.epoch));
    return true;
  }
  return lostScope(store, request, page);
}

/**
 * A person who loses a scope in the middle of a round must not be shown what its earlier pages
 * brought: the round begins again at the last checkpoint.
 */
async function lostScope(store: Store, request: PullRequest, page: PullResponse): Promise<boolean> {
  const scopes = Object.keys(request.positions);
  if (scopes.every((scope) => page.positions[scope] !== undefined)) return false;
  return store.database.transaction(async (tx) => {
    const { underway } = await readPullState(tx);
    if (underway) await discardStaged(store, tx);
    return underway;
  });
}

/** Nothing changed in the scopes held here, so what the hub accepted from here lies outside of them. */
async function settleUnchanged(
  store: Store,
  tx: SqlTransaction,
  groups: readonly GroupId[],
  mark: string | null,
): Promise<void> {
  const records = await recordsOf(tx, groups);
  await letGo(store, tx, groups);
  if (mark !== null) await setMeta(tx, "mark", mark);
  await standInLine(tx, []);
  for (const { collection, recordId } of records) {
    await rebaseRecord(tx, planNamed(store.plans, collection), recordId);
  }
}

function recordsIn(page: PullResponse): number {
  const changed = page.changed.reduce((sum, { columns }) => sum + (columns[0]?.length ?? 0), 0);
  const deleted = page.deleted.reduce((sum, { ids }) => sum + ids.length, 0);
  return changed + deleted + page.left.reduce((sum, { ids }) => sum + ids.length, 0);
}
