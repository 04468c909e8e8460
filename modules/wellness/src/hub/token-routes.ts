import type { Tokens } from "@healthops/protocol/wire/auth";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";

const BODY_MAX_bytes = 16 * 1024;

const Credentials = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 60 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
);

const Refresh = Type.Object(
  { refresh: Type.String({ minLength: 1, maxLength: 400 }) },
  { additionalProperties: false },
);

/**
 * Signing in as older clients do. These routes hand on to the product's own door, so that its limits,
 * checks and counts hold here too; only the names differ.
 */
export function tokenRoutes(app: FastifyInstance): void {
  // The own door counts each attempt; counting it here as well would halve what is allowed.
  const open = { config: { rateLimit: false }, bodyLimit: BODY_MAX_bytes } as const;

  app.post<{ Body: { username: string; password: string } }>(
    "/api/token",
    { ...open, schema: { body: Credentials } },
    (request, reply) => handOn(app, request, reply, "sign-in", request.body),
  );

  app.post<{ Body: { refresh: string } }>(
    "/api/token/refresh",
    { ...open, schema: { body: Refresh } },
    (request, reply) =>
      handOn(app, request, reply, "refresh", { refreshToken: request.body.refresh }),
  );
}

async function handOn(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  door: "sign-in" | "refresh",
  payload: Readonly<Record<string, string>>,
): Promise<FastifyReply> {
  const answer = await app.inject({
    method: "POST",
    url: `/api/v1/auth/${door}`,
    remoteAddress: request.ip,
    payload,
  });
  reply.code(answer.statusCode).header("cache-control", "no-store");
  if (answer.statusCode !== 200) {
    for (const name of ["content-type", "retry-after", "www-authenticate"]) {
      const value = answer.headers[name];
      if (value !== undefined) reply.header(name, value);
    }
    return reply.send(answer.body);
  }
  const { accessToken, refreshToken } = answer.json<Tokens>();
  return reply.send({ access: accessToken, refresh: refreshToken });
}
