import type { OperationNote } from "../routes/operation.ts";
import type { SiteOverview } from "@healthops/protocol/wire/admin";
import { HubStatus, SiteOverviewList } from "@healthops/protocol/wire/admin";
import type { FastifyInstance } from "fastify";
import { requireRole } from "../requests/require-role.ts";
import { SharedAnswers } from "../database/shared-answers.ts";
import type { Hub } from "../hub.ts";
import { sendJson } from "../requests/send-json.ts";
import { hubStatus } from "./hub-status.ts";
import { siteOverview } from "./site-overview.ts";

/** Screens ask every few seconds, each window by itself. */
const FRESH_ms = 1_000;

const STATUS: OperationNote = {
  tag: "Hub",
  id: "hub_status",
  summary: "How this hub and its database are doing",
  description: "For administrators.",
  answers: { 200: HubStatus },
};
const SITES: OperationNote = {
  tag: "Hub",
  id: "hub_sites",
  summary: "People, devices and sync of each site",
  description: "Administrators see all sites, managers their own.",
  answers: { 200: SiteOverviewList },
};

/** `/api/v1/hub/…`: how the hub and its sites are doing. */
export async function statusRoutes(app: FastifyInstance, hub: Hub): Promise<void> {
  const statuses = new SharedAnswers<HubStatus>(hub.ports.clock, FRESH_ms);
  const overviews = new SharedAnswers<readonly SiteOverview[]>(hub.ports.clock, FRESH_ms);
  const signedIn = { preParsing: app.authenticate };

  app.get("/status", { ...signedIn, config: { api: STATUS } }, async (request, reply) => {
    requireRole(request.actor, "ADMIN");
    return sendJson(request, reply, await statuses.of("", () => hubStatus(hub, app.vitals)));
  });

  app.get("/sites", { ...signedIn, config: { api: SITES } }, async (request, reply) => {
    const { role, siteIds } = request.actor;
    const sites = await overviews.of(`${role} ${siteIds.join(" ")}`, () =>
      siteOverview(hub.pool, request.actor),
    );
    return sendJson(request, reply, { sites });
  });
}
