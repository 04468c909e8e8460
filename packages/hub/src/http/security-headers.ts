import type { FastifyHelmetOptions } from "@fastify/helmet";

/**
 * For answers that are data: nothing in them may run, be framed or be embedded. Pages (the API's
 * description, the web app) set their own policy in the route's `helmet` option.
 */
export const API_HEADERS: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  },
  // only to those who came by TLS: transport-security.ts
  strictTransportSecurity: false,
  crossOriginResourcePolicy: { policy: "same-origin" },
  referrerPolicy: { policy: "no-referrer" },
  frameguard: { action: "deny" },
};
