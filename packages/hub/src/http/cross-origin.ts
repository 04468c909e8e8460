import type { FastifyInstance } from "fastify";

const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
const HEADERS =
  "authorization, content-type, if-match, if-none-match, x-api-key, x-region, x-reason, healthops-device, healthops-line";
const EXPOSED =
  "etag, retry-after, x-request-id, x-last-sync, x-records-synced, x-sync-strategy, healthops-line";
const PREFLIGHT_s = "600";

/**
 * Lets pages of the named origins call the API from a browser (CORS). Off while none is named. There
 * are no cookies, so credentials are never allowed along.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("vary", "Origin");
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) return;
    reply.header("access-control-allow-origin", origin);
    reply.header("access-control-expose-headers", EXPOSED);
    reply.header("cross-origin-resource-policy", "cross-origin");
    if (
      request.method !== "OPTIONS" ||
      request.headers["access-control-request-method"] === undefined
    )
      return;
    reply.header("access-control-allow-methods", METHODS);
    reply.header("access-control-allow-headers", HEADERS);
    reply.header("access-control-max-age", PREFLIGHT_s);
    await reply.code(204).send();
  });
}
