import type { HubConfig } from "@healthops/app-hub/config/settings";
import { openDatabase } from "@healthops/app-hub/run/open-database";
import { startFailure } from "@healthops/app-hub/run/start-failure";

/** Only what a person should hear of the embedded database's doings. */
const QUIET_LOG = { info() {}, warn() {}, error() {} };

/**
 * Runs `work` on the database of the settings without a hub on it: the embedded one is made where it
 * is missing, joined, or started for as long as the work takes.
 */
export async function withDatabase<T>(
  config: HubConfig,
  work: (connectionString: string) => Promise<T>,
): Promise<T> {
  try {
    const database = await openDatabase(config, QUIET_LOG);
    return await work(database.connectionString).finally(() => database.close());
  } catch (error) {
    throw startFailure(error, config);
  }
}
