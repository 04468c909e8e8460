import type { Collection } from "./collection.ts";
import type { Field, FieldKind, JsonValue } from "./field.ts";
import { ID_PATTERN } from "./json-schema/patterns.ts";
import { valueSchema } from "./json-schema/value-schema.ts";

/** A JSON Schema (draft 2020-12, as in OpenAPI 3.1). */
export type JsonSchema = { readonly [key: string]: JsonValue };

/**
 * The JSON Schema of a collection: of a whole `record` as the hub answers it, or of the fields that
 * a `create` or a `patch` may carry. It describes shape and limits; permissions, the collection's
 * own rules and how limits hold after a merge are beyond it.
 */
export function jsonSchemaOf(
  collection: Collection,
  purpose: "record" | "create" | "patch",
): JsonSchema {
  const title = collection.title.one.en;
  const fields = Object.entries(collection.fields);
  if (purpose === "record") {
    const properties = { ...META_PROPERTIES, ...schemasOf(fields, described) };
    return object(title, properties, Object.keys(properties));
  }
  if (purpose === "create") {
    const givenFields = fields.filter(([, field]) => isGiven(field));
    const required = givenFields.filter(
      ([, { required: isRequired, default: otherwise, follows }]) =>
        isRequired && otherwise === null && follows === undefined,
    );
    return object(
      `${title}: new`,
      schemasOf(givenFields, given),
      required.map(([name]) => name),
    );
  }
  const changeable = fields.filter(([, field]) => isGiven(field) && !field.fixed);
  return {
    ...object(`${title}: changes`, schemasOf(changeable, changeSchema), []),
    minProperties: 1,
  };
}

/** Whether a writer may give it. */
function isGiven({ derived, setByHub }: Field): boolean {
  return !derived && setByHub === undefined;
}

const META_PROPERTIES: JsonSchema = {
  id: { type: "string", format: "uuid", pattern: ID_PATTERN, title: "Id", readOnly: true },
  version: {
    type: "integer",
    minimum: 1,
    title: "Version",
    description: "Grows by one with each accepted change.",
    readOnly: true,
  },
  createdAt_us: {
    type: "integer",
    title: "Created",
    description: "Hub time in microseconds since 1970 UTC.",
    readOnly: true,
  },
  updatedAt_us: {
    type: "integer",
    title: "Last changed",
    description: "Hub time in microseconds since 1970 UTC.",
    readOnly: true,
  },
};

function object(title: string, properties: JsonSchema, required: readonly string[]): JsonSchema {
  return { type: "object", title, properties, required, additionalProperties: false };
}

function schemasOf(
  fields: readonly (readonly [string, Field])[],
  schemaOf: (field: Field) => JsonSchema,
): JsonSchema {
  return Object.fromEntries(fields.map(([name, field]) => [name, schemaOf(field)]));
}

/** A field's value or null, with what helps a person who reads the API page. */
function described(field: Field): JsonSchema {
  return { ...valueSchema(field), ...annotations(field) };
}

/** The same as a writer gives it, with the digits that are kept; answers need no second look. */
function given(field: Field): JsonSchema {
  const { kind, decimals } = field;
  return kind === "number" && decimals !== undefined
    ? { ...described(field), multipleOf: Number(`1e-${decimals}`) }
    : described(field);
}

function changeSchema(field: Field): JsonSchema {
  if (field.merge === "counter") {
    const add = { add: { type: "integer", description: "The amount to add." } };
    return { ...object(field.label.en, add, ["add"]), ...annotations(field) };
  }
  if (field.merge !== "set") return given(field);
  const { items = {}, maxItems = null } = valueSchema(field);
  const members = { type: "array", items, maxItems };
  const delta = object(field.label.en, { add: members, remove: members }, []);
  return { anyOf: [valueSchema(field), { ...delta, minProperties: 1 }], ...annotations(field) };
}

function pointsTo(kind: FieldKind, to: string): string {
  return kind === "set" ? `Ids of records of ${to}.` : `Id of a record of ${to}.`;
}

function annotations(field: Field): JsonSchema {
  const remarks = [
    field.help?.en,
    field.patternLabel === undefined ? undefined : `Written like this: ${field.patternLabel.en}.`,
    field.unit === undefined ? undefined : `Unit: ${field.unit} (UCUM).`,
    field.decimals === undefined ? undefined : `Digits after the decimal point: ${field.decimals}.`,
    field.to === undefined ? undefined : pointsTo(field.kind, field.to),
    field.derived ? "Computed." : undefined,
    field.inKey === true ? "Part of the key: there is one record of each." : undefined,
    field.fixed ? "Stays as it was created." : undefined,
    field.setByHub === undefined ? undefined : "Set by the hub.",
    field.follows === undefined ? undefined : `That of ${field.follows}: leave it out.`,
  ].filter((remark) => remark !== undefined);
  return {
    title: field.label.en,
    ...(remarks.length === 0 ? {} : { description: remarks.join(" ") }),
    ...(field.default === null ? {} : { default: field.default }),
    ...(isGiven(field) ? {} : { readOnly: true }),
    ...(field.unit === undefined ? {} : { "x-unit": field.unit }),
  };
}
