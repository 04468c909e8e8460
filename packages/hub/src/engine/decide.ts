import type { FieldFault, Problem } from "@healthops/base/problem";
import { isProblem } from "@healthops/base/problem";
import { storableText } from "@healthops/base/storable";
import type { Ports } from "@healthops/base/ports";
import type { ChangeSince } from "@healthops/protocol/merge/merge-input";
import { decideMerge } from "@healthops/protocol/merge/merge";
import type { Group, Mutation, MutationReceipt, Receipt } from "@healthops/protocol/wire/push";
import { conflicts } from "@healthops/schema/core/conflicts";
import type { Content } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";
import { collectionNamed } from "@healthops/schema/schema";
import { scopesOf } from "@healthops/schema/scope";
import type { HubActor } from "../hub-actor.ts";
import type { Author } from "./accept-change.ts";
import { acceptChange, personOf, versionKey } from "./accept-change.ts";
import type { Subject } from "./checks.ts";
import {
  checkAllowed,
  checkContent,
  checkNew,
  checkSameRecord,
  checkShape,
  knownTo,
  typedAgain,
} from "./checks.ts";
import type { DeletedPlaces } from "./deleted-places.ts";
import { checkRestored, heldWhenDeleted } from "./deleted-places.ts";
import { checkPlace, placedByParent } from "./follow.ts";
import { canExtend, conflictFor } from "./conflict-record.ts";
import type { OpenConflicts } from "./load.ts";
import type { KnownReferences } from "./references.ts";
import { refusedDecision } from "./refused-decision.ts";
import { signed, unclaimed } from "./sign.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";

/** Everything that a decision may look at: read before, in the same transaction. */
export interface Decisions {
  readonly schema: Schema;
  readonly working: WorkingSet;
  /** Accepted changes of a record that the database has, of versions above those that mutations name. */
  readonly history: (collection: string, id: string) => readonly ChangeSince[];
  readonly openConflicts: OpenConflicts;
  readonly references: KnownReferences;
  readonly deletedPlaces: DeletedPlaces;
  readonly ports: Pick<Ports, "clock" | "random">;
}

/**
 * Decides one group [PSH2, PSH5] and puts its accepted changes into the working set; when one
 * mutation is refused, none of the group's changes remain. Pure but for the working set.
 */
export function decideGroup(known: Decisions, author: Author, group: Group): Receipt {
  const mark = known.working.mark();
  const receipts: MutationReceipt[] = [];
  const othersSince = (record: WorkingRecord, base: number): ChangeSince[] =>
    changesSince(known, author, record, base).filter(isOthers(author));
  for (const [index, mutation] of group.mutations.entries()) {
    try {
      receipts.push(decideMutation(known, author, group, mutation));
    } catch (error) {
      if (!isProblem(error)) throw error;
      known.working.undoTo(mark);
      return rejectedGroup(group, index, error);
    }
  }
  const undecided = author.ofHub ? null : refusedDecision(known.working, mark, group, othersSince);
  if (undecided !== null) {
    known.working.undoTo(mark);
    return rejectedGroup(group, undecided.culprit, undecided.problem);
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
        ? storableText(problem.message)
        : "Another change that belongs together with this one was refused, so this one waits too.",
      faults: own ? problem.faults.map(storableFault) : [],
    };
  });
  return { seq: group.seq, status: "rejected", mutations };
}

/** Receipts are kept: whatever a rule repeats of what it was sent, they can be written. */
function storableFault(fault: FieldFault): FieldFault {
  const { field, message } = fault;
  return { ...fault, field: storableText(field), message: storableText(message) };
}

