import { compared, text } from "@healthops/protocol/stored";
import { clientOf } from "@healthops/hub/requests/local-client";
import type { Tokens } from "@healthops/protocol/wire/auth";
import { tokenNote } from "./fitness-notes.ts";
import type { FastifyInstance } from "fastify";
import type { Static } from "typebox";
import { Type } from "typebox";

const BODY_MAX_bytes = 16 * 1024;

const Credentials = Type.Object(
  {
    username: compared(60),
    password: compared(200),
  },
  { additionalProperties: false },
);

const Refresh = Type.Object(
  { refresh: text(400, { minLength: 1 }) },
  { additionalProperties: false },
);

/**
 * Signing in as older clients do, by the product's own door: its limits, checks and counts hold here
 * too; only the names differ.
 */
export function tokenRoutes(app: FastifyInstance): void {
  void app.register(async (scope) => {
    const open = { onRequest: [scope.limiters.auth], bodyLimit: BODY_MAX_bytes };
    scope.addHook("onSend", async (_request, reply) => {
      reply.header("cache-control", "no-store");
    });

    scope.post<{ Body: Static<typeof Credentials> }>(
      "/api/token",
      {
        ...open,
        schema: { body: Credentials },
        config: { judgesContent: true, api: tokenNote("fitness_token", "Sign in") },
      },
      (request) => named(app.signInDoor.signIn(request.body, clientOf(request))),
    );

    scope.post<{ Body: Static<typeof Refresh> }>(
      "/api/token/refresh",
      {
        ...open,
        schema: { body: Refresh },
        config: { api: tokenNote("fitness_refresh", "Get new tokens") },
      },
      ({ body }) => named(app.signInDoor.refresh(body.refresh)),
    );
  });
}

/** Tokens under the names that older clients know. */
async function named(answer: Promise<Tokens>): Promise<Record<string, string>> {
  const { accessToken, refreshToken } = await answer;
  return { access: accessToken, refresh: refreshToken };
}
