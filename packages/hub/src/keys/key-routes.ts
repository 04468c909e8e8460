import type { OperationNote } from "../routes/operation.ts";
import { idOf } from "../routes/operation.ts";
import { ApiKeyList, MadeApiKey, NewApiKey } from "@healthops/protocol/wire/admin";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { IdPath } from "../requests/id-path.ts";
import { requireRole } from "../requests/require-role.ts";
import type { KeptHub, KeyAdminParts } from "./key-admin.ts";
import { allowLarge, createKey, listKeys, renewKey, revokeKey } from "./key-admin.ts";

const BODY_MAX_bytes = 16 * 1024;

const TAG = "Keys";
const THE_KEY = [idOf("The key's id.")];

const API = {
  list: {
    tag: TAG,
    id: "keys",
    summary: "Keys of older programs",
    answers: { 200: ApiKeyList },
  },
  create: {
    tag: TAG,
    id: "create_key",
    summary: "Make a key",
    description: "`key` is answered this once. Without a site it opens all regions.",
    answers: { 201: MadeApiKey },
    problems: [404, 422],
  },
  revoke: {
    tag: TAG,
    id: "revoke_key",
    summary: "Take a key back",
    parameters: THE_KEY,
    answers: { 204: null },
    problems: [404],
  },
  renew: {
    tag: TAG,
    id: "renew_key",
    summary: "Give a program another key",
    description: "The one before opens nothing any more; the program's data keeps its place.",
    parameters: THE_KEY,
    answers: { 200: MadeApiKey },
    problems: [404, 409],
  },
  allowLarge: {
    tag: TAG,
    id: "allow_large_upload",
    summary: "Let a program bring an unusually large file",
    description:
      "For 24 hours. Without it a file that would add many times what the region has is refused (`implausible_upload`).",
    parameters: THE_KEY,
    answers: { 204: null },
    problems: [404],
  },
} satisfies Readonly<Record<string, OperationNote>>;

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

  app.get("/api/v1/keys", { ...signedIn, config: { api: API.list } }, async (request, reply) => {
    const { hub: asked } = partsOf(request);
    return reply.send({ keys: await listKeys(asked.pool) });
  });

  app.post<{ Body: NewApiKey }>(
    "/api/v1/keys",
    { ...signedIn, schema: { body: NewApiKey }, config: { api: API.create } },
    async (request, reply) => {
      const made = await createKey(partsOf(request), request.body);
      return reply.code(201).send(made);
    },
  );

  app.post<{ Params: IdPath }>(
    "/api/v1/keys/:id/revoke",
    { ...signedIn, schema: { params: IdPath }, config: { api: API.revoke } },
    async (request, reply) => {
      await revokeKey(partsOf(request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post<{ Params: IdPath }>(
    "/api/v1/keys/:id/allow-large",
    { ...signedIn, schema: { params: IdPath }, config: { api: API.allowLarge } },
    async (request, reply) => {
      await allowLarge(partsOf(request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post<{ Params: IdPath }>(
    "/api/v1/keys/:id/renew",
    { ...signedIn, schema: { params: IdPath }, config: { api: API.renew } },
    async (request, reply) => reply.send(await renewKey(partsOf(request), request.params.id)),
  );
}
