import type { HubStatus, SiteOverview } from "@healthops/protocol/wire/admin";
import type { FastifyInstance } from "fastify";
import { requireRole } from "../requests/require-role.ts";
import { SharedAnswers } from "../database/shared-answers.ts";
import type { Hub } from "../hub.ts";
import { sendJson } from "../requests/send-json.ts";
import { hubStatus } from "./hub-status.ts";
import { siteOverview } from "./site-overview.ts";

/** Screens ask every few seconds, each window by itself. */
const FRESH_ms = 1_000;

/** `/api/v1/hub/…`: how the hub and its sites are doing. */
export async function statusRoutes(app: FastifyInstance, hub: Hub): Promise<void> {
  const statuses = new SharedAnswers<HubStatus>(hub.ports.clock, FRESH_ms);
  const overviews = new SharedAnswers<readonly SiteOverview[]>(hub.ports.clock, FRESH_ms);
  const signedIn = { preParsing: app.authenticate };

  app.get("/status", signedIn, async (request, reply) => {
    requireRole(request.actor, "ADMIN");
    return sendJson(request, reply, await statuses.of("", () => hubStatus(hub, app.vitals)));
  });

  app.get("/sites", signedIn, async (request, reply) => {
    const { role, siteIds } = request.actor;
    const sites = await overviews.of(`${role} ${siteIds.join(" ")}`, () =>
      siteOverview(hub.pool, request.actor),
    );
    return sendJson(request, reply, { sites });
  });
}
