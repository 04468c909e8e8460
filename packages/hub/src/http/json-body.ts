import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "@healthops/base/problem";

declare module "fastify" {
  interface FastifyRequest {
    /** How large the JSON body was that came; 0 before it has come. */
    bodyBytes: number;
  }
}

/** Deeper than any record; recursion over a body must not run out of stack. */
const DEPTH_MAX = 64;

/**
 * Reads JSON bodies: strictly UTF-8, because a replaced character would be stored as if somebody had
 * typed it; no `__proto__` and `constructor` keys; not nested without end. Other types, and bodies that
 * say they are compressed, are refused.
 */
export function acceptJson(app: FastifyInstance): void {
  app.addHook("onRequest", async ({ headers }) => {
    if (/^(identity)?$/i.test(headers["content-encoding"] ?? "")) return;
    throw new Problem({
      code: "unsupported_encoding",
      status: 415,
      message:
        "Compressed bodies are not accepted. Send the body as it is, without Content-Encoding.",
    });
  });
  app.decorateRequest("bodyBytes", 0);
  const parse = app.getDefaultJsonParser("error", "error");
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    (request: FastifyRequest, body: Buffer, done) => {
      // a client that always names the type, also without a body
      if (body.length === 0) return done(null, undefined);
      request.bodyBytes = body.length;
      let text: string;
      try {
        text = utf8.decode(body);
      } catch {
        return done(malformed("The body is not valid UTF-8."));
      }
      return parse(request, text, (error, value) => {
        if (error !== null) return done(error);
        if (isDeeperThan(value, DEPTH_MAX))
          return done(malformed(`The body is nested more than ${DEPTH_MAX} deep.`));
        return done(null, value);
      });
    },
  );
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (isDeeperThan(item, depth - 1)) return true;
    return false;
  }
  for (const item of Object.values(value)) if (isDeeperThan(item, depth - 1)) return true;
  return false;
}

function malformed(message: string): Problem {
  return new Problem({ code: "malformed_json", status: 400, message });
}
