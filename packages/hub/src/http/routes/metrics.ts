import type { FastifyInstance } from "fastify";
import { Problem } from "@healthops/base/problem";
import { isLoopback } from "../loopback.ts";
import type { HubMetrics } from "../metrics.ts";

/** `/metrics` in Prometheus' text form; for other machines only where the hub was told so. */
export function metricsRoute(app: FastifyInstance, metrics: HubMetrics, forAll: boolean): void {
  app.get("/metrics", { config: { rateLimit: false } }, async (request, reply) => {
    if (!forAll && !isLoopback(request.ip)) {
      throw new Problem({
        code: "not_permitted",
        status: 403,
        message:
          "Metrics are answered on the hub's own machine only, unless the hub is set to show them to others.",
      });
    }
    reply.header("content-type", metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}
