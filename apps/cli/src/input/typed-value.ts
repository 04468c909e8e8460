import type { FieldFault } from "@healthops/base/problem";
import { Problem } from "@healthops/base/problem";
import type { Field, FieldKind, FieldValue, JsonValue } from "@healthops/schema/field";

/** What a person may type for a field, by its kind. */
const TYPED: Readonly<Record<FieldKind, string>> = {
  text: "any text",
  integer: "a whole number, such as 12",
  number: "a number with a decimal point, such as 12.5",
  boolean: "true or false",
  date: "a day as YYYY-MM-DD",
  instant: "a moment as 2026-03-01T08:30Z",
  choice: "one of the choices",
  reference: "the id of a record",
  set: "words separated by commas",
  json: "JSON",
};

/** The field's value out of what a person typed; an empty text is an empty field. Throws `invalid_value`. */
export function typedValue(name: string, field: Field, typed: string): FieldValue {
  if (typed === "") return null;
  const value = parse(field, typed);
  if (value !== undefined) return value;
  throw invalidValue([{ field: name, message: "cannot be read", allowed: allowedOf(field) }]);
}

/** A Problem that names fields and what they take. */
export function invalidValue(faults: readonly FieldFault[]): Problem {
  const message = faults
    .map(({ field, message, allowed }) =>
      allowed === undefined ? `${field} ${message}.` : `${field} ${message}; give ${allowed}.`,
    )
    .join("\n");
  return new Problem({ code: "invalid_value", status: 422, message, faults });
}

function allowedOf(field: Field): string {
  const choices = field.choices?.map(({ value }) => value).join(", ");
  return choices === undefined ? TYPED[field.kind] : `${TYPED[field.kind]}: ${choices}`;
}

function parse(field: Field, typed: string): FieldValue | undefined {
  switch (field.kind) {
    case "integer":
      return /^[-+]?\d+$/.test(typed) ? Number(typed) : undefined;
    case "number":
      return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(typed) ? Number(typed) : undefined;
    case "boolean":
      return BOOLEANS.get(typed.toLowerCase());
    case "instant":
      return instantOf(typed);
    case "choice":
      return field.choices?.find(({ value }) => value.toLowerCase() === typed.toLowerCase())?.value;
    case "set":
      return members(typed);
    case "json":
      return jsonOf(typed);
    case "text":
    case "date":
    case "reference":
      return typed;
  }
}

const BOOLEANS = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);

/** Moments need a zone: `08:30` alone is another moment on every device. */
function instantOf(typed: string): string | undefined {
  if (!/T.*(Z|[+-]\d{2}:?\d{2})$/i.test(typed)) return undefined;
  const time_ms = Date.parse(typed);
  return Number.isNaN(time_ms) ? undefined : new Date(time_ms).toISOString();
}

function jsonOf(typed: string): JsonValue | undefined {
  try {
    return JSON.parse(typed) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The members of a set as typed: `doctor,lab`. */
export function members(typed: string): readonly string[] {
  return typed
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "");
}
