import type { FastifyInstance } from "fastify";
import type { Hub } from "../hub.ts";
import type { GivenParameters } from "../rest/query-parameters.ts";
import { ID, TEXT, readParameters, wholeNumber } from "../rest/query-parameters.ts";
import { sendJson } from "../rest/send-json.ts";
import { listRefused } from "./list-refused.ts";

const PARAMETERS = { person: ID, device: ID, limit: wholeNumber(1, 200), after: TEXT };

/** `GET /api/v1/refused`: changes of devices that the hub refused. */
export function refusedRoutes(app: FastifyInstance, hub: Hub): void {
  app.get<{ Querystring: GivenParameters }>(
    "/api/v1/refused",
    { preParsing: app.authenticate },
    async (request, reply) => {
      const asked = readParameters(request.query, PARAMETERS);
      return sendJson(request, reply, await listRefused(hub, request.actor, asked));
    },
  );
}
