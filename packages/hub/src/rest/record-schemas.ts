import type { Collection } from "@healthops/schema/collection";
import type { JsonSchema } from "@healthops/schema/json-schema";
import { jsonSchemaOf } from "@healthops/schema/json-schema";
import { hasNaturalKey } from "@healthops/schema/natural-key";
import { UUID_TEXT } from "../requests/query-parameters.ts";
import { objectOf, ref } from "../routes/operation.ts";

/** Names of a collection's schemas in the document. */
export interface SchemaNames {
  readonly record: string;
  readonly create: string;
  readonly patch: string;
  readonly page: string;
  readonly written: string;
  readonly filter: string;
  readonly condition: string;
}

/** `site_cards` gives `SiteCards`, `SiteCardsNew`, …. */
export function schemaNames({ name }: Collection): SchemaNames {
  const base = name.replace(/(^|_)([a-z0-9])/g, (_, _gap, letter: string) => letter.toUpperCase());
  return {
    record: base,
    create: `${base}New`,
    patch: `${base}Changes`,
    page: `${base}Page`,
    written: `${base}Written`,
    filter: `${base}Filter`,
    condition: `${base}Condition`,
  };
}

const GIVEN_ID: JsonSchema = {
  ...UUID_TEXT,
  description: "Given by the client, a repeat of the call is harmless.",
};

function keyedId({ naturalKey }: Collection): JsonSchema {
  return {
    ...UUID_TEXT,
    description: `Follows from ${naturalKey.join(" and ")}: leave it out. Another one is refused (\`natural_id\`).`,
  };
}

/** A collection's schemas as the API has them, from its declaration. */
export function recordSchemas(collection: Collection): Readonly<Record<string, JsonSchema>> {
  const names = schemaNames(collection);
  const create = jsonSchemaOf(collection, "create");
  return {
    [names.record]: withMoments(jsonSchemaOf(collection, "record")),
    [names.create]: {
      ...create,
      properties: {
        id: hasNaturalKey(collection) ? keyedId(collection) : GIVEN_ID,
        ...(create["properties"] as JsonSchema),
      },
    },
    [names.patch]: jsonSchemaOf(collection, "patch"),
    [names.page]: {
      type: "object",
      properties: {
        records: { type: "array", items: ref(names.record) },
        next: {
          type: ["string", "null"],
          description: "Goes into `after`; null on the last page.",
        },
        count: { type: "integer", description: "All matching records; with `count=true`." },
      },
      required: ["records", "next"],
    },
    [names.written]: objectOf({
      outcome: { type: "string", enum: ["applied", "merged", "unchanged"] },
      record: {
        anyOf: [ref(names.record), { type: "null" }],
        description: "Null when the change moved the record to where you do not see it.",
      },
    }),
  };
}

/** The API tells moments as text, where devices have microseconds. */
function withMoments(schema: JsonSchema): JsonSchema {
  const { createdAt_us, updatedAt_us, ...rest } = schema["properties"] as Record<
    string,
    JsonSchema
  >;
  const { id, version, ...content } = rest;
  const properties: Record<string, JsonSchema | undefined> = {
    id,
    version,
    createdAt: moment(createdAt_us),
    updatedAt: moment(updatedAt_us),
    ...content,
  };
  const known = Object.entries(properties).filter(([, value]) => value !== undefined);
  return {
    ...schema,
    properties: Object.fromEntries(known) as JsonSchema,
    required: known.map(([name]) => name),
  };
}

function moment(schema: JsonSchema | undefined): JsonSchema {
  return {
    type: "string",
    format: "date-time",
    title: schema?.["title"] ?? "",
    description: "Hub time, with microseconds.",
    readOnly: true,
  };
}
