import type { Group, Receipt } from "@healthops/protocol/wire/push";
import type pg from "pg";
import type { Author } from "./accept-change.ts";
import { versionKey } from "./accept-change.ts";
import type { Ground } from "./asked.ts";
import { askRules } from "./ask-rules.ts";
import type { Families, Twin } from "./copies.ts";
import type { Decisions } from "./decide.ts";
import { decideGroup } from "./decide.ts";
import { Dependents } from "./dependents.ts";
import { groupHash } from "./group-hash.ts";
import { comingOf } from "./look-ahead.ts";
import type { Pace } from "./pace.ts";
import type { ReplicaState } from "./replica-state.ts";
import { deviceCopied, strayGroup } from "./stray-group.ts";
import type { RuleContext } from "./rules.ts";
import { changedRecord } from "./rules.ts";
import type { Submission, SubmissionResult } from "./submission.ts";
import { mayComeInParts } from "./submission.ts";
import type { WorkingSet } from "./working-set.ts";
import type { WritePath } from "./write-path.ts";

/** A submission that is taken, and its replica; null for one of the hub's own doors. */
export interface TakenSubmission {
  readonly submission: Submission;
  readonly state: ReplicaState | null;
  readonly pace: Pace;
  /** Something of every batch is done, whatever time that takes. */
  readonly isFirst: boolean;
}

/**
 * Decides the groups of a submission in order, with the modules' rules, into the working set. When the
 * time of the batch is over it stops: before the first group, or between two where that is allowed.
 */
export async function decideSubmission(
  path: WritePath,
  connection: pg.PoolClient,
  decisions: Decisions,
  { submission, state, pace, isFirst }: TakenSubmission,
  families: Families,
): Promise<SubmissionResult> {
  const parts = mayComeInParts(submission);
  const hashes = state === null ? [] : submission.groups.map(groupHash);
  if (state !== null) {
    const stray = strayGroup(submission, hashes, state);
    if (stray !== null) return { problem: deviceCopied(state, stray) };
  }
  const doneElsewhere = new Map<string, string>();
  const ground = groundFor(path, connection, decisions, submission, state, doneElsewhere);
  const dependents = new Dependents();
  for (const group of submission.refusedBefore ?? []) dependents.add(group);
  const receipts: Receipt[] = [];
  for (const [index, group] of submission.groups.entries()) {
    const mayStop = index === 0 ? !isFirst : parts;
    if (mayStop && pace.isOver) break;
    const turn = pace.breath();
    if (turn !== null) await turn;
    const hash = hashes[index] ?? "";
    const repeated =
      state === null || group.seq > state.lastSeq ? undefined : state.known.get(group.seq);
    const twin = state === null ? null : families.find(state, group, hash);
    if (twin !== null) {
      for (const key of versionsOf(group, twin)) doneElsewhere.set(key, twin.replicaId);
    }
    const decided =
      repeated?.receipt ??
      twinReceipt(twin, group) ??
      dependents.heldBack(group) ??
      decideWithRules(ground, group);
    const receipt = decided instanceof Promise ? await decided : decided;
    if (receipt.status === "rejected") dependents.add(group);
    receipts.push(receipt);
    if (state === null || repeated !== undefined) continue;
    state.lastSeq = group.seq;
    state.lastHash = hash;
    state.known.set(group.seq, { hash, receipt });
    state.fresh.push({ receipt, hash, first: twin });
    if (receipt.status === "applied") families.add(state, group, hash, receipt);
  }
  return { receipts };
}

/** A copy of a device brings what another one has brought: it is done, and answered as it was then [PSH4]. */
function twinReceipt(twin: Twin | null, { seq }: Group): Receipt | undefined {
  return twin === null ? undefined : { ...twin.receipt, seq };
}

/** The versions that the answers of the replica's own work name, which it has mostly made itself. */
function versionsOf({ mutations }: Group, { receipt }: Twin): readonly string[] {
  return mutations.flatMap(({ collection, id }, index) => {
    const answer = receipt.mutations[index];
    if (answer === undefined || answer.status === "rejected") return [];
    return [versionKey(collection, id, answer.version)];
  });
}

function groundFor(
  path: WritePath,
  connection: pg.PoolClient,
  decisions: Decisions,
  submission: Submission,
  state: ReplicaState | null,
  doneElsewhere: ReadonlyMap<string, string>,
): Ground {
  const { actor } = submission;
  const author: Author = {
    actor,
    doneElsewhere,
    replicaId: state?.id ?? submission.origin ?? null,
    hasDeviceTime: state !== null,
    reason: submission.reason ?? null,
    ofHub: actor.system || submission.ofHub === true,
    namesFreely: submission.origin !== undefined,
  };
  const { working } = decisions;
  const context: RuleContext = {
    connection,
    actor,
    ofHub: author.ofHub,
    batch: working,
    ...pendingOf(working),
    coming: comingOf(submission.groups),
  };
  const governed = new Set([
    ...path.rules.flatMap(({ collections }) => collections),
    ...path.catalog.schema.followers.map(({ parent }) => parent),
    ...path.reactions.flatMap(({ collections }) => collections),
  ]);
  return { path, connection, decisions, author, context, governed };
}

/** At once where no rule has to be asked, which is so for most groups. */
function decideWithRules(ground: Ground, group: Group): Receipt | Promise<Receipt> {
  const { working } = ground.decisions;
  const mark = working.mark();
  const receipt = decideGroup(ground.decisions, ground.author, group);
  if (receipt.status === "rejected") return receipt;
  const set = working.setSince(mark);
  if (!set.some(({ record }) => ground.governed.has(record.collection.name))) return receipt;
  const changed = set.map(({ record, previous }) => changedRecord(record, previous));
  return askRules(ground, { group, receipt, mark, from: mark, depth: 0, set, changed });
}

/** What a rule may see of the batch so far. */
function pendingOf(working: WorkingSet): Pick<RuleContext, "pending" | "pendingRecord"> {
  return {
    pending: (collection) =>
      working
        .all(collection)
        .filter((record) => record.changes.length > 0)
        .map((record) => changedRecord(record, record)),
    pendingRecord: (collection, id) => {
      const record = working.get(collection, id);
      if (record === undefined || record.changes.length === 0) return undefined;
      return changedRecord(record, record);
    },
  };
}
