import { systemPorts } from "@healthops/base/system-ports";
import { openHub } from "@healthops/hub/doors/open-hub";
import { composeSchema } from "@healthops/schema/schema";
import { Client } from "pg";
import type { TestDatabase, TestTemplate } from "../postgres/test-database.ts";
import { createTestDatabase } from "../postgres/test-database.ts";
import type { TestServer } from "../postgres/test-postgres.ts";
import { POSITION_LOG } from "./books/hub-books.ts";
import { simulationModule } from "./books/sim-schema.ts";
import { TEST_WRAPPING_KEY } from "../hub/test-wrapping-key.ts";

/** A database with the hub's tables and nobody in it; a copy of a template that is made once a server. */
export function openArena(server: TestServer | undefined): Promise<TestDatabase> {
  return createTestDatabase({ template, ...(server === undefined ? {} : { server }) });
}

const template: TestTemplate = {
  key: `simulation ${composeSchema([simulationModule]).version}`,
  async prepare(connectionString) {
    const hub = await openHub({
      connectionString,
      modules: [{ module: simulationModule }],
      ports: systemPorts(),
      wrappingKey: TEST_WRAPPING_KEY,
      onFault: () => undefined,
    });
    await hub.close();
    const client = new Client({ connectionString });
    await client.connect();
    await client.query(POSITION_LOG);
    await client.end();
  },
};
