import type { FastifyInstance } from "fastify";
import {
  DEVICE_STATES,
  DeviceActionRequest,
  DeviceWipedRequest,
} from "@healthops/protocol/wire/admin";
import { Type } from "typebox";
import type { Static } from "typebox";
import type { Hub } from "../hub.ts";
import type { HubActor } from "../hub-actor.ts";
import { allFaults } from "../requests/validation.ts";
import { IdPath } from "../requests/id-path.ts";
import type { GivenParameters } from "../requests/query-parameters.ts";
import { ID, TEXT, oneOf, readParameters, wholeNumber } from "../requests/query-parameters.ts";
import { sendJson } from "../requests/send-json.ts";
import { allowDevice, deviceWiped, revokeDevice, wipeDevice } from "./device-actions.ts";
import { listDevices, readDevice } from "./list-devices.ts";

const PARAMETERS = {
  person: ID,
  site: ID,
  state: oneOf(DEVICE_STATES),
  limit: wholeNumber(1, 1000),
  after: TEXT,
};
const BODY_MAX_bytes = 16 * 1024;

const ActionBody = Type.Union([DeviceActionRequest, Type.Null()]);
type ActionBody = Static<typeof ActionBody>;
type Action = (hub: Hub, actor: HubActor, id: string, reason: string | null) => Promise<void>;

const ACTIONS: Readonly<Record<string, Action>> = {
  revoke: revokeDevice,
  wipe: wipeDevice,
  allow: allowDevice,
};

/** `/api/v1/devices/…`: how each device is doing, and what becomes of it. */
export async function deviceRoutes(app: FastifyInstance, hub: Hub): Promise<void> {
  app.setValidatorCompiler(allFaults);
  const signedIn = { bodyLimit: BODY_MAX_bytes, preParsing: app.authenticate };

  app.get<{ Querystring: GivenParameters }>("", signedIn, async (request, reply) => {
    const asked = readParameters(request.query, PARAMETERS);
    return sendJson(request, reply, await listDevices(hub, request.actor, asked));
  });

  app.get<{ Params: IdPath }>(
    "/:id",
    { ...signedIn, schema: { params: IdPath } },
    async (request, reply) =>
      sendJson(request, reply, await readDevice(hub, request.actor, request.params.id)),
  );

  for (const [name, act] of Object.entries(ACTIONS)) {
    app.post<{ Params: IdPath; Body: ActionBody }>(
      `/:id/${name}`,
      {
        ...signedIn,
        schema: { params: IdPath, body: ActionBody },
        preValidation: async (request) => {
          request.body ??= null;
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await act(hub, request.actor, id, request.body?.reason ?? null);
        return sendJson(request, reply, await readDevice(hub, request.actor, id));
      },
    );
  }

  app.post<{ Params: IdPath; Body: DeviceWipedRequest }>(
    "/:id/wiped",
    {
      bodyLimit: BODY_MAX_bytes,
      onRequest: [app.limiters.auth],
      schema: { params: IdPath, body: DeviceWipedRequest },
    },
    async (request, reply) => {
      await deviceWiped(hub, request.params.id, request.body);
      return reply.code(204).send();
    },
  );
}
