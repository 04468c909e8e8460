import type { Ports } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { Group, Receipt } from "@healthops/protocol/wire/push";
import type { ScopeKey } from "@healthops/schema/scope";
import type pg from "pg";
import { engineTransaction } from "../database/transaction.ts";
import type { ReplicaAdvance } from "./batch-rows.ts";
import { feedRowsOf } from "./batch-rows.ts";
import type { Catalog } from "./catalog.ts";
import type { Author } from "./accept-change.ts";
import { moveConflicts } from "./conflict-scopes.ts";
import type { Decisions } from "./decide.ts";
import { decideGroup, rejectedGroup } from "./decide.ts";
import { Dependents } from "./dependents.ts";
import type { Follower } from "./followers.ts";
import { moveFollowers } from "./followers.ts";
import { loadForGroups } from "./load.ts";
import type { ReferenceMemory } from "./references.ts";
import type { ReplicaState } from "./replicas.ts";
import { lockReplicas, submissionRefusal } from "./replicas.ts";
import type { HubRule, RuleContext } from "./rules.ts";
import { changedRecord } from "./rules.ts";
import type { LockedCounters, ScopeCounters } from "./scope-counters.ts";
import type { Submission, SubmissionResult } from "./submission.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";
import { writeBatch } from "./write.ts";

/** A large import must not keep everybody else waiting: so many groups, then others have their turn. */
const GROUPS_AT_A_STRETCH = 500;
/** Records that one statement writes; more of them take several, in the same transaction. */
const RECORDS_AT_ONCE = 5_000;

/** The standing parts of the write path. */
export interface WritePath {
  readonly pool: pg.Pool;
  readonly catalog: Catalog;
  readonly scopes: ScopeCounters;
  readonly references: ReferenceMemory;
  readonly rules: readonly HubRule[];
  readonly followers: readonly Follower[];
  readonly ports: Pick<Ports, "clock" | "random">;
}

export interface BatchOutcome {
  /** In the order of the submissions. */
  readonly results: readonly SubmissionResult[];
  /** New head of each scope that moved. */
  readonly heads: ReadonlyMap<ScopeKey, number>;
}

/**
 * Applies a batch of submissions in one transaction: read and lock, decide in memory, lock the
 * counters, write everything at once. See ARCHITECTURE.md, "The journey of one write".
 */
export function applyBatch(path: WritePath, batch: readonly Submission[]): Promise<BatchOutcome> {
  return engineTransaction(path.pool, async (connection) => {
    const replicas = await lockReplicas(connection, batch);
    const accepted = batch.map((submission) => acceptance(submission, replicas));
    const groups = accepted.flatMap((one) => ("problem" in one ? [] : one.fresh));
    const loaded = await loadForGroups(connection, path.catalog, groups);
    const references = await path.references.existing(connection, path.catalog.schema, groups);
    const decisions: Decisions = {
      ...loaded,
      references,
      schema: path.catalog.schema,
      ports: path.ports,
    };
    const results: SubmissionResult[] = [];
    for (const one of accepted) {
      results.push(
        "problem" in one ? one : await decideSubmission(path, connection, decisions, one),
      );
    }
    await moveConflicts(connection, path.catalog, decisions.working);
    const heads = await write(path, connection, batch, decisions, replicas);
    await keepAlongside(connection, batch, results);
    return { results, heads };
  });
}

async function keepAlongside(
  connection: pg.PoolClient,
  batch: readonly Submission[],
  results: readonly SubmissionResult[],
): Promise<void> {
  for (const [index, { alongside }] of batch.entries()) {
    const result = results[index];
    if (alongside === undefined || result === undefined || "problem" in result) continue;
    await alongside(connection, result.receipts);
  }
}

/** A submission that is taken, and those of its groups that were not applied before. */
interface Accepted {
  readonly submission: Submission;
  readonly state: ReplicaState | null;
  readonly fresh: readonly Group[];
}

function acceptance(
  submission: Submission,
  replicas: ReadonlyMap<string, ReplicaState>,
): Accepted | { readonly problem: Problem } {
  if (submission.replica === null) return { submission, state: null, fresh: submission.groups };
  const state = replicas.get(submission.replica.id) ?? null;
  if (state === null) return { submission, state, fresh: submission.groups };
  const problem = submissionRefusal(submission, state);
  if (problem !== null) return { problem };
  return {
    submission,
    state,
    fresh: submission.groups.filter((group) => group.seq > state.lastSeq),
  };
}

