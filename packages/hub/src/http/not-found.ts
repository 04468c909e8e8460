import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "@healthops/base/problem";
import { sendProblem } from "./problem-reply.ts";

interface KnownAddress {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/**
 * Answers addresses that no route has with `not_found`, and known addresses asked with another method
 * with `method_not_allowed` and the methods there are.
 */
export function answerUnknownRoutes(app: FastifyInstance): void {
  const routes: KnownAddress[] = [];
  app.addHook("onReady", async () => {
    for (const { url, methods, fallback } of app.routeTable)
      if (!fallback) routes.push({ pattern: patternOf(url), methods });
  });
  const refuse = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    sendProblem(reply, refusalOf(request, routes));
  const limit = app.rateLimit();
  // Before a body is looked at: whatever it is, nobody here would read it.
  app.addHook("onRequest", async (request, reply) => {
    if (!request.is404) return;
    await limit.call(app, request, reply);
    await refuse(request, reply);
  });
  app.setNotFoundHandler(refuse);
}

function refusalOf(request: FastifyRequest, routes: readonly KnownAddress[]): Problem {
  const path = request.url.split("?", 1)[0] ?? "";
  const methods = routes
    .filter(({ pattern }) => pattern.test(path))
    .flatMap((route) => route.methods);
  if (methods.length === 0) {
    return new Problem({
      code: "not_found",
      status: 404,
      message: "There is nothing at this address. The hub's API is described at /api/docs.",
    });
  }
  // The router passes over an address with a part that no id is as long as.
  if (methods.includes(request.method)) {
    return new Problem({
      code: "url_too_long",
      status: 414,
      message: "A part of the address is longer than any id or name.",
    });
  }
  const allow = [...new Set(methods)].toSorted().join(", ");
  return new Problem({
    code: "method_not_allowed",
    status: 405,
    message: `This address does not answer ${request.method}. It answers ${allow}.`,
    extra: { allow },
  });
}

/** `/api/:module/*` as a regular expression; a trailing slash never matters. */
function patternOf(url: string): RegExp {
  const source = url
    .replace(/\/$/, "")
    .split("/")
    .map((part) => {
      if (part.startsWith(":")) return "[^/]+";
      return part === "*" ? ".*" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    })
    .join("/");
  return new RegExp(`^${source}/?$`);
}
