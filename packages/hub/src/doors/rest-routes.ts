import { availableParallelism } from "node:os";
import { assert } from "@healthops/base/assert";
import type { Schema } from "@healthops/schema/schema";
import type { FastifyInstance } from "fastify";
import { auditRoutes } from "../audit/audit-routes.ts";
import { deviceRoutes } from "../devices/device-routes.ts";
import type { Hub } from "../hub.ts";
import { jobRoutes } from "../jobs/job-routes.ts";
import { accountRoutes } from "../people/account-routes.ts";
import { refusedRoutes } from "../refused/refused-routes.ts";
import { statusRoutes } from "../status/status-routes.ts";
import { keyRoutes } from "../keys/key-routes.ts";
import { collectionRoutes } from "../rest/collection-routes.ts";
import { META_NAMES } from "../rest/field-names.ts";
import { ReadingTurns } from "../rest/reading-turns.ts";
import { apiDocument } from "../openapi/api-document.ts";
import { docsRoutes } from "../openapi/docs-page.ts";

/** First parts of addresses below `/api/v1` that are no module's. */
const RESERVED = new Set(["audit", "auth", "keys", "sync"]);

/** The address of each collection of the schema. */
function collectionAddresses(schema: Schema): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  for (const [name, collection] of schema.collections) {
    const module = schema.moduleOf.get(name);
    assert(module !== undefined, `collection ${name} belongs to a module`);
    assert(!RESERVED.has(module), `module name ${module} is an address of the hub's own`);
    for (const meta of META_NAMES) {
      assert(!(meta in collection.fields), `${name}.${meta}: the API uses this name for itself`);
    }
    addresses.set(name, `/api/v1/${module}/${name}`);
  }
  return addresses;
}

/**
 * The plain REST API: one set of routes a collection, generated from the schema, on the same engine as
 * every other door [ORD2]; what those who look after the hub use; and the description of it all and of
 * what modules serve. Hand the result to `createServer`.
 */
export function restRoutes(hub: Hub): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    const addresses = collectionAddresses(hub.schema);
    // more at once would take the processors from those who write and sign in
    const turns = new ReadingTurns(availableParallelism());
    for (const [name, address] of addresses) {
      collectionRoutes(app, hub, { address, entry: hub.engine.catalog.named(name), turns });
    }
    await below(app, "audit", (scope) => auditRoutes(scope, hub));
    await below(app, "people", (scope) => accountRoutes(scope, hub));
    await below(app, "devices", (scope) => deviceRoutes(scope, hub));
    await below(app, "refused", (scope) => refusedRoutes(scope, hub));
    await below(app, "jobs", (scope) => jobRoutes(scope, hub));
    await below(app, "hub", (scope) => statusRoutes(scope, hub));
    await app.register(async (keys) => keyRoutes(keys, hub));
    await app.register((docs) => docsRoutes(docs, () => apiDocument(hub.schema, app.routeTable)));
  };
}

async function below(
  app: FastifyInstance,
  part: string,
  routes: (scope: FastifyInstance) => Promise<void>,
): Promise<void> {
  await app.register(routes, { prefix: `/api/v1/${part}` });
}
