import { WRITTEN_PATTERN } from "@healthops/base/storable";
import type { Collection } from "@healthops/schema/collection";
import type { FieldKind } from "@healthops/schema/field";
import type { JsonSchema } from "@healthops/schema/json-schema";
import { ID_PATTERN } from "@healthops/schema/json-schema/patterns";

/** Days of the calendar but for the 29th of February, which a pattern cannot tell by its year. */
const DAY_OF_YEAR =
  "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))";
const DAY = `[1-9][0-9]{3}-${DAY_OF_YEAR}`;
/** Microseconds of the years around them are more than a number keeps exactly. */
const MOMENT_DAY = `(?:1[7-9]|2[01])[0-9]{2}-${DAY_OF_YEAR}`;
const CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";
const MOMENT = `${MOMENT_DAY}(?:T${CLOCK}(?::[0-5][0-9](?:\\.[0-9]{1,6})?)?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9]))?`;
const INSTANT = `${DAY}T${CLOCK}:[0-5][0-9]\\.[0-9]{3}Z`;
/** Numbers whose digits a double keeps. */
const WHOLE = "-?(?:0|[1-9][0-9]{0,8})";
const NUMBER = `${WHOLE}(?:\\.[0-9]{1,6})?`;
const ID = ID_PATTERN.slice(1, -1);
/** Within what a filter compares with, in every way of counting characters. */
const TEXT_LENGTH = "{0,200}";

/** Moments as query parameters take them. */
export const MOMENT_PATTERN = `^${MOMENT}$`;

/** What one value that a list is filtered by looks like: in an address, and in JSON. */
export interface ListedValue {
  /** Without a comma, as an entry of a list in an address. */
  readonly entry: string;
  readonly alone: string;
  readonly json: JsonSchema;
}

/** Of a field as the API names it. */
export function listedValue(collection: Collection, field: string): ListedValue {
  if (field === "createdAt" || field === "updatedAt") return like(MOMENT);
  if (field === "id") return like(ID);
  if (field === "version") return ofKind("integer");
  const declared = collection.fields[field];
  const codes = declared?.choices?.map(({ value }) => value);
  if (codes !== undefined) {
    const any = `(?:${codes.map(escaped).join("|")})`;
    return { entry: any, alone: any, json: { enum: codes } };
  }
  return ofKind(declared?.kind ?? "text");
}

function ofKind(kind: FieldKind): ListedValue {
  switch (kind) {
    case "integer":
      return { entry: WHOLE, alone: WHOLE, json: { type: "integer", ...BETWEEN } };
    case "number":
      return { entry: NUMBER, alone: NUMBER, json: { type: "number", ...BETWEEN } };
    case "boolean":
      return { entry: "(?:true|false)", alone: "(?:true|false)", json: { type: "boolean" } };
    case "date":
      return like(DAY);
    case "instant":
      return like(INSTANT);
    case "reference":
      return like(ID);
    default:
      return {
        // No comma, and no bracket either: a list that begins with one is read as JSON.
        entry: `(?:[^\\u0000,\\[]${TEXT_LENGTH})`,
        alone: `[^\\u0000]${TEXT_LENGTH}`,
        json: { type: "string", maxLength: 200, pattern: WRITTEN_PATTERN },
      };
  }
}

const BETWEEN = { minimum: -999_999_999, maximum: 999_999_999 };

function like(pattern: string): ListedValue {
  return { entry: pattern, alone: pattern, json: { type: "string", pattern: `^${pattern}$` } };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
