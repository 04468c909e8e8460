import type { JsonValue } from "@healthops/schema/field";
import type { Schema } from "@healthops/schema/schema";
import { HUB_SCHEMAS } from "./named-shapes.ts";
import type { KnownRoute } from "../http/route-table.ts";
import { operationJson } from "./operation-json.ts";
import { filterSchemas } from "../rest/list-parameter-notes.ts";
import { recordSchemas } from "../rest/record-schemas.ts";

export type JsonObject = Readonly<Record<string, JsonValue>>;

const DESCRIPTION = `One set of routes a collection, generated from its declaration.

- Everything but health and signing in needs \`Authorization: Bearer <access token>\`.
- A record that you may not see does not exist for you: 404.
- Errors are RFC 9457 problems with a stable \`code\`; \`faults\` name the fields.
- A trailing slash never matters.`;

/**
 * The OpenAPI 3.1 document of a hub with this schema, collected from what its routes say of themselves,
 * those of modules too; the older programs' routes that nobody begins with any more are described in
 * docs/api.md and docs/legacy-sync.md.
 */
export function apiDocument(schema: Schema, routes: readonly KnownRoute[]): JsonObject {
  const schemas: Record<string, JsonValue> = { ...HUB_SCHEMAS };
  for (const collection of schema.collections.values()) {
    Object.assign(schemas, recordSchemas(collection), filterSchemas(collection));
  }
  return {
    openapi: "3.1.0",
    info: { title: "HealthOps", version: "1", description: DESCRIPTION },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    tags: tagsOf(schema),
    paths: pathsOf(routes),
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

/** By address, as the document writes it, and by method. */
function pathsOf(routes: readonly KnownRoute[]): JsonValue {
  const paths: Record<string, Record<string, JsonValue>> = {};
  for (const { url, methods, body, api } of routes) {
    if (api === null || "leftOut" in api) continue;
    const path = url.replaceAll(/:(\w+)/g, "{$1}");
    for (const method of methods.filter((each) => each !== "HEAD")) {
      const checked = typeof body === "object" ? body : null;
      paths[path] = { ...paths[path], [method.toLowerCase()]: operationJson(api, checked) };
    }
  }
  return paths;
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
