import type { Ports } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { Group, Receipt } from "@healthops/protocol/wire/push";
import type { ScopeKey } from "@healthops/schema/scope";
import type pg from "pg";
import { engineTransaction } from "../database/transaction.ts";
import { feedRowsOf } from "./batch-rows.ts";
import type { Catalog } from "./catalog.ts";
import type { Author } from "./accept-change.ts";
import { moveConflicts } from "./conflict-scopes.ts";
import type { Decisions } from "./decide.ts";
import { decideGroup, rejectedGroup } from "./decide.ts";
import { Dependents } from "./dependents.ts";
import { loadForGroups } from "./load.ts";
import type { ReferenceMemory } from "./references.ts";
import type { ReplicaState } from "./replicas.ts";
import { lockReplicas, submissionRefusal } from "./replicas.ts";
import type { HubRule } from "./rules.ts";
import { changedRecord } from "./rules.ts";
import type { ScopeCounters } from "./scope-counters.ts";
import type { Submission, SubmissionResult } from "./submission.ts";
import type { WorkingRecord } from "./working-set.ts";
import { writeBatch } from "./write.ts";

/** The standing parts of the write path. */
export interface WritePath {
  readonly pool: pg.Pool;
  readonly catalog: Catalog;
  readonly scopes: ScopeCounters;
  readonly references: ReferenceMemory;
  readonly rules: readonly HubRule[];
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
    return { results, heads };
  });
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
    replicaId: state?.id ?? null,
    reason: submission.reason ?? null,
  };
  const dependents = new Dependents();
  const receipts: Receipt[] = [];
  for (const group of submission.groups) {
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
  if (receipt.status === "rejected" || path.rules.length === 0) return receipt;
  const changed = working.setSince(mark).map(changedRecord);
  for (const rule of path.rules) {
    const concerned = changed.filter((record) => rule.collections.includes(record.collection));
    if (concerned.length === 0) continue;
    const pending = (collection: string) =>
      working
        .changed()
        .filter((record) => record.collection.name === collection)
        .map(changedRecord);
    const faults = await rule.check({ connection, pending }, concerned);
    if (faults.length === 0) continue;
    working.undoTo(mark);
    return rejectedGroup(
      group,
      group.mutations.findIndex((mutation) => mutation.id === concerned[0]?.id),
      new Problem({ code: "rule_broken", status: 422, message: faults[0]?.message ?? "", faults }),
    );
  }
  return receipt;
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
  return writeBatch(connection, path.catalog, path.scopes, locked, {
    records,
    feed,
    replicas: advances,
  });
}

/** Scopes after each change and those left by it: history names them all. */
function everyScope(record: WorkingRecord): readonly ScopeKey[] {
  return record.changes.flatMap((change) => change.scopes.concat(change.leftScopes));
}
