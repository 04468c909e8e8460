import type { FieldFault } from "@healthops/base/problem";
import type { Field } from "../field.ts";
import { INTEGER_LIMIT, NUMBER_LIMIT } from "../fields.ts";

/**
 * A fault of a field. It depends on the declaration alone, never on the value that was given, so
 * each is made once and shared; and no text can leak what a person typed.
 */
export function fault(name: string, field: Field, complaint: string, allowed?: string): FieldFault {
  const message = `${field.label.en} ${complaint}.`;
  return Object.freeze(
    allowed === undefined ? { field: name, message } : { field: name, message, allowed },
  );
}

/** A text that is not like its pattern: what is wanted in the declared words, never the expression. */
export function patternFault(name: string, field: Field): FieldFault {
  const { patternLabel: words } = field;
  if (words === undefined) return fault(name, field, "is not in the expected form");
  const label = { en: `Written like this: ${words.en}.`, tr: `Şöyle yazılır: ${words.tr}.` };
  const message = `${field.label.en} is not in the expected form. ${label.en}`;
  return Object.freeze({ field: name, message, allowed: words.en, label });
}

/** A fault of the record as a whole: its field is the empty path. */
export function recordFault(message: string): FieldFault {
  return Object.freeze({ field: "", message });
}

/** The length of a text or size of a set in words: `2 to 60 characters`, `at most 100 members`. */
export function sizeInWords(field: Field, unit: "character" | "member"): string {
  const least = Number(field.min ?? 0);
  const most = Number(field.max);
  const units = most === 1 ? unit : `${unit}s`;
  if (least === most) return `exactly ${most} ${units}`;
  return least > 0 ? `${least} to ${most} ${units}` : `at most ${most} ${units}`;
}

/** The range of a number in words: `1 to 1440 min`, `at least 0`; undefined when any number goes. */
export function rangeInWords(field: Field): string | undefined {
  const least = shownMin(field);
  const most = shownMax(field);
  const unit = field.unit === undefined ? "" : ` ${field.unit}`;
  if (least !== null && most !== null) return `${least} to ${most}${unit}`;
  if (least !== null) return `at least ${least}${unit}`;
  return most === null ? undefined : `at most ${most}${unit}`;
}

/** The smallest number that a person needs to be told of; null when only exactness limits it. */
export function shownMin(field: Field): number | null {
  const limit = field.kind === "integer" ? INTEGER_LIMIT : NUMBER_LIMIT;
  return field.min === undefined || Number(field.min) <= -limit ? null : Number(field.min);
}

/** As {@link shownMin}, for the largest number. */
export function shownMax(field: Field): number | null {
  const limit = field.kind === "integer" ? INTEGER_LIMIT : NUMBER_LIMIT;
  return field.max === undefined || Number(field.max) >= limit ? null : Number(field.max);
}

/** The codes of a choice or set: `good, bad`. */
export function codesInWords(field: Field): string {
  return (field.choices ?? []).map((choice) => choice.value).join(", ");
}
