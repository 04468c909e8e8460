import path from "node:path";
import type { HubConfig } from "@healthops/app-hub/config/settings";
import { auditAnchorOf, wrappingKeyOf } from "@healthops/app-hub/run/key-places";
import { HUB_MODULES } from "@healthops/installed/on-hub";
import { Problem } from "@healthops/base/problem";
import { systemPorts } from "@healthops/base/system-ports";
import type { Hub } from "@healthops/hub/hub";
import { openHub } from "@healthops/hub/doors/open-hub";
import type { PersonAdminParts } from "@healthops/hub/people/person-admin";
import { findPlace } from "@healthops/hub/postgres/cluster-place";
import { withDatabase } from "./with-database.ts";

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
  if (!create) await assertThere(config);
  return withDatabase(config, async (connectionString) => {
    const hub = await openHub({
      connectionString,
      modules: HUB_MODULES,
      ports: systemPorts(),
      wrappingKey: wrappingKeyOf(config),
      anchor: auditAnchorOf(config),
      connections: 4,
      onFault: () => undefined,
    });
    return work(hub).finally(() => hub.close());
  });
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
