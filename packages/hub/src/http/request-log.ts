import type { FastifyInstance } from "fastify";
import { personIdOf } from "./authenticate.ts";
import { pathOf } from "./log.ts";

/** One line for each answered request: what was asked, by whom (an id), and how it went. */
export function logRequests(app: FastifyInstance): void {
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url;
    const facts = {
      method: request.method,
      path: pathOf(request.url),
      route,
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime * 10) / 10,
      person: personIdOf(request),
    };
    // machines ask for these every few seconds
    if (route?.startsWith("/health") === true || route === "/metrics")
      request.log.debug(facts, "answered");
    else request.log.info(facts, "answered");
  });
}
