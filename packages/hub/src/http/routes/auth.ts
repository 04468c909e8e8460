import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import {
  LookAtLinkAnswer,
  LookAtLinkRequest,
  ReplacePasswordRequest,
  UseLinkRequest,
} from "@healthops/protocol/wire/passwords";
import { Identity, RefreshRequest, SignInRequest, Tokens } from "@healthops/protocol/wire/auth";
import type { PeopleService } from "../../people/people-service.ts";
import { identityOf } from "../../people/principal.ts";
import { bearerToken } from "../authenticate.ts";
import { clientOf } from "../../requests/local-client.ts";
import { IdPath } from "../../requests/id-path.ts";
import { UUID_TEXT } from "../../requests/query-parameters.ts";
import type { OperationNote } from "../../routes/operation.ts";
import { idOf, objectOf } from "../../routes/operation.ts";
import { SESSION } from "../../people/session-shape.ts";
import { allFaults } from "../../requests/validation.ts";

const BODY_MAX_bytes = 16 * 1024;

/** Either token will do: the access token may have expired while the device was offline. */
const SignOutRequest = Type.Union([RefreshRequest, Type.Null()]);

const TAG = "Signing in";

const API = {
  signIn: {
    tag: TAG,
    id: "sign_in",
    summary: "Sign in",
    description:
      "At most 5 attempts a minute for an account and address; pauses grow with wrong passwords.",
    answers: { 200: Tokens },
    problems: [401, 403],
    open: true,
  },
  refresh: {
    tag: TAG,
    id: "refresh",
    summary: "Get new tokens",
    description: "Each refresh token works once; a second use ends the session.",
    answers: { 200: Tokens },
    problems: [401, 403],
    open: true,
  },
  replacePassword: {
    tag: TAG,
    id: "replace_password",
    summary: "Choose my own password in the place of a one-time one",
    description: "Counts as an attempt to sign in; sign in with the new one afterwards.",
    answers: { 204: null },
    problems: [401, 403, 422],
    open: true,
  },
  resetLink: {
    tag: TAG,
    id: "look_at_reset_link",
    summary: "What a link for a new password needs",
    answers: { 200: LookAtLinkAnswer },
    problems: [404],
    open: true,
  },
  resetPassword: {
    tag: TAG,
    id: "reset_password",
    summary: "Set my password by a link",
    description: "With the code of the countersign, where one is needed. Ends my sessions.",
    answers: { 204: null },
    problems: [403, 404, 422],
    open: true,
  },
  signOut: {
    tag: TAG,
    id: "sign_out",
    summary: "Sign out",
    description: "With an access token, or the refresh token as body.",
    body: null,
    answers: { 204: null },
  },
  me: {
    tag: TAG,
    id: "me",
    summary: "Who am I, and what may I see",
    answers: { 200: Identity },
  },
  sessions: {
    tag: TAG,
    id: "sessions",
    summary: "My open sessions",
    answers: {
      200: objectOf({ current: UUID_TEXT, sessions: { type: "array", items: SESSION } }),
    },
  },
  endSession: {
    tag: TAG,
    id: "end_session",
    summary: "End one of my sessions",
    parameters: [idOf("The session.")],
    answers: { 204: null },
    problems: [404],
  },
} satisfies Readonly<Record<string, OperationNote>>;

/** Signing in and out, tokens, one's own sessions; below `/api/v1/auth`. */
export async function authRoutes(app: FastifyInstance, people: PeopleService): Promise<void> {
  app.setValidatorCompiler(allFaults);
  app.addHook("onSend", async (_request, reply) => void reply.header("cache-control", "no-store"));
  tokenRoutes(app, people);
  ownRoutes(app, people);
}

function tokenRoutes(app: FastifyInstance, people: PeopleService): void {
  const open = { bodyLimit: BODY_MAX_bytes, onRequest: [app.limiters.auth] };

  app.post<{ Body: SignInRequest }>(
    "/sign-in",
    // A name that could never be stored is an unknown name like any other.
    {
      ...open,
      schema: { body: SignInRequest },
      config: { judgesContent: true, api: API.signIn },
    },
    (request) => app.signInDoor.signIn(request.body, clientOf(request)),
  );

  app.post<{ Body: RefreshRequest }>(
    "/refresh",
    { ...open, schema: { body: RefreshRequest }, config: { api: API.refresh } },
    ({ body: { refreshToken, attempt, device } }) =>
      app.signInDoor.refresh(refreshToken, attempt, device),
  );

  app.post<{ Body: ReplacePasswordRequest }>(
    "/replace-password",
    { ...open, schema: { body: ReplacePasswordRequest }, config: { api: API.replacePassword } },
    async (request, reply) => {
      await people.replacePassword(request.body, clientOf(request));
      return reply.code(204).send();
    },
  );

  app.post<{ Body: LookAtLinkRequest }>(
    "/reset-link",
    { ...open, schema: { body: LookAtLinkRequest }, config: { api: API.resetLink } },
    (request) => people.lookAtResetLink(request.body.link),
  );

  app.post<{ Body: UseLinkRequest }>(
    "/reset-password",
    { ...open, schema: { body: UseLinkRequest }, config: { api: API.resetPassword } },
    async (request, reply) => {
      await people.useResetLink(request.body, clientOf(request));
      return reply.code(204).send();
    },
  );

  app.post<{ Body: RefreshRequest | null }>(
    "/sign-out",
    {
      ...open,
      schema: { body: SignOutRequest },
      config: { api: API.signOut },
      preParsing: async (request, reply, payload) => {
        const { authorization } = request.headers;
        return authorization === undefined ? undefined : app.authenticate(request, reply, payload);
      },
      preValidation: async (request) => {
        request.body ??= null;
        // without any token there is nobody to sign out
        if (request.body === null) bearerToken(request);
      },
    },
    async (request, reply) => {
      if (request.body !== null) await people.signOutByRefreshToken(request.body.refreshToken);
      if (request.headers.authorization !== undefined) await people.signOut(request.principal);
      return reply.code(204).send();
    },
  );
}

function ownRoutes(app: FastifyInstance, people: PeopleService): void {
  const signedIn = {
    bodyLimit: BODY_MAX_bytes,
    onRequest: [app.limiters.auth],
    preParsing: app.authenticate,
  };

  app.get("/me", { ...signedIn, config: { api: API.me } }, (request, reply) =>
    reply.send(identityOf(request.principal)),
  );

  app.get("/sessions", { ...signedIn, config: { api: API.sessions } }, async (request, reply) => {
    const sessions = await people.sessions(request.principal);
    return reply.send({ current: request.principal.sessionId, sessions });
  });

  app.delete<{ Params: IdPath }>(
    "/sessions/:id",
    { ...signedIn, schema: { params: IdPath }, config: { api: API.endSession } },
    async (request, reply) => {
      await people.revokeSession(request.principal, request.params.id);
      return reply.code(204).send();
    },
  );
}