function decideMutation(
  known: Decisions,
  author: Author,
  group: Group,
  sent: Mutation,
): MutationReceipt {
  const collection = collectionNamed(known.schema, sent.collection);
  const stored = known.working.get(collection.name, sent.id);
  const again = typedAgain(author, collection, sent, stored);
  const record = again === undefined ? knownTo(author.actor, stored) : undefined;
  const { mutation, refusal } = unclaimed(author, collection, record, sent);
  const subject: Subject = { collection, mutation, record };
  checkShape(subject);
  checkSameRecord(subject);
  checkRestored(known.deletedPlaces, author.actor, subject);
  const merged = decideMerge({
    collection,
    mutation,
    replicaId: author.replicaId,
    current: record ?? null,
    since: record === undefined ? [] : changesSince(known, author, record, mutation.base),
  });
  if (merged.outcome === "rejected") throw merged.problem;
  const decision = placedByParent(author.actor, known.working, subject, merged);
  checkAllowed(author.actor, known.working, subject, decision.content);
  if (refusal !== null) throw refusal;
  const { references, working } = known;
  checkContent(author.actor, references, working, subject, decision, author.namesFreely === true);
  checkPlace(working, subject, decision);
  checkNew(author.actor, subject, again === undefined ? stored : undefined, decision.content);
  const clash = decision.outcome === "conflict" ? decision.clash : null;
  const deviceTime_ms = author.hasDeviceTime ? group.deviceTime_ms : null;
  const next = acceptChange(known.working, author, {
    ...signed(author, known.ports.clock, subject, decision),
    deleted: decision.deleted,
    collection,
    id: mutation.id,
    // Whoever types it again chose every field of it: all of them are in the history of the change.
    record: record ?? again,
    unseen: again !== undefined && !wasSeen(known, author.actor, again),
    deviceTime_ms,
  });
  if (clash === null) {
    return { status: decision.outcome === "merged" ? "merged" : "applied", version: next.version };
  }
  const conflictId = openConflict(known, author, next, mutation.base, deviceTime_ms, clash);
  return { status: "conflict", version: next.version, conflictId };
}

/** Whether the actor may know what stood in a record that was deleted and is typed again. */
function wasSeen({ deletedPlaces }: Decisions, actor: HubActor, record: WorkingRecord): boolean {
  return knownTo(actor, record) !== undefined && heldWhenDeleted(deletedPlaces, actor, record);
}

function isOthers({ replicaId }: Author): (change: ChangeSince) => boolean {
  return (change) => replicaId === null || change.replicaId !== replicaId;
}

function changesSince(
  known: Decisions,
  author: Author,
  record: WorkingRecord,
  base: number,
): ChangeSince[] {
  if (record.version <= base) return [];
  const before = known.history(record.collection.name, record.id);
  const now = record.changes.map((change) => ({
    ...change,
    at_us: known.ports.clock.now() * 1000,
  }));
  const changes = [...before, ...now].filter((change) => change.version > base);
  const own = author.doneElsewhere;
  if (own === undefined || own.size === 0) return changes;
  const { collection, id } = record;
  const byAuthor = (change: ChangeSince): ChangeSince => ({
    ...change,
    replicaId: author.replicaId,
  });
  return changes.map((change) =>
    own.get(versionKey(collection.name, id, change.version)) === change.replicaId
      ? byAuthor(change)
      : change,
  );
}

function openConflict(
  known: Decisions,
  author: Author,
  record: WorkingRecord,
  baseVersion: number,
  deviceTime_ms: number | null,
  clash: Parameters<typeof conflictFor>[1],
): string {
  const since = changesSince(known, author, record, baseVersion);
  const personId = personOf(author);
  const open = known.openConflicts
    .about(record.id)
    .flatMap((id) => known.working.get(conflicts.name, id) ?? [])
    .find((candidate) => canExtend(candidate.content, clash, personId));
  const told = sharedBefore(record, since) ? clash : { ...clash, base: {} };
  const { id, content } = conflictFor(record, told, { personId, baseVersion }, open, known.ports);
  acceptChange(known.working, author, {
    collection: conflicts,
    id,
    record: open,
    content,
    deleted: false,
    changed: Object.keys(content),
    deviceTime_ms,
  });
  if (open === undefined) known.openConflicts.add(record.id, id);
  return id;
}

/**
 * Whether everybody who is told of the record now held it at the version before those changes as well: who
 * shares a record does not share what stood in it before.
 */
function sharedBefore(
  { collection, id, content }: WorkingRecord,
  since: readonly ChangeSince[],
): boolean {
  const before: Content = Object.assign(
    { ...content },
    ...since.toReversed().map((change) => change.before),
  );
  const held = scopesOf(collection, id, before);
  return [...scopesOf(collection, id, content)].every((scope) => held.includes(scope));
}
