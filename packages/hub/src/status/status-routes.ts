import type { FastifyInstance } from "fastify";
import { requireRole } from "../audit/require-role.ts";
import type { Hub } from "../hub.ts";
import { sendJson } from "../rest/send-json.ts";
import { hubStatus } from "./hub-status.ts";
import { siteOverview } from "./site-overview.ts";

/** `/api/v1/hub/…`: how the hub and its sites are doing. */
export async function statusRoutes(app: FastifyInstance, hub: Hub): Promise<void> {
  const signedIn = { preParsing: app.authenticate };

  app.get("/status", signedIn, async (request, reply) => {
    requireRole(request.actor, "ADMIN");
    return sendJson(request, reply, await hubStatus(hub, app.vitals));
  });

  app.get("/sites", signedIn, async (request, reply) =>
    sendJson(request, reply, { sites: await siteOverview(hub.pool, request.actor) }),
  );
}
