import { text } from "@healthops/protocol/stored";
import type { Tokens } from "@healthops/protocol/wire/auth";
import type { FastifyInstance } from "fastify";
import type { Static } from "typebox";
import { Type } from "typebox";

const BODY_MAX_bytes = 16 * 1024;

const Credentials = Type.Object(
  {
    username: text(60, { minLength: 1 }),
    password: text(200, { minLength: 1 }),
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
      { ...open, schema: { body: Credentials } },
      async ({ body, ip }) => named(await app.signInDoor.signIn(body, ip)),
    );

    scope.post<{ Body: Static<typeof Refresh> }>(
      "/api/token/refresh",
      { ...open, schema: { body: Refresh } },
      async ({ body }) => named(await app.signInDoor.refresh(body.refresh)),
    );
  });
}

/** Tokens under the names that older clients know. */
function named({ accessToken, refreshToken }: Tokens): Record<string, string> {
  return { access: accessToken, refresh: refreshToken };
}
