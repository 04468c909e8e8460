import { present } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import type { Field, FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { changedValue, counterDelta, setDelta, setDifference } from "./delta.ts";
import type { FieldHistory } from "./field-history.ts";
import { fieldHistory, othersAmong } from "./field-history.ts";
import type { ChangeSince, CurrentRecord, MergeDecision, MergeInput } from "./merge-input.ts";
import { applyPatch } from "./patch.ts";
import { sameValue } from "./same-value.ts";

/** An edit of a living record: each field by itself, by its policy [MRG2, MRG3, MRG7]. */
export function editFields(input: MergeInput, current: CurrentRecord): MergeDecision {
  const { collection } = input;
  const overtaken = overtakenStep(input, current);
  if (overtaken !== null) return { outcome: "rejected", problem: overtaken };
  const patch: Record<string, unknown> = {};
  const base: Record<string, FieldValue> = {};
  const mine: Record<string, FieldValue> = {};
  const theirs: Record<string, FieldValue> = {};
  const others: ChangeSince[] = [];
  for (const [name, change] of editedFields(input)) {
    const field = declared(collection, name);
    const history = fieldHistory(input, current, name);
    const placed = placeChange(field, input, history, change);
    if (placed !== undefined) {
      patch[name] = placed;
      continue;
    }
    const wanted = changedValue(field, history.seen, change);
    if (sameValue(wanted, current.content[name])) continue;
    base[name] = history.seen;
    mine[name] = wanted;
    theirs[name] = current.content[name] ?? null;
    if (history.other !== null) others.push(history.other);
  }
  const content = applyPatch(collection, current.content, patch);
  const merged = { content, deleted: false, changed: differing(current.content, content) };
  if (Object.keys(mine).length > 0) {
    return {
      outcome: "conflict",
      ...merged,
      clash: { kind: "fields", base, mine, theirs, ...latest(others) },
    };
  }
  return { outcome: calmOutcome(input), ...merged };
}

/**
 * A step is signed for what its author saw: where somebody else took one since, also there and back, the
 * edit is refused. A step that leads where the record is already is nothing to refuse.
 */
function overtakenStep(input: MergeInput, current: CurrentRecord): Problem | null {
  for (const [name, change] of editedFields(input)) {
    const field = declared(input.collection, name);
    if (field.merge !== "step") continue;
    const { seen, other, changedByOther } = fieldHistory(input, current, name);
    const wanted = changedValue(field, seen, change);
    if (sameValue(wanted, current.content[name]) || (other === null && !changedByOther)) continue;
    return new Problem({
      code: "changed_meanwhile",
      status: 409,
      message: `Somebody else changed ${name} of ${input.collection.name} ${input.mutation.id} since this was made. Look at the record as it is now, then do it again.`,
      faults: [ruleFault(name, CHANGED_MEANWHILE)],
    });
  }
  return null;
}

const CHANGED_MEANWHILE = {
  en: "Somebody else changed this meanwhile. Look at it as it is now, then do it again.",
  tr: "Bu arada başka biri bunu değiştirdi. Şimdiki duruma bakıp yeniden yapın.",
};

/** An edit of a deleted record never brings it back by itself, nor is it lost [MRG4]. */
export function editDeleted(input: MergeInput, current: CurrentRecord): MergeDecision {
  const base: Record<string, FieldValue> = {};
  const mine: Record<string, FieldValue> = {};
  const theirs: Record<string, FieldValue> = {};
  for (const [name, change] of editedFields(input)) {
    const { seen } = fieldHistory(input, current, name);
    base[name] = seen;
    mine[name] = changedValue(declared(input.collection, name), seen, change);
    theirs[name] = current.content[name] ?? null;
  }
  const deletions = input.since.filter((change) => change.op === "delete");
  return {
    outcome: "conflict",
    content: current.content,
    deleted: true,
    changed: [],
    clash: { kind: "edit_of_deleted", base, mine, theirs, ...latest(deletions) },
  };
}

/** A deletion of a record that someone else edited since takes nothing away [MRG4]. */
export function deleteEdited(input: MergeInput, current: CurrentRecord): MergeDecision {
  const base: Record<string, FieldValue> = {};
  const theirs: Record<string, FieldValue> = {};
  const others = othersAmong(input).filter((change) => change.op !== "delete");
  for (const name of new Set(others.flatMap((change) => Object.keys(change.after)))) {
    base[name] = fieldHistory(input, current, name).seen;
    theirs[name] = current.content[name] ?? null;
  }
  return {
    outcome: "conflict",
    content: current.content,
    deleted: false,
    changed: [],
    clash: { kind: "delete_of_edited", base, mine: {}, theirs, ...latest(others) },
  };
}

/** `applied` when nobody else changed the record since the mutation's base, else `merged`. */
export function calmOutcome(input: MergeInput): "applied" | "merged" {
  return othersAmong(input).length === 0 ? "applied" : "merged";
}

/** Names of the fields whose values differ, in the order of the second content. */
export function differing(before: Content, after: Content): readonly string[] {
  return Object.keys(after).filter((name) => !sameValue(before[name], after[name]));
}

/**
 * The change as it goes onto the hub's value, or undefined when only a person can place it. Counters
 * and sets always find their place: a plain value is read as the step from what the author saw.
 */
function placeChange(
  field: Field,
  input: MergeInput,
  history: FieldHistory,
  change: FieldValue,
): unknown {
  const made = input.mutation.op === "create" && history.changedByOther;
  const start = made ? field.default : history.seen;
  if (field.merge === "counter") {
    return counterDelta(change) ?? { add: numberOf(change) - numberOf(start) };
  }
  if (field.merge === "set") {
    return Array.isArray(change) || change === null
      ? setDifference(start, change)
      : setDelta(change);
  }
  if (!history.changedByOther || field.merge === "arrival")
    return changedValue(field, history.seen, change);
  return undefined;
}

/** The mutation's fields; derived ones are computed, whatever a device says of them. */
function editedFields({
  collection,
  mutation,
}: MergeInput): readonly (readonly [string, FieldValue])[] {
  const entries = Object.entries(mutation.fields as Readonly<Record<string, FieldValue>>);
  return entries.filter(([name]) => !declared(collection, name).derived);
}

function declared(collection: Collection, name: string): Field {
  return present(collection.fields[name], `${collection.name} declares every field of a mutation`);
}

function latest(changes: readonly ChangeSince[]): { theirsBy: string | null; theirsAt_us: number } {
  const last = changes.reduce<ChangeSince | null>(
    (newest, change) => (newest === null || change.version > newest.version ? change : newest),
    null,
  );
  return { theirsBy: last?.personId ?? null, theirsAt_us: last?.at_us ?? 0 };
}

function numberOf(value: FieldValue): number {
  return typeof value === "number" ? value : 0;
}
