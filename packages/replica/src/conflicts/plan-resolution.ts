import { Problem } from "@healthops/base/problem";
import type { ClashValues } from "@healthops/schema/core/conflicts";
import { conflicts } from "@healthops/schema/core/conflicts";
import type { Collection } from "@healthops/schema/collection";
import type { Content, StoredRecord } from "@healthops/schema/record";
import { sameValue } from "@healthops/protocol/merge/same-value";
import type { FieldValue } from "@healthops/schema/field";
import type { Change } from "../outbox/change.ts";

/** For one field: one of the two sides, or a value of the person's own. */
export type Choice = "mine" | "theirs" | { readonly value: FieldValue };
/** For each field, or the same side for all of them. */
export type Choices = "mine" | "theirs" | Readonly<Record<string, Choice>>;
export type Outcome = "mine" | "theirs" | "other";

export interface Resolution {
  /** Of the record that the conflict is about. */
  readonly collection: Collection;
  readonly conflict: StoredRecord;
  /** The record that the conflict is about; null when it is not on this device (deleted). */
  readonly record: StoredRecord | null;
}

/** The parts of a conflict record that a resolution looks at. */
interface Clash {
  readonly collection: string;
  readonly recordId: string;
  readonly kind: string;
  readonly baseVersion: number;
  readonly base: ClashValues;
  readonly mine: ClashValues;
  readonly theirs: ClashValues;
}

/**
 * The changes, as one group, that resolve a conflict the way a person chose [MRG5]: the record gets
 * the chosen values where they differ from what it has now, and the conflict says who decided what.
 * Throws Problem `choice_missing` naming the fields that are undecided, or `choice_unknown`.
 */
export function planResolution(resolution: Resolution, choices: Choices): readonly Change[] {
  const clash = clashOf(resolution.conflict.content);
  const chosen = chosenFields(clash, choices);
  return [...recordChanges(resolution, clash, chosen), decision(resolution, outcomesOf(chosen))];
}

/**
 * The changes that bring back the side which lost `field`; other fields stay as they are. Where a
 * deletion was one of the sides, the whole record changes sides. After a value of somebody's own,
 * where both lost, it is the later arrival's. Throws `conflict_open` when the field was not decided.
 */
export function planRestore(resolution: Resolution, field: string): readonly Change[] {
  const { conflict, record } = resolution;
  const clash = clashOf(conflict.content);
  const before = valuesOf(conflict.content["outcome"]);
  if (before[field] === undefined) throw notDecided(conflict.id, Object.keys(before));
  const side: Choice = before[field] === "mine" ? "theirs" : "mine";
  if (clash.kind === "fields") {
    const outcome = { ...before, [field]: side };
    return [...recordChanges(resolution, clash, { [field]: side }), decision(resolution, outcome)];
  }
  const chosen = chosenFields(clash, side);
  const { collection, recordId: id, baseVersion: base } = clash;
  const gone = clash.kind === "delete_of_edited" ? side === "mine" : side === "theirs";
  if (gone && record !== null) {
    return [{ op: "delete", collection, id }, decision(resolution, outcomesOf(chosen))];
  }
  const back: Change[] =
    clash.kind === "delete_of_edited" && record === null
      ? [{ op: "restore", collection, id, base }]
      : [];
  const edits = clash.kind === "edit_of_deleted" ? recordChanges(resolution, clash, chosen) : [];
  return [...back, ...edits, decision(resolution, outcomesOf(chosen))];
}

function outcomesOf(chosen: Readonly<Record<string, Choice>>): Readonly<Record<string, Outcome>> {
  return Object.fromEntries(
    Object.entries(chosen).map(([field, choice]) => [
      field,
      typeof choice === "string" ? choice : "other",
    ]),
  );
}

function decision({ conflict }: Resolution, outcome: ClashValues): Change {
  return {
    op: "update",
    collection: conflicts.name,
    id: conflict.id,
    fields: { status: "resolved", outcome },
  };
}

