import { textLike } from "@healthops/protocol/stored";
import { Id } from "@healthops/protocol/wire/common";
import {
  REFUSED_STATES,
  SetAsideRequest,
  TakeOverRequest,
  RefusedKeys,
} from "@healthops/protocol/wire/refused";
import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import type { Static } from "typebox";
import type { Hub } from "../hub.ts";
import { allFaults } from "../requests/validation.ts";
import type { GivenParameters } from "../requests/query-parameters.ts";
import { ID, TEXT, oneOf, readParameters, wholeNumber } from "../requests/query-parameters.ts";
import { sendJson } from "../requests/send-json.ts";
import { setAside, takenOverOf } from "./decide-refused.ts";
import { listRefused } from "./list-refused.ts";
import { readRefused } from "./read-refused.ts";
import { withdrawOwn } from "../engine/keep-refused.ts";
import { takeOver } from "./take-over.ts";

const PARAMETERS = {
  person: ID,
  device: ID,
  state: oneOf(REFUSED_STATES),
  limit: wholeNumber(1, 200),
  after: TEXT,
};
/** Of one group of changes, which may be a day's import. */
const BODY_MAX_bytes = 4 * 1024 * 1024;

const KeyPath = Type.Object({ device: Id, seq: textLike("^[0-9]{1,15}$") });
type KeyPath = Static<typeof KeyPath>;

const keyOf = ({ device, seq }: KeyPath) => ({ device, seq: Number(seq) });

/** `/api/v1/refused/…`: changes of devices that the hub refused, and what becomes of them. */
export async function refusedRoutes(app: FastifyInstance, hub: Hub): Promise<void> {
  app.setValidatorCompiler(allFaults);
  const signedIn = { bodyLimit: BODY_MAX_bytes, preParsing: app.authenticate };

  app.get<{ Querystring: GivenParameters }>("", signedIn, async (request, reply) => {
    const asked = readParameters(request.query, PARAMETERS);
    return sendJson(request, reply, await listRefused(hub, request.actor, asked));
  });

  app.get<{ Params: KeyPath }>(
    "/:device/:seq",
    { ...signedIn, schema: { params: KeyPath } },
    async (request, reply) =>
      sendJson(request, reply, await readRefused(hub, request.actor, keyOf(request.params))),
  );

  app.post<{ Body: RefusedKeys }>(
    "/withdraw",
    { ...signedIn, schema: { body: RefusedKeys } },
    async (request, reply) => {
      await withdrawOwn(hub.pool, request.actor.personId, request.body.changes);
      return reply.code(204).send();
    },
  );

  app.post<{ Body: RefusedKeys }>(
    "/taken-over",
    { ...signedIn, schema: { body: RefusedKeys } },
    async (request, reply) => {
      const { personId } = request.actor;
      return sendJson(request, reply, {
        changes: await takenOverOf(hub.pool, personId, request.body.changes),
      });
    },
  );

  app.post<{ Params: KeyPath; Body: TakeOverRequest }>(
    "/:device/:seq/take-over",
    { ...signedIn, schema: { params: KeyPath, body: TakeOverRequest } },
    async (request, reply) => {
      const { actor, params, body } = request;
      return sendJson(request, reply, await takeOver(hub, actor, keyOf(params), body));
    },
  );

  app.post<{ Params: KeyPath; Body: SetAsideRequest }>(
    "/:device/:seq/set-aside",
    { ...signedIn, schema: { params: KeyPath, body: SetAsideRequest } },
    async (request, reply) => {
      const { actor, params, body } = request;
      return sendJson(request, reply, await setAside(hub, actor, keyOf(params), body.reason));
    },
  );
}
