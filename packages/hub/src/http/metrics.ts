import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { FastifyInstance } from "fastify";
import type { Hub } from "../hub.ts";
import { watchAudit } from "./audit-metrics.ts";
import type { Receipt } from "@healthops/protocol/wire/push";

/** What the hub counts, in Prometheus' terms. Labels are routes and codes, never people. */
export interface HubMetrics {
  readonly registry: Registry;
  /** Counts the answers of a push, by mutation. */
  pushed(receipts: readonly Receipt[]): void;
  /** Counts a pull: its status and how many records it carried. */
  pulled(status: 200 | 304, rows: number): void;
  /** Counts attempts to sign in by their outcome: `ok` or a problem's code. */
  signIn(outcome: string): void;
  /** Counts what was thrown and belongs to no request, by where it was caught. */
  fault(where: string): void;
  /** Counts what the database would not take although no door refused it, by SQLSTATE. */
  databaseRefused(sqlState: string): void;
  liveOpened(): void;
  liveClosed(): void;
}

/** The metrics of one hub process. `process` adds those of Node itself; only one set of them may run. */
export function createMetrics(options: {
  readonly process: boolean;
  readonly hub?: Pick<Hub, "live" | "lines" | "pool" | "ports" | "headTeller">;
}): HubMetrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.process) collectDefaultMetrics({ register: registry });
  const mutations = new Counter({
    name: "healthops_push_mutations_total",
    help: "Mutations pushed, by the hub's answer",
    labelNames: ["status"],
    registers,
  });
  const pulls = new Counter({
    name: "healthops_pulls_total",
    help: "Pulls answered, by HTTP status",
    labelNames: ["status"],
    registers,
  });
  const rows = new Counter({
    name: "healthops_pull_rows_total",
    help: "Records sent in pulls",
    registers,
  });
  const signIns = new Counter({
    name: "healthops_sign_ins_total",
    help: "Attempts to sign in, by outcome",
    labelNames: ["outcome"],
    registers,
  });
  const faults = new Counter({
    name: "healthops_faults_total",
    help: "Faults outside of any request, by where they were caught",
    labelNames: ["where"],
    registers,
  });
  const refusals = new Counter({
    name: "healthops_database_refusals_total",
    help: "Requests with values that the database refused, by SQLSTATE: doors to be mended",
    labelNames: ["sqlstate"],
    registers,
  });
  const live = new Gauge({
    name: "healthops_live_connections",
    help: "Open live channels",
    registers,
  });
  if (options.hub !== undefined) watchDatabase(options.hub, registry);
  if (options.hub !== undefined) watchAudit(options.hub, registry);
  return {
    registry,
    pushed(receipts) {
      for (const { mutations: answers } of receipts)
        for (const { status } of answers) mutations.inc({ status });
    },
    pulled(status, count) {
      pulls.inc({ status: String(status) });
      rows.inc(count);
    },
    signIn: (outcome) => signIns.inc({ outcome }),
    fault: (where) => faults.inc({ where }),
    databaseRefused: (sqlstate) => refusals.inc({ sqlstate }),
    liveOpened: () => live.inc(),
    liveClosed: () => live.dec(),
  };
}

/** What the hub says of its way to the database, read when somebody asks. */
function watchDatabase({ live, lines }: Pick<Hub, "live" | "lines">, registry: Registry): void {
  const deaf: Gauge = new Gauge({
    name: "healthops_live_deaf",
    help: "1 when notifications of other hub processes do not come through",
    registers: [],
    collect: (): void => deaf.set(live.deaf ? 1 : 0),
  });
  const line: Gauge = new Gauge({
    name: "healthops_line",
    help: "Number of the database's line of time",
    registers: [],
    collect: (): void => line.set(lines.current.number),
  });
  registry.registerMetric(deaf);
  registry.registerMetric(line);
}

/** Measures how long each route takes. */
export function measureRequests(app: FastifyInstance, metrics: HubMetrics): void {
  const durations = new Histogram({
    name: "healthops_http_request_duration_seconds",
    help: "Time to answer a request",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [metrics.registry],
  });
  app.addHook("onResponse", async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? "unknown",
      status: String(reply.statusCode),
    };
    durations.observe(labels, reply.elapsedTime / 1000);
  });
}
