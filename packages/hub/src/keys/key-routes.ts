import { NewApiKey } from "@healthops/protocol/wire/admin";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { IdPath } from "../requests/id-path.ts";
import { requireRole } from "../requests/require-role.ts";
import type { KeptHub, KeyAdminParts } from "./key-admin.ts";
import { allowLarge, createKey, listKeys, renewKey, revokeKey } from "./key-admin.ts";

const BODY_MAX_bytes = 16 * 1024;

/**
 * Keys of older programs, for administrators: `GET` and `POST /api/v1/keys`,
 * `POST /api/v1/keys/{id}/revoke`, `…/renew` and `…/allow-large`.
 */
export function keyRoutes(app: FastifyInstance, hub: KeptHub): void {
  const signedIn = { preParsing: app.authenticate, bodyLimit: BODY_MAX_bytes };
  app.addHook("onSend", async (_request, reply) => void reply.header("cache-control", "no-store"));

  function partsOf(request: FastifyRequest): KeyAdminParts {
    requireRole(request.actor, "ADMIN");
    return { hub, actor: request.actor };
  }

  app.get("/api/v1/keys", signedIn, async (request, reply) => {
    const { hub: asked } = partsOf(request);
    return reply.send({ keys: await listKeys(asked.pool) });
  });

  app.post<{ Body: NewApiKey }>(
    "/api/v1/keys",
    { ...signedIn, schema: { body: NewApiKey } },
    async (request, reply) => {
      const made = await createKey(partsOf(request), request.body);
      return reply.code(201).send(made);
    },
  );

  app.post<{ Params: IdPath }>(
    "/api/v1/keys/:id/revoke",
    { ...signedIn, schema: { params: IdPath } },
    async (request, reply) => {
      await revokeKey(partsOf(request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post<{ Params: IdPath }>(
    "/api/v1/keys/:id/allow-large",
    { ...signedIn, schema: { params: IdPath } },
    async (request, reply) => {
      await allowLarge(partsOf(request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post<{ Params: IdPath }>(
    "/api/v1/keys/:id/renew",
    { ...signedIn, schema: { params: IdPath } },
    async (request, reply) => reply.send(await renewKey(partsOf(request), request.params.id)),
  );
}
