import type { FastifyInstance } from "fastify";
import { SetPasswordRequest } from "@healthops/protocol/wire/passwords";
import type { GivenParameters } from "../requests/query-parameters.ts";
import { ID, TEXT, readParameters, wholeNumber } from "../requests/query-parameters.ts";
import { sendJson } from "../requests/send-json.ts";
import { clientOf } from "../requests/local-client.ts";
import { IdPath } from "../requests/id-path.ts";
import { allFaults } from "../requests/validation.ts";
import { countersign, listResetLinks, refuseResetLink } from "./reset-links.ts";
import type { AccountsHub } from "./accounts.ts";
import { listAccounts, sessionsOf, setPasswordOf, signOutPerson } from "./accounts.ts";

const PARAMETERS = { person: ID, limit: wholeNumber(1, 1000), after: TEXT };
const BODY_MAX_bytes = 16 * 1024;

/** `/api/v1/people/…`: what managers and administrators do for people's accounts. */
export async function accountRoutes(app: FastifyInstance, hub: AccountsHub): Promise<void> {
  app.setValidatorCompiler(allFaults);
  const signedIn = { bodyLimit: BODY_MAX_bytes, preParsing: app.authenticate };
  const ofOne = { ...signedIn, schema: { params: IdPath } };

  app.get<{ Querystring: GivenParameters }>("/accounts", signedIn, async (request, reply) => {
    const asked = readParameters(request.query, PARAMETERS);
    return sendJson(request, reply, await listAccounts(hub.pool, request.actor, asked));
  });

  app.get<{ Params: IdPath }>("/:id/sessions", ofOne, async (request, reply) => {
    const sessions = await sessionsOf(hub.pool, request.actor, request.params.id);
    return sendJson(request, reply, { sessions });
  });

  app.post<{ Params: IdPath; Body: SetPasswordRequest }>(
    "/:id/password",
    { ...signedIn, schema: { params: IdPath, body: SetPasswordRequest } },
    async (request, reply) => {
      const { actor, params, body } = request;
      const answer = await setPasswordOf(hub, actor, params.id, body, clientOf(request));
      return sendJson(request, reply, answer);
    },
  );

  app.get("/reset-links", signedIn, async (request, reply) => {
    const links = await listResetLinks(hub.pool, request.actor);
    return sendJson(request, reply, { links });
  });

  app.post<{ Params: IdPath }>("/reset-links/:id/countersign", ofOne, async (request, reply) => {
    const code = await countersign(hub.pool, request.actor, request.params.id);
    return sendJson(request, reply, { code });
  });

  app.post<{ Params: IdPath }>("/reset-links/:id/refuse", ofOne, async (request, reply) => {
    await refuseResetLink(hub.pool, request.actor, request.params.id);
    return reply.code(204).send();
  });

  app.post<{ Params: IdPath }>("/:id/sign-out", ofOne, async (request, reply) => {
    const sessionsEnded = await signOutPerson(hub, request.actor, request.params.id);
    return sendJson(request, reply, { sessionsEnded });
  });
}
