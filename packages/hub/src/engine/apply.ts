import type { Problem } from "@healthops/base/problem";
import type { Group, Receipt } from "@healthops/protocol/wire/push";
import type { ScopeKey } from "@healthops/schema/scope";
import type pg from "pg";
import { LineMoved } from "../lines/lines.ts";
import { engineTransaction } from "../database/transaction.ts";
import { loadAbout } from "./about.ts";
import type { ReplicaAdvance } from "./batch-rows.ts";
import { feedRowsOf, scopesToFeed } from "./batch-rows.ts";
import { moveConflicts } from "./conflict-scopes.ts";
import { loadFamilies } from "./copies.ts";
import type { RefusedToKeep } from "./keep-refused.ts";
import { keepRefused } from "./keep-refused.ts";
import type { ScopesOfRecord } from "./sites-of-records.ts";
import type { Decisions } from "./decide.ts";
import type { TakenSubmission } from "./decide-submission.ts";
import { decideSubmission } from "./decide-submission.ts";
import { loadDeletedPlaces } from "./deleted-places.ts";
import { runEffects } from "./effects.ts";
import { loadForGroups } from "./load.ts";
import { loadParents } from "./load-parents.ts";
import { loadReferences } from "./load-references.ts";
import { prepareRules } from "./look-ahead.ts";
import { breath, Pace } from "./pace.ts";
import { wantedReferences } from "./references.ts";
import type { ReplicaState } from "./replica-state.ts";
import { lockReplicas, submissionRefusal } from "./replicas.ts";
import type { LockedCounters } from "./scope-counters.ts";
import type { Submission, SubmissionResult } from "./submission.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";
import { writeBatch } from "./write.ts";
import type { WritePath } from "./write-path.ts";

/** Records that one statement writes; more of them take several, in the same transaction. */
const RECORDS_AT_ONCE = 5_000;
/** More often than a database can go back in time while a batch is written. */
const ATTEMPTS_MAX = 4;

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
export async function applyBatch(
  path: WritePath,
  batch: readonly Submission[],
): Promise<BatchOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await applyInLine(path, batch);
    } catch (error) {
      // Nothing was written yet: the database's next line is opened first [LIN1].
      if (!(error instanceof LineMoved) || attempt === ATTEMPTS_MAX) throw error;
      await path.lines.renew(path.pool);
    }
  }
}

function applyInLine(path: WritePath, batch: readonly Submission[]): Promise<BatchOutcome> {
  return engineTransaction(path.pool, async (connection) => {
    const replicas = await lockReplicas(connection, batch);
    const accepted = batch.map((submission) => acceptance(path, submission, replicas));
    const families = await loadFamilies(connection, batch, replicas);
    const groups = accepted.flatMap((one) => ("problem" in one ? [] : one.fresh));
    const loaded = await loadForGroups(connection, path.catalog, groups);
    await loadAbout(connection, path.catalog, loaded.working);
    await loadParents(connection, path.catalog, groups, loaded.working);
    const deletedPlaces = await loadDeletedPlaces(connection, path.catalog, groups, loaded.working);
    await prepareRules(path.rules, connection, loaded.working, groups);
    const wanted = wantedReferences(path.catalog.schema, groups, loaded.working);
    const references = await loadReferences(connection, path.catalog, wanted);
    const decisions: Decisions = {
      ...loaded,
      references,
      deletedPlaces,
      schema: path.catalog.schema,
      ports: path.ports,
    };
    const results: SubmissionResult[] = [];
    const pace = new Pace(path.ports.clock);
    let isFirst = true;
    for (const one of accepted) {
      if ("problem" in one) results.push(one);
      else {
        const taken = { ...one, pace, isFirst };
        results.push(await decideSubmission(path, connection, decisions, taken, families));
        isFirst = false;
      }
    }
    await moveConflicts(connection, path.catalog, decisions.working);
    await runEffects(path.effects, { connection, ports: path.ports }, decisions.working);
    const heads = await write(path, connection, batch, decisions, replicas);
    await families.write(connection);
    const fresh = accepted.map((one) => ("problem" in one ? [] : one.fresh));
    await keepAlongside(connection, batch, results, { fresh, working: decisions.working });
    return { results, heads };
  });
}

