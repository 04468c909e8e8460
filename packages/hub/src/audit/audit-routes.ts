import type { FastifyInstance } from "fastify";
import type { Hub } from "../hub.ts";
import type { GivenParameters } from "../rest/query-parameters.ts";
import { sendJson } from "../rest/send-json.ts";
import { listAudit } from "./audit-list.ts";
import { listSecurityEvents } from "./security-event-list.ts";

/** `GET /api/v1/audit` for managers and administrators, `/api/v1/audit/events` for administrators. */
export function auditRoutes(app: FastifyInstance, hub: Pick<Hub, "pool" | "engine">): void {
  const signedIn = { preParsing: app.authenticate };
  app.get<{ Querystring: GivenParameters }>("/api/v1/audit", signedIn, async (request, reply) =>
    sendJson(request, reply, await listAudit(hub, request.actor, request.query)),
  );
  app.get<{ Querystring: GivenParameters }>(
    "/api/v1/audit/events",
    signedIn,
    async (request, reply) =>
      sendJson(request, reply, await listSecurityEvents(hub.pool, request.actor, request.query)),
  );
}
