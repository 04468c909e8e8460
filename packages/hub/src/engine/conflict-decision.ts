import type { Problem } from "@healthops/base/problem";
import { sameValue } from "@healthops/protocol/merge/same-value";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { ClashValues } from "@healthops/schema/core/conflicts";
import type { Field, FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import {
  alreadyResolved,
  choiceMissing,
  choiceUnknown,
  withoutChange,
} from "./decision-problems.ts";
import type { WorkingRecord } from "./working-set.ts";

/** A conflict that a group changed, and what else of the group counts for it. */
export interface ConflictChange {
  readonly before: Content;
  readonly after: Content;
  /** Whether the author had seen how it was decided, where it was. */
  readonly decisionSeen: boolean;
  /** The record that it is about, as the group leaves it; null: there is none any more. */
  readonly record: WorkingRecord | null;
  /** What the group does to that record. */
  readonly edits: readonly Mutation[];
}

/**
 * What is wrong with a decision of a conflict [MRG5], if anything: it names one side for each field that
 * clashes and for no other, and the record is, or is made in the same group, as it says. What was decided
 * stays; only a side that lost is put back, by who has seen that it did. Pure. Problems `choice_missing`,
 * `choice_unknown`, `conflict_resolved`, `decision_without_change`.
 */
export function decisionRefusal(change: ConflictChange): Problem | null {
  const { before, after } = change;
  const same = sameValue(before["outcome"], after["outcome"]);
  if (same && before["status"] === after["status"]) return null;
  if (before["status"] === "open") return firstDecisionRefusal(change);
  if (after["status"] !== "resolved" || !change.decisionSeen) return alreadyResolved();
  return putBackRefusal(change);
}

function firstDecisionRefusal(change: ConflictChange): Problem | null {
  const fields = fieldsOf(change.before);
  const outcome = namesOf(change.after["outcome"]);
  if (change.after["status"] !== "resolved") return choiceMissing(["status"]);
  const unknown = outcome === null || Object.keys(outcome).some((name) => !fields.includes(name));
  if (unknown && change.after["outcome"] !== null) return choiceUnknown(fields);
  const missing = fields.filter((name) => outcome?.[name] === undefined);
  if (missing.length > 0) return choiceMissing(missing);
  return agreementRefusal(change, outcome ?? {}, fields);
}

/** Of an older decision, which may name what it should not, only what changes is looked at. */
function putBackRefusal(change: ConflictChange): Problem | null {
  const old = namesOf(change.before["outcome"]) ?? {};
  const outcome = namesOf(change.after["outcome"]);
  const fields = fieldsOf(change.before);
  if (outcome === null) return choiceUnknown(fields);
  const lost = Object.keys(old).filter((name) => fields.includes(name) && !(name in outcome));
  if (lost.length > 0) return choiceMissing(lost);
  const changed = Object.keys(outcome).filter((name) => outcome[name] !== old[name]);
  const sides = changed.every((name) => fields.includes(name) && outcome[name] !== "other");
  if (!sides) return choiceUnknown(fields);
  return agreementRefusal(change, outcome, changed);
}

/** The record says what the decision says, at these fields. */
function agreementRefusal(
  change: ConflictChange,
  outcome: Outcome,
  fields: readonly string[],
): Problem | null {
  const { before, record, edits } = change;
  const gone = record === null || record.deleted;
  const sides = new Set(fields.map((name) => outcome[name]));
  if (before["kind"] === "delete_of_edited") {
    if (sides.size > 1) return choiceMissing(fields);
    const goes = sides.has("mine");
    return !goes || gone || edits.some(({ op }) => op === "delete") ? null : withoutChange(fields);
  }
  if (gone) return [...sides].every((side) => side === "theirs") ? null : withoutChange(fields);
  const wrong = fields.filter((name) => !agrees(change, record, name, outcome[name]));
  return wrong.length === 0 ? null : withoutChange(wrong);
}

function agrees(
  { before, edits }: ConflictChange,
  { collection, content }: WorkingRecord,
  name: string,
  side: Side | undefined,
): boolean {
  const field = collection.fields[name];
  // Who did a step, and what is computed, nobody gives.
  if (field === undefined || field.derived || field.setByHub !== undefined) return true;
  const [mine, theirs] = [valuesOf(before["mine"])[name], valuesOf(before["theirs"])[name]];
  const now = content[name] as FieldValue | undefined;
  if (side === "other")
    return isGiven(edits, name) || !(sameValue(now, mine) || sameValue(now, theirs));
  const [wanted, lost] = side === "mine" ? [mine, theirs] : [theirs, mine];
  if (sameValue(now, wanted) || isGivenAs(edits, field, name, wanted)) return true;
  // Who keeps the hub's value need not know that it has changed since.
  return side === "theirs" && !sameValue(now, lost);
}

function isGiven(edits: readonly Mutation[], name: string): boolean {
  return edits.some(({ fields }) => Object.hasOwn(fields, name));
}

/** What somebody else changed meanwhile may have kept it out: then that is a conflict of its own. */
function isGivenAs(
  edits: readonly Mutation[],
  { merge }: Field,
  name: string,
  value: FieldValue | undefined,
): boolean {
  const steps = merge === "counter" || merge === "set";
  return edits.some(
    ({ fields }) =>
      Object.hasOwn(fields, name) && (steps || sameValue(fields[name] as FieldValue, value)),
  );
}

const SIDES = ["mine", "theirs", "other"] as const;
type Side = (typeof SIDES)[number];
type Outcome = Readonly<Record<string, Side>>;

/** Which side each field got; null when it says anything else. */
function namesOf(value: Content[string] | undefined): Outcome | null {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject) return null;
  const sides: readonly unknown[] = SIDES;
  return Object.values(value).every((side) => sides.includes(side)) ? (value as Outcome) : null;
}

/** The fields that clash. */
function fieldsOf(conflict: Content): readonly string[] {
  const sides = [valuesOf(conflict["mine"]), valuesOf(conflict["theirs"])];
  return [...new Set(sides.flatMap((side) => Object.keys(side)))];
}

function valuesOf(value: Content[string] | undefined): ClashValues {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as ClashValues) : {};
}