/** What the batch has read and decided. */
interface Decided {
  /** Of each submission, the groups that were not answered before. */
  readonly fresh: readonly (readonly Group[])[];
  readonly working: WorkingSet;
}

async function keepAlongside(
  connection: pg.PoolClient,
  batch: readonly Submission[],
  results: readonly SubmissionResult[],
  { fresh, working }: Decided,
): Promise<void> {
  const scopesOf: ScopesOfRecord = ({ collection, id }) =>
    working.get(collection, id)?.scopes ?? [];
  for (const [index, submission] of batch.entries()) {
    const { alongside, groups, replica, actor } = submission;
    const result = results[index];
    if (result === undefined || "problem" in result) continue;
    if (replica !== null) {
      const from = { replicaId: replica.id, personId: actor.personId };
      // What was refused before is kept since then.
      const refused = refusedOf(fresh[index] ?? [], result.receipts);
      await keepRefused(connection, from, refused, scopesOf);
    }
    if (alongside === undefined) continue;
    // its turn has not come yet
    if (result.receipts.length < groups.length) continue;
    await alongside(connection, result.receipts);
  }
}

/** What a device wanted and does not get is kept in the transaction that says so [PSH3]. */
function refusedOf(
  groups: readonly Group[],
  receipts: readonly Receipt[],
): readonly RefusedToKeep[] {
  const rejected = new Map(
    receipts.filter(({ status }) => status === "rejected").map((one) => [one.seq, one.mutations]),
  );
  return groups.flatMap(({ seq, deviceTime_ms, mutations }) => {
    const answers = rejected.get(seq);
    return answers === undefined ? [] : [{ seq, deviceTime_ms, mutations, answers, sites: [] }];
  });
}

/** A submission that is taken, and those of its groups that were not applied before. */
interface Accepted extends Pick<TakenSubmission, "submission" | "state"> {
  readonly fresh: readonly Group[];
}

function acceptance(
  { epoch }: WritePath,
  submission: Submission,
  replicas: ReadonlyMap<string, ReplicaState>,
): Accepted | { readonly problem: Problem } {
  if (submission.replica === null) return { submission, state: null, fresh: submission.groups };
  const state = replicas.get(submission.replica.id) ?? null;
  if (state === null) return { submission, state, fresh: submission.groups };
  const problem = submissionRefusal(submission, state, epoch);
  if (problem !== null) return { problem };
  return {
    submission,
    state,
    fresh: submission.groups.filter((group) => group.seq > state.lastSeq),
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
  await path.scopes.ensure(scopesOfAll(records));
  // Positions are taken last of all locks [ORD1].
  const locked = await path.scopes.lock(connection, [...scopesToFeed(records)]);
  const advances = [...replicas.values()].flatMap((state) => {
    const replica = batch.find((submission) => submission.replica?.id === state.id)?.replica;
    if (replica === undefined || replica === null || state.fresh.length === 0) return [];
    const { id, protocol, schema } = replica;
    const { lastSeq, lastHash, fresh: receipts } = state;
    return [{ id, protocol, schema, lastSeq, lastHash, receipts }];
  });
  if (records.length <= RECORDS_AT_ONCE) {
    const rows = { records, feed: feedRowsOf(records), replicas: advances };
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

/** Scopes after each change and those left by it: history names them all. */
function scopesOfAll(records: readonly WorkingRecord[]): ReadonlySet<ScopeKey> {
  const scopes = new Set<ScopeKey>();
  for (const { changes } of records) {
    for (const change of changes) {
      for (const scope of change.scopes) scopes.add(scope);
      for (const scope of change.leftScopes) scopes.add(scope);
    }
  }
  return scopes;
}
