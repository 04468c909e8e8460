import { WRITTEN_PATTERN } from "@healthops/base/storable";
import type { Field, JsonValue } from "../field.ts";
import { MEMBER_LENGTH } from "../validate/members-check.ts";
import { ID_PATTERN, INSTANT_PATTERN, daysOfYears } from "./patterns.ts";

type Keywords = { readonly [key: string]: JsonValue };

/** The JSON Schema keywords of a field's value; with null among the types unless it is required. */
export function valueSchema(field: Field): Keywords {
  const value = ofKind(field);
  if (field.required) return value;
  const { type, enum: codes, ...rest } = value;
  // `json` states no type: null is among its values already.
  if (type === undefined) return value;
  return {
    type: [type, "null"],
    ...(Array.isArray(codes) ? { enum: [...codes, null] } : {}),
    ...rest,
  };
}

function ofKind(field: Field): Keywords {
  switch (field.kind) {
    case "text":
      return {
        type: "string",
        maxLength: Number(field.max),
        ...(Number(field.min ?? 0) > 0 ? { minLength: Number(field.min) } : {}),
        pattern: field.pattern === undefined ? WRITTEN_PATTERN : `^(?:${field.pattern})$`,
      };
    case "integer":
    case "number":
      return { type: field.kind, minimum: Number(field.min), maximum: Number(field.max) };
    case "boolean":
      return { type: "boolean" };
    case "date":
      return { type: "string", format: "date", pattern: daysOf(field) };
    case "instant":
      return { type: "string", format: "date-time", pattern: INSTANT_PATTERN };
    case "choice":
      return { type: "string", enum: codesOf(field) };
    case "reference":
      return { type: "string", format: "uuid", pattern: ID_PATTERN };
    case "set":
      return { type: "array", items: memberSchema(field), ...membersOf(field) };
    case "json":
      return field.required ? { not: { type: "null" } } : {};
  }
}

function memberSchema(field: Field): Keywords {
  if (field.choices !== undefined) return { type: "string", enum: codesOf(field) };
  if (field.to !== undefined) return { type: "string", format: "uuid", pattern: ID_PATTERN };
  return { type: "string", minLength: 1, maxLength: MEMBER_LENGTH, pattern: WRITTEN_PATTERN };
}

function membersOf({ min, max }: Field): Keywords {
  return { ...(Number(min ?? 0) > 0 ? { minItems: Number(min) } : {}), maxItems: Number(max) };
}

/** As near to the field's limits as a pattern gets: whole years. */
function daysOf({ min, max }: Field): string {
  return daysOfYears(Number(String(min).slice(0, 4)), Number(String(max).slice(0, 4)));
}

function codesOf(field: Field): readonly string[] {
  return (field.choices ?? []).map((choice) => choice.value);
}
