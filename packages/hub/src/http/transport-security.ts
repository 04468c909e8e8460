import type { FastifyInstance } from "fastify";

/** Whoever serves the hub by TLS speaks for its own host, not for those below it. */
const YEAR = "max-age=31536000";

/**
 * Tells browsers to come by TLS only, but only those that did: directly, or to a trusted proxy that
 * says so. Over plain HTTP the header means nothing, and on a machine where other programs answer on
 * the same name it would lock them out.
 */
export function askForTls(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply) => {
    if (request.protocol === "https") reply.header("strict-transport-security", YEAR);
  });
}
