import type { HubModule } from "@healthops/hub/hub-module";
import type { FastifyInstance } from "fastify";
import type { Hub } from "@healthops/hub/hub";
import { EXERCISES, GENERIC, MEALS } from "./hub/kinds.ts";
import { recordRoutes } from "./hub/record-routes.ts";
import { syncRoutes } from "./hub/sync-routes.ts";
import { tokenRoutes } from "./hub/token-routes.ts";
import { wellnessModule } from "./schema.ts";

/** Wellness on the hub, with the documented routes of the fitness tracker's older clients. */
export const wellnessHub: HubModule = {
  module: wellnessModule,
  routes: fitnessRoutes,
};

function fitnessRoutes(app: FastifyInstance, hub: Hub): void {
  tokenRoutes(app);
  for (const [name, kind] of [
    ["exercises", EXERCISES],
    ["meals", MEALS],
  ] as const) {
    syncRoutes(app, hub, { path: `/api/${name}`, name, kind });
    recordRoutes(app, hub, { path: `/api/${name}`, name, kind });
  }
  syncRoutes(app, hub, { path: "/api/sync", name: "records", kind: GENERIC });
}
