import type { OperationNote, ParameterNote } from "../routes/operation.ts";
import { textLike } from "@healthops/protocol/stored";
import { Id } from "@healthops/protocol/wire/common";
import {
  REFUSED_STATES,
  RefusedChange,
  RefusedPage,
  RefusedWork,
  TakenOver,
  TakeOverAnswer,
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
import {
  described,
  ID,
  oneOf,
  paging,
  readParameters,
  UUID_TEXT,
} from "../requests/query-parameters.ts";
import { sendJson } from "../requests/send-json.ts";
import { setAside, takenOverOf } from "./decide-refused.ts";
import { LIMIT, listRefused } from "./list-refused.ts";
import { readRefused } from "./read-refused.ts";
import { withdrawOwn } from "../engine/keep-refused.ts";
import { takeOver } from "./take-over.ts";

const PARAMETERS = {
  person: described("Only of this person.", ID),
  device: described("Only of this device.", ID),
  state: described(
    "Only those that wait for a decision, or only the others.",
    oneOf(REFUSED_STATES),
  ),
  ...paging(200, LIMIT),
};
/** Of one group of changes, which may be a day's import. */
const BODY_MAX_bytes = 4 * 1024 * 1024;

const KeyPath = Type.Object({ device: Id, seq: textLike("^[0-9]{1,15}$") });
type KeyPath = Static<typeof KeyPath>;

const keyOf = ({ device, seq }: KeyPath) => ({ device, seq: Number(seq) });

const TAG = "Devices";
const SEEN = "Administrators see all, managers those of their site's people.";
const THE_CHANGE: readonly ParameterNote[] = [
  { name: "device", in: "path", description: "The device's database.", schema: UUID_TEXT },
  {
    name: "seq",
    in: "path",
    description: "Number of the group in its outbox.",
    schema: { type: "integer", minimum: 0 },
  },
];

const API = {
  list: {
    tag: TAG,
    id: "refused",
    summary: "Changes of devices that the hub refused, newest first",
    description: `${SEEN} What was to be written is shown to those who may see the record. Kept for 90 days.`,
    query: PARAMETERS,
    answers: { 200: RefusedPage },
  },
  one: {
    tag: TAG,
    id: "refused_change",
    summary: "One of them, beside what the hub has now",
    description: SEEN,
    parameters: THE_CHANGE,
    answers: { 200: RefusedWork },
    problems: [404],
  },
  withdraw: {
    tag: TAG,
    id: "refused_withdraw",
    summary: "Say that one's own were put right or given up",
    description: "For everybody, of their own; what is none of theirs is passed over.",
    answers: { 204: null },
  },
  takenOver: {
    tag: TAG,
    id: "refused_taken_over",
    summary: "Ask which of one's own others have taken over",
    description:
      "For everybody, of their own: a device lets go of what is somebody else's ordinary change by now.",
    answers: { 200: TakenOver },
  },
  takeOver: {
    tag: TAG,
    id: "refused_take_over",
    summary: "Make it an ordinary change of one's own",
    description:
      "For managers and administrators, with their own rights on the records. The values may be corrected; those left out stay as they are.",
    parameters: THE_CHANGE,
    answers: { 200: TakeOverAnswer },
    problems: [404, 409, 422],
  },
  setAside: {
    tag: TAG,
    id: "refused_set_aside",
    summary: "Decide against it, with a reason",
    description: "For managers and administrators. It stays readable for its 90 days.",
    parameters: THE_CHANGE,
    answers: { 200: RefusedChange },
    problems: [404, 409],
  },
} satisfies Readonly<Record<string, OperationNote>>;

/** `/api/v1/refused/…`: changes of devices that the hub refused, and what becomes of them. */
export async function refusedRoutes(app: FastifyInstance, hub: Hub): Promise<void> {
  app.setValidatorCompiler(allFaults);
  const signedIn = { bodyLimit: BODY_MAX_bytes, preParsing: app.authenticate };

  app.get<{ Querystring: GivenParameters }>(
    "",
    { ...signedIn, config: { api: API.list } },
    async (request, reply) => {
      const asked = readParameters(request.query, PARAMETERS);
      return sendJson(request, reply, await listRefused(hub, request.actor, asked));
    },
  );

  app.get<{ Params: KeyPath }>(
    "/:device/:seq",
    { ...signedIn, schema: { params: KeyPath }, config: { api: API.one } },
    async (request, reply) =>
      sendJson(request, reply, await readRefused(hub, request.actor, keyOf(request.params))),
  );

  app.post<{ Body: RefusedKeys }>(
    "/withdraw",
    { ...signedIn, schema: { body: RefusedKeys }, config: { api: API.withdraw } },
    async (request, reply) => {
      await withdrawOwn(hub.pool, request.actor.personId, request.body.changes);
      return reply.code(204).send();
    },
  );

  app.post<{ Body: RefusedKeys }>(
    "/taken-over",
    { ...signedIn, schema: { body: RefusedKeys }, config: { api: API.takenOver } },
    async (request, reply) => {
      const { personId } = request.actor;
      return sendJson(request, reply, {
        changes: await takenOverOf(hub.pool, personId, request.body.changes),
      });
    },
  );

  app.post<{ Params: KeyPath; Body: TakeOverRequest }>(
    "/:device/:seq/take-over",
    {
      ...signedIn,
      schema: { params: KeyPath, body: TakeOverRequest },
      config: { api: API.takeOver },
    },
    async (request, reply) => {
      const { actor, params, body } = request;
      return sendJson(request, reply, await takeOver(hub, actor, keyOf(params), body));
    },
  );

  app.post<{ Params: KeyPath; Body: SetAsideRequest }>(
    "/:device/:seq/set-aside",
    {
      ...signedIn,
      schema: { params: KeyPath, body: SetAsideRequest },
      config: { api: API.setAside },
    },
    async (request, reply) => {
      const { actor, params, body } = request;
      return sendJson(request, reply, await setAside(hub, actor, keyOf(params), body.reason));
    },
  );
}
