import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "@healthops/base/problem";
import { SharedAnswers } from "../../database/shared-answers.ts";
import { isLocalClient } from "../../requests/local-client.ts";
import type { HubMetrics } from "../metrics.ts";
import type { ServerOptions } from "../server-options.ts";

/** Nobody scrapes more often. */
const FRESH_ms = 1_000;

/** `/metrics` in Prometheus' text form; for other machines only where the hub was told so. */
export function metricsRoute(
  app: FastifyInstance,
  metrics: HubMetrics,
  options: Pick<ServerOptions, "metricsForAll" | "metricsToken">,
): void {
  const texts = new SharedAnswers<string>(app.vitals.clock, FRESH_ms);
  const api = { leftOut: "for whoever watches the hub, in Prometheus' own form" };
  app.get("/metrics", { config: { rateLimit: false, api } }, async (request, reply) => {
    if (
      !options.metricsForAll &&
      !isLocalClient(request) &&
      !brings(request, options.metricsToken)
    ) {
      throw new Problem({
        code: "not_permitted",
        status: 403,
        message:
          "Metrics are answered to clients on the hub's own machine and to those with the token of HEALTHOPS_METRICS_TOKEN, unless the hub is set to show them to all.",
      });
    }
    reply.header("content-type", metrics.registry.contentType);
    return texts.of("", () => metrics.registry.metrics());
  });
}

function brings({ headers }: FastifyRequest, token: string | null): boolean {
  if (token === null) return false;
  return timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${token}`));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
