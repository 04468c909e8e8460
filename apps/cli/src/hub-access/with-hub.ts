import path from "node:path";
import type { HubConfig } from "@healthops/app-hub/config/settings";
import { HUB_MODULES } from "@healthops/app-hub/modules";
import { openDatabase } from "@healthops/app-hub/run/open-database";
import { startFailure } from "@healthops/app-hub/run/start-failure";
import { Problem } from "@healthops/base/problem";
import { systemPorts } from "@healthops/base/system-ports";
import type { Hub } from "@healthops/hub/hub";
import { openHub } from "@healthops/hub/open-hub";
import type { PersonAdminParts } from "@healthops/hub/people/person-admin";
import { findPlace } from "@healthops/hub/postgres/cluster-place";

/** Only what a person should hear of the embedded database's doings. */
const QUIET_LOG = { info() {}, warn() {}, error() {} };

/**
 * Runs `work` on the database of the settings, beside a hub that may be running on it: the embedded
 * database is joined, or started for as long as the work takes. `create` makes a missing one;
 * otherwise that is a Problem `database_missing`.
 */
export async function withHub<T>(
  config: HubConfig,
  work: (hub: Hub) => Promise<T>,
  create = false,
): Promise<T> {
  try {
    if (!create) await assertThere(config);
    const database = await openDatabase(config, QUIET_LOG);
    try {
      const hub = await openHub({
        connectionString: database.connectionString,
        modules: HUB_MODULES,
        ports: systemPorts(),
        connections: 4,
        onFault: () => undefined,
      });
      return await work(hub).finally(() => hub.close());
    } finally {
      await database.close();
    }
  } catch (error) {
    throw startFailure(error, config);
  }
}

/** What looking after people needs, acting for the hub itself. */
export function personAdmin(hub: Hub): PersonAdminParts {
  return { db: hub.pool, engine: hub.engine, ports: hub.ports };
}

async function assertThere({ data, databaseUrl }: HubConfig): Promise<void> {
  if (databaseUrl !== null || (await findPlace(path.resolve(data))) !== null) return;
  throw new Problem({
    code: "database_missing",
    status: 404,
    message: `There is no database in ${path.resolve(data)}. Start the hub once (npm start), or name its folder with --data.`,
  });
}
