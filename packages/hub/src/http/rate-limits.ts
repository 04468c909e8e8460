import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, onRequestAsyncHookHandler } from "fastify";
import { Problem } from "@healthops/base/problem";
import { addressGroup } from "../people/client-address.ts";
import type { KnownTokens } from "./known-tokens.ts";
import type { RateLimits } from "./server-options.ts";

const WINDOW_ms = 60_000;
const ADDRESSES_MAX = 20_000;
/** The plugin has no way to say "no limit". */
const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** `onRequest` hooks for routes that count apart from all others; every route with the same hook counts together. */
export interface RateLimiters {
  readonly sync: onRequestAsyncHookHandler;
  readonly auth: onRequestAsyncHookHandler;
}

declare module "fastify" {
  interface FastifyInstance {
    limiters: RateLimiters;
  }
}

/**
 * Limits requests per session, for the desks of a site may share an account, or per address for whoever is
 * not signed in: a whole hospital may have one.
 * It runs first of all, before a token is looked at, so that a flood of
 * forged tokens costs a counter and not a signature check. Routes are under the general limit unless
 * they use one of `app.limiters` or say `config: { rateLimit: false }`.
 */
export async function limitRates(
  app: FastifyInstance,
  limits: RateLimits,
  tokens: KnownTokens,
): Promise<void> {
  const silent = {
    "x-ratelimit-limit": false,
    "x-ratelimit-remaining": false,
    "x-ratelimit-reset": false,
  };
  await app.register(rateLimit, {
    global: true,
    hook: "onRequest",
    max: limits.general ?? UNLIMITED,
    timeWindow: WINDOW_ms,
    cache: ADDRESSES_MAX,
    keyGenerator: ({ headers, ip }) => tokens.sessionOf(headers.authorization) ?? addressGroup(ip),
    addHeadersOnExceeding: silent,
    addHeaders: { ...silent, "retry-after": false },
    errorResponseBuilder: (_request, { ttl }) => tooManyRequests(ttl),
  });
  app.decorate("limiters", { sync: limiter(app, limits.sync), auth: limiter(app, limits.auth) });
}

function limiter(app: FastifyInstance, max: number | null): onRequestAsyncHookHandler {
  return app.rateLimit({ max: max ?? UNLIMITED, timeWindow: WINDOW_ms });
}

function tooManyRequests(ttl_ms: number): Problem {
  const wait_s = Math.max(1, Math.ceil(ttl_ms / 1000));
  return new Problem({
    code: "too_many_requests",
    status: 429,
    message: `Too many requests came from you. Try again in ${wait_s} s.`,
    extra: { retryAfterSeconds: wait_s },
  });
}
