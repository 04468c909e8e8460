import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Hub } from "../hub.ts";
import type { OpenHub } from "../open-hub.ts";
import { tidyPeopleTables } from "../people/housekeeping.ts";
import { PullTimes } from "../rest/pull-times.ts";
import { PeopleService } from "../people/people-service.ts";
import { restRoutes } from "../rest/rest-routes.ts";
import { createMetrics } from "./metrics.ts";
import type { HubServer } from "./server.ts";
import { createServer } from "./server.ts";
import type { ServerOptions } from "./server-options.ts";
import { DEFAULT_SERVER_OPTIONS } from "./server-options.ts";

export interface HubServerOptions {
  readonly log: FastifyBaseLogger;
  /** Whether only this machine can reach the hub; the demo's password needs it. */
  readonly listensOnLoopback: boolean;
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

const TIDY_EVERY_ms = 10 * 60_000;

/** Opens an open hub's doors: everything that people and devices reach over HTTP. */
export async function createHubServer(
  hub: OpenHub,
  options: HubServerOptions,
): Promise<OpenHubServer> {
  const { log, listensOnLoopback } = options;
  const people = new PeopleService({ ...hub, listensOnLoopback });
  const moduleRoutes = hub.modules.flatMap(({ routes }) => routes ?? []);
  const further = [...moduleRoutes, ...(options.routes ?? [])];
  const pulls = new PullTimes(hub.pool, hub.ports.clock, (error) =>
    log.warn({ err: error }, "a device's time of pulling was not written down"),
  );
  const server = await createServer({
    db: hub.pool,
    engine: hub.engine,
    heads: hub.live,
    pulls,
    people,
    metrics: createMetrics({ process: options.processMetrics ?? false }),
    schemaVersion: hub.schema.version,
    log,
    options: { ...DEFAULT_SERVER_OPTIONS, ...options.server },
    routes: [restRoutes(hub), ...further.map((add) => (app: FastifyInstance) => add(app, hub))],
  });
  const tidying = setInterval(() => {
    tidyPeopleTables(hub.pool).catch((error: unknown) =>
      log.warn({ err: error }, "tidying failed"),
    );
  }, TIDY_EVERY_ms);
  tidying.unref();
  return {
    ...server,
    people,
    async close() {
      clearInterval(tidying);
      await server.close();
      await pulls.idle();
    },
  };
}
