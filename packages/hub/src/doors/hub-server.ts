import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Hub } from "../hub.ts";
import type { OpenHub } from "./open-hub.ts";
import { apart } from "../database/query-budget.ts";
import { DeviceReports } from "../devices/device-reports.ts";
import { PeopleService } from "../people/people-service.ts";
import { restRoutes } from "./rest-routes.ts";
import { createMetrics } from "../http/metrics.ts";
import type { HubServer } from "./server.ts";
import { createServer } from "./server.ts";
import type { ServerOptions } from "../http/server-options.ts";
import { DEFAULT_SERVER_OPTIONS } from "../http/server-options.ts";
import { Vitals } from "../http/vitals.ts";

export interface HubServerOptions {
  readonly log: FastifyBaseLogger;
  /** What differs from the defaults. */
  readonly server?: Partial<ServerOptions>;
  /** Measures Node itself as well; only for one server a process. */
  readonly processMetrics?: boolean;
  /** Routes besides those of the hub and its modules. */
  readonly routes?: readonly ((app: FastifyInstance, hub: Hub) => void | Promise<void>)[];
}

export interface OpenHubServer extends HubServer {
  readonly people: PeopleService;
}

/** Opens an open hub's doors: everything that people and devices reach over HTTP. */
export async function createHubServer(
  hub: OpenHub,
  options: HubServerOptions,
): Promise<OpenHubServer> {
  const { log } = options;
  const people = new PeopleService({ ...hub, pool: hub.reserved });
  const moduleRoutes = hub.modules.flatMap(({ routes }) => routes ?? []);
  const further = [...moduleRoutes, ...(options.routes ?? [])];
  const serverOptions = { ...DEFAULT_SERVER_OPTIONS, ...options.server };
  const pulls = new DeviceReports(hub.pool, hub.ports.clock, (error) =>
    log.warn({ err: error }, "a device's time of pulling was not written down"),
  );
  const server = await createServer({
    db: hub.reserved,
    timers: hub.ports.timers,
    engine: hub.engine,
    pull: hub.pull,
    heads: hub.live,
    access: hub.live.access,
    lines: hub.lines,
    // written beside the answer, whatever becomes of the request
    pulls: { note: (device) => apart(() => pulls.note(device)) },
    vitals: new Vitals(serverOptions, hub.ports.clock),
    faults: hub.faults,
    clock: hub.ports.clock,
    people,
    metrics: createMetrics({ process: options.processMetrics ?? false, hub }),
    schemaVersion: hub.schema.version,
    log,
    options: serverOptions,
    routes: [restRoutes(hub), ...further.map((add) => (app: FastifyInstance) => add(app, hub))],
  });
  return {
    ...server,
    people,
    async close() {
      await server.close();
      await pulls.idle();
    },
  };
}
