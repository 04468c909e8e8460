import type { OperationNote } from "../routes/operation.ts";
import { idOf } from "../routes/operation.ts";
import type { FastifyInstance } from "fastify";
import {
  DEVICE_STATES,
  Device,
  DevicePage,
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
import { described, ID, oneOf, paging, readParameters } from "../requests/query-parameters.ts";
import { sendJson } from "../requests/send-json.ts";
import { allowDevice, deviceWiped, revokeDevice, wipeDevice } from "./device-actions.ts";
import { LIMIT, listDevices, readDevice } from "./list-devices.ts";

const TAG = "Devices";
const SEEN = "Administrators see all, managers those of their site's people.";
const THE_DEVICE = [idOf("The device's database.")];

const PARAMETERS = {
  person: described("Only of this person.", ID),
  site: described("Only of people of this site.", ID),
  state: described("Only in this state.", oneOf(DEVICE_STATES)),
  ...paging(1000, LIMIT),
};
const BODY_MAX_bytes = 16 * 1024;

const ActionBody = Type.Union([DeviceActionRequest, Type.Null()]);
type ActionBody = Static<typeof ActionBody>;
type Action = (hub: Hub, actor: HubActor, id: string, reason: string | null) => Promise<void>;

interface Acting extends Pick<OperationNote, "summary" | "description" | "problems"> {
  readonly act: Action;
}

const ACTIONS: Readonly<Record<string, Acting>> = {
  revoke: {
    act: revokeDevice,
    summary: "Serve a device no more",
    description:
      "Administrators for everybody but themselves, managers for the users of their site. Also for one's own. Its data and unsent changes stay on it.",
    problems: [404],
  },
  wipe: {
    act: wipeDevice,
    summary: "Have a device erase its data at its next contact",
    description: "For administrators. What the device has not sent is lost.",
    problems: [404, 409],
  },
  allow: {
    act: allowDevice,
    summary: "Serve a revoked device again",
    description:
      "For administrators. Also takes back a wipe that the device has not been told yet.",
    problems: [404, 409],
  },
};

const LIST: OperationNote = {
  tag: TAG,
  id: "devices",
  summary: "Devices and how their sync is doing, last seen first",
  description: SEEN,
  query: PARAMETERS,
  answers: { 200: DevicePage },
};
const ONE: OperationNote = {
  tag: TAG,
  id: "device",
  summary: "One device",
  description: SEEN,
  parameters: THE_DEVICE,
  answers: { 200: Device },
  problems: [404],
};
const WIPED: OperationNote = {
  tag: TAG,
  id: "device_wiped",
  summary: "A device's last word: its data is erased",
  description: "With the receipt of the problem `device_wiped`, in the place of a token.",
  parameters: THE_DEVICE,
  answers: { 204: null },
  problems: [404],
  open: true,
};

/** `/api/v1/devices/…`: how each device is doing, and what becomes of it. */
export async function deviceRoutes(app: FastifyInstance, hub: Hub): Promise<void> {
  app.setValidatorCompiler(allFaults);
  const signedIn = { bodyLimit: BODY_MAX_bytes, preParsing: app.authenticate };

  app.get<{ Querystring: GivenParameters }>(
    "",
    { ...signedIn, config: { api: LIST } },
    async (request, reply) => {
      const asked = readParameters(request.query, PARAMETERS);
      return sendJson(request, reply, await listDevices(hub, request.actor, asked));
    },
  );

  app.get<{ Params: IdPath }>(
    "/:id",
    { ...signedIn, schema: { params: IdPath }, config: { api: ONE } },
    async (request, reply) =>
      sendJson(request, reply, await readDevice(hub, request.actor, request.params.id)),
  );

  for (const [name, { act, ...said }] of Object.entries(ACTIONS)) {
    const api: OperationNote = {
      tag: TAG,
      id: `device_${name}`,
      ...said,
      parameters: THE_DEVICE,
      body: DeviceActionRequest,
      answers: { 200: Device },
    };
    app.post<{ Params: IdPath; Body: ActionBody }>(
      `/:id/${name}`,
      {
        ...signedIn,
        schema: { params: IdPath, body: ActionBody },
        config: { api },
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
      config: { api: WIPED },
    },
    async (request, reply) => {
      await deviceWiped(hub, request.params.id, request.body);
      return reply.code(204).send();
    },
  );
}
