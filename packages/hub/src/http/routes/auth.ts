import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import type { Static } from "typebox";
import {
  LookAtLinkRequest,
  NewsSeenRequest,
  OwnPasswordRequest,
  ReplacePasswordRequest,
  UseLinkRequest,
} from "@healthops/protocol/wire/passwords";
import { RefreshRequest, SignInRequest } from "@healthops/protocol/wire/auth";
import { Id } from "@healthops/protocol/wire/common";
import type { PeopleService } from "../../people/people-service.ts";
import { identityOf } from "../../people/principal.ts";
import { bearerToken } from "../authenticate.ts";
import { clientOf } from "../../requests/local-client.ts";
import { allFaults } from "../../requests/validation.ts";

const BODY_MAX_bytes = 16 * 1024;

/** Either token will do: the access token may have expired while the device was offline. */
const SignOutRequest = Type.Union([RefreshRequest, Type.Null()]);
const SessionPath = Type.Object({ id: Id });

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
    { ...open, schema: { body: SignInRequest }, config: { judgesContent: true } },
    (request) => app.signInDoor.signIn(request.body, clientOf(request)),
  );

  app.post<{ Body: RefreshRequest }>(
    "/refresh",
    { ...open, schema: { body: RefreshRequest } },
    ({ body: { refreshToken, attempt, device } }) =>
      app.signInDoor.refresh(refreshToken, attempt, device),
  );

  app.post<{ Body: ReplacePasswordRequest }>(
    "/replace-password",
    { ...open, schema: { body: ReplacePasswordRequest } },
    async (request, reply) => {
      await people.replacePassword(request.body, clientOf(request));
      return reply.code(204).send();
    },
  );

  app.post<{ Body: LookAtLinkRequest }>(
    "/reset-link",
    { ...open, schema: { body: LookAtLinkRequest } },
    (request) => people.lookAtResetLink(request.body.link),
  );

  app.post<{ Body: UseLinkRequest }>(
    "/reset-password",
    { ...open, schema: { body: UseLinkRequest } },
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

  app.get("/me", signedIn, (request, reply) => reply.send(identityOf(request.principal)));

  app.get("/sessions", signedIn, async (request, reply) => {
    const sessions = await people.sessions(request.principal);
    return reply.send({ current: request.principal.sessionId, sessions });
  });

  app.delete<{ Params: Static<typeof SessionPath> }>(
    "/sessions/:id",
    { ...signedIn, schema: { params: SessionPath } },
    async (request, reply) => {
      await people.revokeSession(request.principal, request.params.id);
      return reply.code(204).send();
    },
  );
}

/** `/api/v1/me/…`: one's own password, and what happened at one's account. */
export async function ownAccountRoutes(app: FastifyInstance, people: PeopleService): Promise<void> {
  app.setValidatorCompiler(allFaults);
  const signedIn = { bodyLimit: BODY_MAX_bytes, preParsing: app.authenticate };

  app.get("/news", signedIn, async (request, reply) =>
    reply.header("cache-control", "no-store").send(await people.news(request.principal)),
  );

  app.post<{ Body: NewsSeenRequest }>(
    "/news/seen",
    { ...signedIn, schema: { body: NewsSeenRequest } },
    async (request, reply) => {
      await people.newsSeen(request.principal, request.body.through);
      return reply.code(204).send();
    },
  );

  app.post<{ Body: OwnPasswordRequest }>(
    "/password",
    {
      bodyLimit: BODY_MAX_bytes,
      onRequest: [app.limiters.auth],
      preParsing: app.authenticate,
      schema: { body: OwnPasswordRequest },
    },
    async (request, reply) => {
      await people.changePassword(request.principal, request.body, clientOf(request));
      return reply.code(204).send();
    },
  );
}
