import { migrate } from "@healthops/hub/tables/migrate";
import { openPool } from "@healthops/hub/database/pool";
import { ROLE_SETTINGS } from "@healthops/hub/database/session-settings";
import type { HubModule } from "@healthops/hub/hub-module";
import { moduleTablesOf } from "@healthops/hub/hub-module";
import { composeSchema } from "@healthops/schema/schema";
import { createTestDatabase } from "../postgres/test-database.ts";
import type { TestDatabase } from "../postgres/test-database.ts";

/** What a copy does not bring along, or must not: the role's settings, and the epoch, which each hub draws. */
const AS_IF_FRESH = `${ROLE_SETTINGS};
  update hub.settings set value = gen_random_uuid()::text where key = 'epoch'`;

/**
 * A database with the tables of a hub with these modules and nothing in them. They are made once for a
 * run and then copied, which takes a fraction of the time.
 */
export async function createHubDatabase(modules: readonly HubModule[]): Promise<TestDatabase> {
  const schema = composeSchema(modules.map(({ module }) => module));
  const tables = moduleTablesOf(modules);
  const database = await createTestDatabase({
    template: {
      key: `hub ${schema.version} ${tables.join(";")}`,
      async prepare(connectionString) {
        const pool = openPool(connectionString, 1);
        await migrate(pool, schema, [], tables).finally(() => pool.end());
      },
    },
  });
  const pool = openPool(database.connectionString, 1);
  await pool.query(AS_IF_FRESH).finally(() => pool.end());
  return database;
}
