import type { JsonValue } from "@healthops/schema/field";
import type { Schema } from "@healthops/schema/schema";
import { collectionPaths } from "./collection-paths.ts";
import { hubPaths } from "./hub-paths.ts";
import { HUB_SCHEMAS } from "./hub-schemas.ts";
import type { PathNotes } from "../routes/operation.ts";
import { operationJson } from "../routes/operation.ts";
import { filterSchemas } from "./list-parameter-notes.ts";
import { recordSchemas } from "./record-schemas.ts";

export type JsonObject = Readonly<Record<string, JsonValue>>;

const DESCRIPTION = `One set of routes a collection, generated from its declaration.

- Everything but health and signing in needs \`Authorization: Bearer <access token>\`.
- A record that you may not see does not exist for you: 404.
- Errors are RFC 9457 problems with a stable \`code\`; \`faults\` name the fields.
- A trailing slash never matters.`;

/**
 * The OpenAPI 3.1 document of a hub with this schema. `addresses` holds each collection's address.
 * What modules serve by routes of their own is in `further`; the routes of older programs that nobody
 * begins with any more are described in docs/api.md and docs/legacy-sync.md.
 */
export function apiDocument(
  schema: Schema,
  addresses: ReadonlyMap<string, string>,
  further: Readonly<Record<string, PathNotes>>,
): JsonObject {
  const collections = [...addresses].flatMap(([name, address]) => {
    const collection = schema.collections.get(name);
    return collection === undefined ? [] : [{ collection, address }];
  });
  const notes: Record<string, PathNotes> = {
    ...hubPaths([...schema.collections.keys()]),
    ...further,
  };
  const schemas: Record<string, JsonValue> = { ...HUB_SCHEMAS };
  for (const { collection, address } of collections) {
    Object.assign(notes, collectionPaths(collection, address));
    Object.assign(schemas, recordSchemas(collection), filterSchemas(collection));
  }
  return {
    openapi: "3.1.0",
    info: { title: "HealthOps", version: "1", description: DESCRIPTION },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    tags: tagsOf(schema),
    paths: Object.fromEntries(
      Object.entries(notes).map(([path, operations]) => [path, pathJson(operations)]),
    ),
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      responses: {
        Problem: {
          description: "A problem with a stable code and a sentence that says what to do",
          content: {
            "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
          },
        },
      },
      schemas,
    },
  };
}

function pathJson(operations: PathNotes): JsonValue {
  return Object.fromEntries(
    Object.entries(operations).map(([method, note]) => [method, operationJson(note)]),
  );
}

function tagsOf(schema: Schema): JsonValue {
  const own = [
    "Signing in",
    "Sync",
    "People's accounts",
    "Devices",
    "Audit",
    "Jobs",
    "Hub",
    "Health",
  ].map((name) => ({ name }));
  const kinds = schema.modules.flatMap(({ title, collections }) =>
    collections.map((collection) => ({
      name: collection.title.many.en,
      description: `${title.en}: \`${collection.name}\``,
    })),
  );
  return [...own, ...kinds];
}
