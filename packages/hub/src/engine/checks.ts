import { Problem } from "@healthops/base/problem";
import { shownName } from "@healthops/base/storable";
import { sameValue } from "@healthops/protocol/merge/same-value";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import { aboutRefusal, refusal } from "@healthops/schema/permission";
import type { Content } from "@healthops/schema/record";
import { scopesOf } from "@healthops/schema/scope";
import { validatorFor } from "@healthops/schema/validate";
import { hasNaturalKey } from "@healthops/schema/natural-key";
import { keyTaken, naturalIdRefusal } from "@healthops/schema/natural-key-problems";
import type { HubActor } from "../hub-actor.ts";
import { aboutKey } from "./about.ts";
import type { Author } from "./accept-change.ts";
import { mayKnow } from "../hub-actor.ts";
import type { KnownReferences } from "./references.ts";
import { referenceFaults } from "./references.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";

/** Most fields named that should not be there: an answer must not grow with what was sent. */
const FAULTS_MAX = 10;

/** A mutation and the record that it is about, as the batch has it so far. */
export interface Subject {
  readonly collection: Collection;
  readonly mutation: Mutation;
  /** Undefined: there is none, as far as the actor may know. */
  readonly record: WorkingRecord | undefined;
}

/** The fields have the shape that the collection declares [PSH5]. */
export function checkShape({ collection, mutation }: Subject): void {
  const validator = validatorFor(collection);
  const faults =
    mutation.op === "create"
      ? validator.create(mutation.fields)
      : mutation.op === "update"
        ? validator.patch(mutation.fields)
        : Object.keys(mutation.fields)
            .slice(0, FAULTS_MAX)
            .map((field) => ({
              field: shownName(field),
              message: `A ${mutation.op} carries no fields.`,
            }));
  if (faults.length > 0) throw invalid(collection, mutation, faults);
}

/**
 * The stored record as the actor may know of it. One outside of their scopes does not exist
 * for them: until it is certain that they may make the record, nothing hints at the one that has its id.
 */
export function knownTo(
  actor: HubActor,
  stored: WorkingRecord | undefined,
): WorkingRecord | undefined {
  return stored !== undefined && mayKnow(actor, stored.scopes) ? stored : undefined;
}

/**
 * The deleted record whose natural key a create types again [NAT4]: that one starts over, for whoever may
 * make one, as if there had been none. A program that brings its whole state types nothing.
 */
export function typedAgain(
  { namesFreely }: Author,
  collection: Collection,
  { op }: Mutation,
  stored: WorkingRecord | undefined,
): WorkingRecord | undefined {
  if (op !== "create" || namesFreely === true || !hasNaturalKey(collection)) return undefined;
  return stored?.deleted === true ? stored : undefined;
}

/** A new record is its maker's to see, has the id of its natural key, and an id that is free. */
export function checkNew(
  actor: HubActor,
  subject: Subject,
  inTheWay: WorkingRecord | undefined,
  content: Content,
): void {
  const { collection, mutation } = subject;
  if (subject.record !== undefined) return;
  if (!mayKnow(actor, scopesOf(collection, mutation.id, content))) throw outOfSight(subject);
  const refused = naturalIdRefusal(collection, mutation.id, content);
  if (refused !== null) throw refused;
  if (inTheWay === undefined) return;
  // Who may not see the record hears that there is one, and nothing else of it.
  throw hasNaturalKey(collection) ? keyTaken(collection, content, null) : idTaken(mutation);
}

function outOfSight({ collection, mutation }: Subject): Problem {
  return new Problem({
    code: "not_permitted",
    status: 403,
    message: `You may not create a record that you could not see yourself (${collection.name} ${mutation.id}).`,
  });
}

/**
 * A create of an id that exists is merged as an edit; but when a field that never changes says
 * otherwise, it is another record under the same id, and none of it may get in.
 */
export function checkSameRecord({ collection, record, mutation }: Subject): void {
  if (record === undefined || mutation.op !== "create") return;
  for (const [name, field] of Object.entries(collection.fields)) {
    if (!field.fixed || !(name in mutation.fields)) continue;
    if (!sameValue(record.content[name], mutation.fields[name] as FieldValue))
      throw idTaken(mutation);
  }
}

function idTaken(mutation: Mutation): Problem {
  return new Problem({
    code: "id_taken",
    status: 409,
    message: `The id ${mutation.id} is already used. Give the new record an id of its own.`,
  });
}

/**
 * The person may make this change: of the record as it was and as it will be, and where it is about
 * another one, of that one too [PSH9].
 */
export function checkAllowed(
  actor: HubActor,
  working: WorkingSet,
  { collection, mutation, record }: Subject,
  after: Content,
): void {
  if (actor.system) return;
  const operation = mutation.op === "create" && record !== undefined ? "update" : mutation.op;
  const refused = refusal(
    collection,
    actor,
    operation,
    mutation.id,
    record?.content ?? null,
    after,
  );
  if (refused !== null) throw refused;
  const about = aboutRefusalOf(actor, working, collection, mutation.id, after);
  if (about !== null) throw about;
}

/** Follows what a record is about, which may itself be about another one. */
function aboutRefusalOf(
  actor: HubActor,
  working: WorkingSet,
  collection: Collection,
  id: string,
  content: Content,
): Problem | null {
  const key = aboutKey(collection, content);
  if (key === null) return null;
  const subject = working.get(key.collection, key.id) ?? null;
  const refused = aboutRefusal(collection, actor, id, subject);
  if (refused !== null || subject === null) return refused;
  return aboutRefusalOf(actor, working, subject.collection, subject.id, subject.content);
}

/** The merged content must satisfy the collection's rules too, and refer only to what exists. */
export function checkContent(
  actor: HubActor,
  known: KnownReferences,
  working: WorkingSet,
  { collection, mutation, record }: Subject,
  { content, deleted }: { readonly content: Content; readonly deleted: boolean },
  namesFreely: boolean,
): void {
  if (mutation.op === "delete") return;
  // What was left to the record that it follows was not there when the create was looked at.
  const isWhole = record === undefined && collection.follows === null;
  const wrong = isWhole ? [] : validatorFor(collection).content(content);
  const change = { collection, record, after: content, deleted, namesFreely };
  const missing = referenceFaults(known, working, actor, change);
  if (wrong.length + missing.length === 0) return;
  throw invalid(collection, mutation, [...wrong, ...missing]);
}

function invalid(collection: Collection, mutation: Mutation, faults: Problem["faults"]): Problem {
  // A fault of no single field has an empty name.
  const [{ field, message } = { field: "", message: "is not valid." }] = faults;
  return new Problem({
    code: "invalid_record",
    status: 422,
    message: `${field === "" ? "The record" : field}: ${message} (record ${mutation.id})`,
    faults,
  });
}
