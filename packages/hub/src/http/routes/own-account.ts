import type { FastifyInstance } from "fastify";
import { SignInNews } from "@healthops/protocol/wire/auth";
import { NewsSeenRequest, OwnPasswordRequest } from "@healthops/protocol/wire/passwords";
import type { PeopleService } from "../../people/people-service.ts";
import { clientOf } from "../../requests/local-client.ts";
import { allFaults } from "../../requests/validation.ts";
import type { OperationNote } from "../../routes/operation.ts";

const BODY_MAX_bytes = 16 * 1024;

const TAG = "Signing in";

const API = {
  news: {
    tag: TAG,
    id: "own_news",
    summary: "What happened at my account since I signed in before",
    answers: { 200: SignInNews },
  },
  newsSeen: {
    tag: TAG,
    id: "own_news_seen",
    summary: "I have seen it",
    answers: { 204: null },
  },
  password: {
    tag: TAG,
    id: "own_password",
    summary: "Change my password",
    description: "Ends my other sessions. Counts as an attempt to sign in.",
    answers: { 204: null },
    problems: [422],
  },
} satisfies Readonly<Record<string, OperationNote>>;

/** `/api/v1/me/…`: one's own password, and what happened at one's account. */
export async function ownAccountRoutes(app: FastifyInstance, people: PeopleService): Promise<void> {
  app.setValidatorCompiler(allFaults);
  const signedIn = { bodyLimit: BODY_MAX_bytes, preParsing: app.authenticate };

  app.get("/news", { ...signedIn, config: { api: API.news } }, async (request, reply) =>
    reply.header("cache-control", "no-store").send(await people.news(request.principal)),
  );

  app.post<{ Body: NewsSeenRequest }>(
    "/news/seen",
    { ...signedIn, schema: { body: NewsSeenRequest }, config: { api: API.newsSeen } },
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
      config: { api: API.password },
    },
    async (request, reply) => {
      await people.changePassword(request.principal, request.body, clientOf(request));
      return reply.code(204).send();
    },
  );
}
