import type { Collection } from "@healthops/schema/collection";
import type { JsonValue } from "@healthops/schema/field";
import type { JsonSchema } from "@healthops/schema/json-schema";
import { columnOf } from "@healthops/schema/columns";
import { isSortable, operatorsOf } from "@healthops/schema/list/field-rules";
import type { Operator } from "@healthops/schema/list/list-query";
import { OPERATORS } from "@healthops/schema/list/list-query";
import { CONDITIONS_MAX } from "@healthops/schema/list/parse-list-query";
import { fieldNames, listFieldOf } from "./field-names.ts";
import type { ParameterNote } from "../routes/operation.ts";
import { query, queryNotes, ref } from "../routes/operation.ts";
import { PAGE_PARAMETERS } from "./list-parameters.ts";
import { schemaNames } from "./record-schemas.ts";
import { listedValue } from "../requests/value-patterns.ts";

/** The query parameters of a collection's list, each with what it takes of these fields. */
export function listParameterNotes(collection: Collection): ParameterNote[] {
  const fields = fieldNames(collection);
  const sortable = fields.filter((field) => isSortable(kindOf(collection, field)));
  const search = query(
    "q",
    "Words; each must begin some word of the searched fields. A bar asks for any: `ali | veli`.",
    {
      type: "string",
      maxLength: 100,
    },
  );
  return [
    query(
      "where",
      `A condition \`field:op:value\`; may be given several times, all must hold. Fields: ${fields.join(", ")}. ` +
        `Ops: ${OPERATORS.join(", ")}. \`in\` and \`between\` take values separated by commas, or a JSON list.`,
      {
        type: "array",
        items: { type: "string", pattern: wherePattern(collection) },
        maxItems: CONDITIONS_MAX,
      },
    ),
    {
      ...query(
        "filter",
        'Conditions as JSON: `{"any": [{"field", "op", "value"}, {"all": […]}]}`, up to 6 deep.',
        ref(schemaNames(collection).filter),
      ),
      json: true,
    },
    ...(collection.searchFields.length === 0 ? [] : [search]),
    {
      ...query("sort", "Fields separated by commas, a minus in front for falling order.", {
        type: "array",
        items: { type: "string", enum: sortable.flatMap((field) => [field, `-${field}`]) },
        minItems: 1,
        maxItems: 5,
        uniqueItems: true,
      }),
      commas: true,
    },
    ...queryNotes(PAGE_PARAMETERS),
  ];
}

/** The schemas of `filter`: one condition, or groups of them. */
export function filterSchemas(collection: Collection): Readonly<Record<string, JsonSchema>> {
  const { filter, condition } = schemaNames(collection);
  const group = (name: string): JsonSchema => ({
    type: "object",
    properties: { [name]: { type: "array", items: ref(condition), maxItems: 7 } },
    required: [name],
    additionalProperties: false,
  });
  return {
    [condition]: conditionSchema(collection),
    [filter]: { anyOf: [ref(condition), group("all"), group("any")] },
  };
}

/** Fields that are compared with the same, in one schema: the document is read whole. */
function conditionSchema(collection: Collection): JsonSchema {
  const byForm = Map.groupBy(fieldNames(collection), (field) => formsOf(collection, field));
  return { anyOf: [...byForm.values()].flatMap((fields) => conditionsOn(collection, fields)) };
}

function conditionsOn(collection: Collection, fields: readonly string[]): JsonValue[] {
  const [field = "id"] = fields;
  const { json } = listedValue(collection, field);
  const ops = operatorsOf(kindOf(collection, field));
  const single = ops.filter((op) => !MANY.has(op));
  const list = (size: JsonSchema): JsonSchema =>
    Object.assign({ type: "array", items: json }, size);
  const values: readonly (readonly [readonly Operator[], JsonSchema])[] = [
    [single, json],
    [ops.filter((op) => op === "in"), list({ maxItems: 20 })],
    [ops.filter((op) => op === "between"), list({ minItems: 2, maxItems: 2 })],
    [["isEmpty"], { type: "boolean" }],
  ];
  return values
    .filter(([chosen]) => chosen.length > 0)
    .map(([chosen, value]) => ({
      type: "object",
      properties: { field: { enum: [...fields] }, op: { enum: [...chosen] }, value },
      required: ["field", "op", "value"],
      additionalProperties: false,
    }));
}

/** Operators that take something else than one value of the field. */
const MANY: ReadonlySet<Operator> = new Set(["in", "between", "isEmpty"]);

/** `field:op:value`, for each field with its operators and what it is compared with. */
function wherePattern(collection: Collection): string {
  const byForm = Map.groupBy(fieldNames(collection), (field) => formsOf(collection, field));
  const conditions = [...byForm].map(([forms, fields]) => `(?:${fields.join("|")}):(?:${forms})`);
  return `^(?:${conditions.join("|")})$`;
}

function formsOf(collection: Collection, field: string): string {
  const ops = operatorsOf(kindOf(collection, field));
  const { alone, entry } = listedValue(collection, field);
  const single = ops.filter((op) => !MANY.has(op));
  return [
    ...(single.length === 0 ? [] : [`(?:${single.join("|")}):${alone}`]),
    ...(ops.includes("in") ? [`in:${entry}(?:,${entry}){0,9}`] : []),
    ...(ops.includes("between") ? [`between:${entry},${entry}`] : []),
    "isEmpty(?::(?:true|false))?",
  ].join("|");
}

function kindOf(collection: Collection, field: string) {
  return columnOf(collection, listFieldOf(collection, field, "field")).kind;
}
