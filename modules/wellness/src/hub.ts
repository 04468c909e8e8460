import type { HubModule } from "@healthops/hub/hub-module";
import type { FastifyInstance } from "fastify";
import type { Hub } from "@healthops/hub/hub";
import { FITNESS_PATHS } from "./hub/fitness-paths.ts";
import { EXERCISES, GENERIC, MEALS } from "./hub/kinds.ts";
import { recordRoutes } from "./hub/record-routes.ts";
import { syncRoutes } from "./hub/sync-routes.ts";
import { tokenRoutes } from "./hub/token-routes.ts";
import { wellnessModule } from "./schema.ts";

/** Wellness on the hub, with the documented routes of the fitness tracker's older clients. */
export const wellnessHub: HubModule = {
  module: wellnessModule,
  routes: fitnessRoutes,
  paths: FITNESS_PATHS,
};

function fitnessRoutes(app: FastifyInstance, hub: Hub): void {
  tokenRoutes(app);
  for (const [path, kind] of [
    ["/api/exercises", EXERCISES],
    ["/api/meals", MEALS],
  ] as const) {
    syncRoutes(app, hub, path, kind);
    recordRoutes(app, hub, path, kind);
  }
  syncRoutes(app, hub, "/api/sync", GENERIC);
}