function recordChanges(
  { collection: declaration, record }: Resolution,
  clash: Clash,
  chosen: Readonly<Record<string, Choice>>,
): readonly Change[] {
  const { collection, recordId: id } = clash;
  if (clash.kind === "delete_of_edited") {
    const goes = Object.values(chosen).every((choice) => choice === "mine");
    return goes && record !== null ? [{ op: "delete", collection, id }] : [];
  }
  // Nobody wants a value from here, so a record that was deleted stays so.
  const wanted = Object.values(chosen).some((choice) => choice !== "theirs");
  if (record === null && !wanted) return [];
  const fields = changedFields(declaration, clash, chosen, record?.content ?? {});
  const restore: Change[] =
    record === null ? [{ op: "restore", collection, id, base: clash.baseVersion }] : [];
  if (Object.keys(fields).length === 0) return restore;
  const base = record === null ? { base: clash.baseVersion } : {};
  return [...restore, { op: "update", collection, id, fields, ...base }];
}

function changedFields(
  { fields: declared }: Collection,
  clash: Clash,
  chosen: Readonly<Record<string, Choice>>,
  current: Content,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [field, choice] of Object.entries(chosen)) {
    const value = valueOf(clash, field, choice);
    const { setByHub, fixed, merge } = declared[field] ?? {};
    // Who did a step and when is the hub's to say, and what is fixed is there: also of a record that is
    // brought back, of which this device knows nothing.
    if (setByHub !== undefined || fixed === true || sameValue(value, current[field])) continue;
    const counts = merge === "counter";
    fields[field] = counts ? { add: stepTo(value, current[field] ?? clash.base[field]) } : value;
  }
  return fields;
}

/** A counter is not set but stepped: from what it shows here, or showed when the edit was made. */
function stepTo(value: FieldValue, from: FieldValue | undefined): number {
  return Number(value) - Number(from ?? 0);
}

function valueOf(clash: Clash, field: string, choice: Choice): FieldValue {
  if (typeof choice === "object") return choice.value;
  return ((choice === "mine" ? clash.mine : clash.theirs)[field] ?? null) as FieldValue;
}

/** A choice for each field of the clash, checked. */
function chosenFields(clash: Clash, choices: Choices): Readonly<Record<string, Choice>> {
  const fields = [...new Set([...Object.keys(clash.mine), ...Object.keys(clash.theirs)])];
  if (typeof choices === "string") {
    return Object.fromEntries(fields.map((field) => [field, choices]));
  }
  const unknown = Object.keys(choices).filter((field) => !fields.includes(field));
  if (unknown.length > 0) throw choiceUnknown(fields);
  const missing = fields.filter((field) => choices[field] === undefined);
  if (missing.length > 0) throw choiceMissing(missing);
  if (clash.kind === "delete_of_edited" && new Set(Object.values(choices)).size > 1) {
    throw choiceMissing(["the whole record: delete it (mine) or keep it (theirs)"]);
  }
  return choices;
}

/** The conflict's own fields, typed. */
export function clashOf(content: Content): Clash {
  return {
    collection: String(content["collection"]),
    recordId: String(content["recordId"]),
    kind: String(content["kind"]),
    baseVersion: Number(content["baseVersion"]),
    base: valuesOf(content["base"]),
    mine: valuesOf(content["mine"]),
    theirs: valuesOf(content["theirs"]),
  };
}

function valuesOf(value: FieldValue | undefined): ClashValues {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as ClashValues) : {};
}

function choiceMissing(fields: readonly string[]): Problem {
  return new Problem({
    code: "choice_missing",
    message: `Choose mine, theirs or a value for: ${fields.join(", ")}.`,
    faults: fields.map((field) => ({
      field,
      message: "is not decided.",
      allowed: "mine, theirs, or a value",
    })),
  });
}

function choiceUnknown(fields: readonly string[]): Problem {
  return new Problem({
    code: "choice_unknown",
    message: `This conflict is about other fields: ${fields.join(", ")}.`,
  });
}

function notDecided(id: string, fields: readonly string[]): Problem {
  return new Problem({
    code: "conflict_open",
    status: 409,
    message:
      fields.length === 0
        ? `Conflict ${id} is still open: resolve it first.`
        : `Conflict ${id} was resolved for other fields: ${fields.join(", ")}.`,
  });
}