async function decideSubmission(
  path: WritePath,
  connection: pg.PoolClient,
  decisions: Decisions,
  { submission, state }: Accepted,
): Promise<SubmissionResult> {
  const author: Author = {
    actor: submission.actor,
    replicaId: state?.id ?? submission.origin ?? null,
    hasDeviceTime: state !== null,
    reason: submission.reason ?? null,
  };
  const dependents = new Dependents();
  const receipts: Receipt[] = [];
  for (const [index, group] of submission.groups.entries()) {
    if (index % GROUPS_AT_A_STRETCH === GROUPS_AT_A_STRETCH - 1) await breath();
    const repeated =
      state === null || group.seq > state.lastSeq ? undefined : state.receipts.get(group.seq);
    const receipt =
      repeated ??
      dependents.heldBack(group) ??
      (await decideWithRules(path, connection, decisions, author, group));
    if (receipt.status === "rejected") dependents.add(group);
    receipts.push(receipt);
    if (state !== null && repeated === undefined) {
      state.lastSeq = group.seq;
      state.receipts.set(group.seq, receipt);
      state.fresh.push(receipt);
    }
  }
  return { receipts };
}

async function decideWithRules(
  path: WritePath,
  connection: pg.PoolClient,
  decisions: Decisions,
  author: Author,
  group: Group,
): Promise<Receipt> {
  const { working } = decisions;
  const mark = working.mark();
  const receipt = decideGroup(decisions, author, group);
  if (receipt.status === "rejected") return receipt;
  const set = working.setSince(mark);
  const changed = set.map(({ record, previous }) => changedRecord(record, previous));
  const context: RuleContext = {
    connection,
    actor: author.actor,
    batch: working,
    ...pendingOf(working),
  };
  for (const rule of path.rules) {
    const concerned = changed.filter((record) => rule.collections.includes(record.collection));
    if (concerned.length === 0) continue;
    const faults = await rule.check(context, concerned);
    if (faults.length === 0) continue;
    working.undoTo(mark);
    // A rule may be concerned by a record that the group only brought about, such as a conflict.
    const culprit = group.mutations.findIndex((mutation) => mutation.id === concerned[0]?.id);
    return rejectedGroup(
      group,
      Math.max(0, culprit),
      new Problem({
        code: rule.code ?? "rule_broken",
        status: 422,
        message: faults[0]?.message ?? "",
        faults,
      }),
    );
  }
  await moveFollowers(connection, path.catalog, path.followers, working, author, set);
  return receipt;
}

/** What a rule may see of the batch so far. */
function pendingOf(working: WorkingSet): Pick<RuleContext, "pending" | "pendingRecord"> {
  return {
    pending: (collection) =>
      working
        .changed()
        .filter((record) => record.collection.name === collection)
        .map((record) => changedRecord(record, record)),
    pendingRecord: (collection, id) => {
      const record = working.get(collection, id);
      if (record === undefined || record.changes.length === 0) return undefined;
      return changedRecord(record, record);
    },
  };
}

async function write(
  path: WritePath,
  connection: pg.PoolClient,
  batch: readonly Submission[],
  decisions: Decisions,
  replicas: ReadonlyMap<string, ReplicaState>,
): Promise<ReadonlyMap<ScopeKey, number>> {
  const records = decisions.working.changed();
  const feed = feedRowsOf(records);
  await path.scopes.ensure(new Set(records.flatMap(everyScope)));
  const moved = [...new Set(feed.map((row) => row.scope))];
  // Positions are taken last of all locks [ORD1].
  const locked = await path.scopes.lock(connection, moved);
  const advances = [...replicas.values()].flatMap((state) => {
    const replica = batch.find((submission) => submission.replica?.id === state.id)?.replica;
    if (replica === undefined || replica === null || state.fresh.length === 0) return [];
    const { id, protocol, schema } = replica;
    return [{ id, protocol, schema, lastSeq: state.lastSeq, receipts: state.fresh }];
  });
  if (records.length <= RECORDS_AT_ONCE) {
    const rows = { records, feed, replicas: advances };
    return writeBatch(connection, path.catalog, path.scopes, locked, rows);
  }
  return writeInParts(path, connection, locked, records, advances);
}

/** The next part is made while the database writes the one before. */
async function writeInParts(
  path: WritePath,
  connection: pg.PoolClient,
  locked: LockedCounters,
  records: readonly WorkingRecord[],
  replicas: readonly ReplicaAdvance[],
): Promise<ReadonlyMap<ScopeKey, number>> {
  const heads = new Map<ScopeKey, number>();
  let under = Promise.resolve<unknown>(null);
  for (let from = 0; from < records.length; from += RECORDS_AT_ONCE) {
    const part = records.slice(from, from + RECORDS_AT_ONCE);
    const rows = {
      records: part,
      feed: feedRowsOf(part),
      replicas: from + RECORDS_AT_ONCE < records.length ? [] : replicas,
    };
    const written = writeBatch(connection, path.catalog, path.scopes, locked, rows, heads);
    // Awaited a part later; until then a failure is the one before's to tell.
    written.catch(() => undefined);
    await Promise.all([under, breath()]);
    under = written;
  }
  await under;
  return heads;
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Scopes after each change and those left by it: history names them all. */
function everyScope(record: WorkingRecord): readonly ScopeKey[] {
  return record.changes.flatMap((change) => change.scopes.concat(change.leftScopes));
}
