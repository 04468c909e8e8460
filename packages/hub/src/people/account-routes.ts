import type { OperationNote } from "../routes/operation.ts";
import { idOf, objectOf } from "../routes/operation.ts";
import { SESSION } from "./session-shape.ts";
import type { FastifyInstance } from "fastify";
import { AccountPage, SignOutAnswer } from "@healthops/protocol/wire/admin";
import {
  CountersignAnswer,
  ResetLinkList,
  SetPasswordAnswer,
  SetPasswordRequest,
} from "@healthops/protocol/wire/passwords";
import type { GivenParameters } from "../requests/query-parameters.ts";
import { described, ID, paging, readParameters } from "../requests/query-parameters.ts";
import { sendJson } from "../requests/send-json.ts";
import { clientOf } from "../requests/local-client.ts";
import { IdPath } from "../requests/id-path.ts";
import { allFaults } from "../requests/validation.ts";
import { countersign, listResetLinks, refuseResetLink } from "./reset-links.ts";
import type { AccountsHub } from "./accounts.ts";
import { LIMIT, listAccounts, sessionsOf, setPasswordOf, signOutPerson } from "./accounts.ts";

const TAG = "People's accounts";
const LOOKED_AFTER =
  "Administrators for everybody but themselves, managers for the users of their site.";
const SEEN = "Administrators see all, managers those of their site's people.";
const THE_PERSON = [idOf("The person.")];
const THE_LINK = [idOf("The link.")];

const PARAMETERS = { person: described("Only of this person.", ID), ...paging(1000, LIMIT) };
const BODY_MAX_bytes = 16 * 1024;

const API = {
  accounts: {
    tag: TAG,
    id: "accounts",
    summary: "Who can sign in, and how",
    description: SEEN,
    query: PARAMETERS,
    answers: { 200: AccountPage },
  },
  sessions: {
    tag: TAG,
    id: "sessions_of",
    summary: "Somebody's open sessions",
    description: SEEN,
    parameters: THE_PERSON,
    answers: { 200: objectOf({ sessions: { type: "array", items: SESSION } }) },
    problems: [404],
  },
  password: {
    tag: TAG,
    id: "set_password",
    summary: "Give somebody a password",
    description: `${LOOKED_AFTER} Without a password the hub makes one for one use. Ends their sessions. For an account that is its person's a manager gets a link.`,
    parameters: THE_PERSON,
    answers: { 200: SetPasswordAnswer },
    problems: [404, 422],
  },
  links: {
    tag: TAG,
    id: "reset_links",
    summary: "Open links for a new password",
    description: "Administrators see all, others those they made and those for their own account.",
    answers: { 200: ResetLinkList },
  },
  countersign: {
    tag: TAG,
    id: "countersign",
    summary: "Countersign a link that somebody else made",
    description: "For administrators, and for the person whose account it is.",
    parameters: THE_LINK,
    answers: { 200: CountersignAnswer },
    problems: [404],
  },
  refuse: {
    tag: TAG,
    id: "refuse_reset_link",
    summary: "Take a link back",
    parameters: THE_LINK,
    answers: { 204: null },
    problems: [404],
  },
  signOut: {
    tag: TAG,
    id: "sign_out_person",
    summary: "End all sessions of somebody",
    description: LOOKED_AFTER,
    parameters: THE_PERSON,
    answers: { 200: SignOutAnswer },
    problems: [404],
  },
} satisfies Readonly<Record<string, OperationNote>>;

/** `/api/v1/people/…`: what managers and administrators do for people's accounts. */
export async function accountRoutes(app: FastifyInstance, hub: AccountsHub): Promise<void> {
  app.setValidatorCompiler(allFaults);
  const signedIn = { bodyLimit: BODY_MAX_bytes, preParsing: app.authenticate };
  const ofOne = { ...signedIn, schema: { params: IdPath } };

  app.get<{ Querystring: GivenParameters }>(
    "/accounts",
    { ...signedIn, config: { api: API.accounts } },
    async (request, reply) => {
      const asked = readParameters(request.query, PARAMETERS);
      return sendJson(request, reply, await listAccounts(hub.pool, request.actor, asked));
    },
  );

  app.get<{ Params: IdPath }>(
    "/:id/sessions",
    { ...ofOne, config: { api: API.sessions } },
    async (request, reply) => {
      const sessions = await sessionsOf(hub.pool, request.actor, request.params.id);
      return sendJson(request, reply, { sessions });
    },
  );

  app.post<{ Params: IdPath; Body: SetPasswordRequest }>(
    "/:id/password",
    {
      ...signedIn,
      schema: { params: IdPath, body: SetPasswordRequest },
      config: { api: API.password },
    },
    async (request, reply) => {
      const { actor, params, body } = request;
      const answer = await setPasswordOf(hub, actor, params.id, body, clientOf(request));
      return sendJson(request, reply, answer);
    },
  );

  app.get("/reset-links", { ...signedIn, config: { api: API.links } }, async (request, reply) => {
    const links = await listResetLinks(hub.pool, request.actor);
    return sendJson(request, reply, { links });
  });

  app.post<{ Params: IdPath }>(
    "/reset-links/:id/countersign",
    { ...ofOne, config: { api: API.countersign } },
    async (request, reply) => {
      const code = await countersign(hub.pool, request.actor, request.params.id);
      return sendJson(request, reply, { code });
    },
  );

  app.post<{ Params: IdPath }>(
    "/reset-links/:id/refuse",
    { ...ofOne, config: { api: API.refuse } },
    async (request, reply) => {
      await refuseResetLink(hub.pool, request.actor, request.params.id);
      return reply.code(204).send();
    },
  );

  app.post<{ Params: IdPath }>(
    "/:id/sign-out",
    { ...ofOne, config: { api: API.signOut } },
    async (request, reply) => {
      const sessionsEnded = await signOutPerson(hub, request.actor, request.params.id);
      return sendJson(request, reply, { sessionsEnded });
    },
  );
}
