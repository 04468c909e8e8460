import type { Problem } from "@healthops/base/problem";
import { isProblem } from "@healthops/base/problem";
import type { Ports } from "@healthops/base/ports";
import type { ChangeSince } from "@healthops/protocol/merge/merge-input";
import { decideMerge } from "@healthops/protocol/merge/merge";
import type { Group, Mutation, MutationReceipt, Receipt } from "@healthops/protocol/wire/push";
import { conflicts } from "@healthops/schema/core/conflicts";
import type { Operation } from "@healthops/schema/permission";
import type { Schema } from "@healthops/schema/schema";
import { collectionNamed } from "@healthops/schema/schema";
import { scopesOf } from "@healthops/schema/scope";
import type { HubActor } from "../hub-actor.ts";
import type { Subject } from "./checks.ts";
import { checkAllowed, checkContent, checkSameRecord, checkShape, checkVisible } from "./checks.ts";
import { canExtend, conflictFor } from "./conflict-record.ts";
import type { OpenConflicts } from "./load.ts";
import type { ExistingReferences } from "./references.ts";
import type { Change, WorkingRecord, WorkingSet } from "./working-set.ts";

/** Everything that a decision may look at: read before, in the same transaction. */
export interface Decisions {
  readonly schema: Schema;
  readonly working: WorkingSet;
  /** Accepted changes of a record that the database has, of versions above those that mutations name. */
  readonly history: (collection: string, id: string) => readonly ChangeSince[];
  readonly openConflicts: OpenConflicts;
  readonly references: ExistingReferences;
  readonly ports: Pick<Ports, "clock" | "random">;
}

/** Whose group it is, and why it is made. */
export interface Author {
  readonly actor: HubActor;
  readonly replicaId: string | null;
  readonly reason: string | null;
}

/**
 * Decides one group [PSH2, PSH5] and puts its accepted changes into the working set; when one
 * mutation is refused, none of the group's changes remain. Pure but for the working set.
 */
export function decideGroup(known: Decisions, author: Author, group: Group): Receipt {
  const mark = known.working.mark();
  const receipts: MutationReceipt[] = [];
  for (const [index, mutation] of group.mutations.entries()) {
    try {
      receipts.push(decideMutation(known, author, group, mutation));
    } catch (error) {
      if (!isProblem(error)) throw error;
      known.working.undoTo(mark);
      return rejectedGroup(group, index, error);
    }
  }
  return { seq: group.seq, status: "applied", mutations: receipts };
}

/** The receipt of a group of which the mutation at `culprit` was refused. */
export function rejectedGroup(group: Group, culprit: number, problem: Problem): Receipt {
  const mutations = group.mutations.map((_, index): MutationReceipt => {
    const own = index === culprit;
    return {
      status: "rejected",
      code: own ? problem.code : "group_rejected",
      message: own
        ? problem.message
        : "Another change that belongs together with this one was refused, so this one waits too.",
      faults: own ? [...problem.faults] : [],
    };
  });
  return { seq: group.seq, status: "rejected", mutations };
}

function decideMutation(
  known: Decisions,
  author: Author,
  group: Group,
  mutation: Mutation,
): MutationReceipt {
  const collection = collectionNamed(known.schema, mutation.collection);
  const record = known.working.get(collection.name, mutation.id);
  const subject: Subject = { collection, mutation, record };
  checkShape(subject);
  checkVisible(author.actor, subject);
  checkSameRecord(subject);
  const decision = decideMerge({
    collection,
    mutation,
    replicaId: author.replicaId,
    current: record ?? null,
    since: record === undefined ? [] : changesSince(known, record, mutation.base),
  });
  if (decision.outcome === "rejected") throw decision.problem;
  checkAllowed(author.actor, subject, decision.content);
  checkContent(known.references, known.working, subject, decision.content);
  const clash = decision.outcome === "conflict" ? decision.clash : null;
  const next = acceptChange(known.working, author, group, {
    collection,
    mutation,
    record,
    decision,
  });
  if (clash === null) {
    return { status: decision.outcome === "merged" ? "merged" : "applied", version: next.version };
  }
  const conflictId = openConflict(known, author, group, next, mutation.base, clash);
  return { status: "conflict", version: next.version, conflictId };
}

function changesSince(known: Decisions, record: WorkingRecord, base: number): ChangeSince[] {
  if (record.version <= base) return [];
  const before = known.history(record.collection.name, record.id);
  const now = record.changes.map((change) => ({
    ...change,
    at_us: known.ports.clock.now() * 1000,
  }));
  return [...before, ...now].filter((change) => change.version > base);
}

interface Acceptance extends Subject {
  readonly decision: {
    readonly content: WorkingRecord["content"];
    readonly deleted: boolean;
    readonly changed: readonly string[];
  };
}

function acceptChange(
  working: WorkingSet,
  author: Author,
  group: Group,
  { collection, mutation, record, decision }: Acceptance,
): WorkingRecord {
  const { content, deleted, changed } = decision;
  if (record !== undefined && changed.length === 0 && record.deleted === deleted) return record;
  const version = (record?.version ?? 0) + 1;
  const scopes = scopesOf(collection, mutation.id, content);
  const change: Change = {
    version,
    op: operationOf(mutation, record, deleted),
    replicaId: author.replicaId,
    personId: author.actor.system ? null : author.actor.personId,
    before: record === undefined ? {} : pick(record.content, changed),
    after: pick(content, changed),
    deviceTime_ms: author.replicaId === null ? null : group.deviceTime_ms,
    reason: author.reason,
    scopes,
    leftScopes: record?.scopes.filter((key) => !scopes.includes(key)) ?? [],
  };
  const next: WorkingRecord = {
    collection,
    id: mutation.id,
    loaded: record?.loaded ?? null,
    version,
    deleted,
    content,
    scopes,
    changes: record === undefined ? [change] : [...record.changes, change],
  };
  working.set(next);
  return next;
}

/** What happened to the record, which may differ from what the mutation asked for. */
function operationOf(
  mutation: Mutation,
  record: WorkingRecord | undefined,
  deleted: boolean,
): Operation {
  if (record === undefined) return "create";
  if (record.deleted === deleted) return "update";
  return deleted ? "delete" : "restore";
}

function pick(
  content: WorkingRecord["content"],
  fields: readonly string[],
): WorkingRecord["content"] {
  return Object.fromEntries(fields.map((field) => [field, content[field] ?? null]));
}

function openConflict(
  known: Decisions,
  author: Author,
  group: Group,
  record: WorkingRecord,
  baseVersion: number,
  clash: Parameters<typeof conflictFor>[1],
): string {
  const personId = author.actor.system ? null : author.actor.personId;
  const open = known.openConflicts
    .about(record.id)
    .flatMap((id) => known.working.get(conflicts.name, id) ?? [])
    .find((candidate) => canExtend(candidate.content, clash, personId));
  const { id, content } = conflictFor(record, clash, { personId, baseVersion }, open, known.ports);
  acceptChange(known.working, author, group, {
    collection: conflicts,
    mutation: {
      collection: conflicts.name,
      id,
      op: open === undefined ? "create" : "update",
      base: 0,
      fields: {},
    },
    record: open,
    decision: { content, deleted: false, changed: Object.keys(content) },
  });
  if (open === undefined) known.openConflicts.add(record.id, id);
  return id;
}
