import type { DemoSize } from "@healthops/schema/demo";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { runCommand } from "./run-cli.ts";

/** A database of its own with the demo organisation, small unless its size is what a test is about. */
export function createDemoDatabase(size: DemoSize = "small"): Promise<TestDatabase> {
  return createTestDatabase({
    template: {
      // Made once for a run, then copied.
      key: `demo ${size}`,
      async prepare(connectionString) {
        const made = await runCommand(["demo", "--size", size], {
          environment: { DATABASE_URL: connectionString },
        });
        if (made.status !== 0) throw new Error(made.stderr);
      },
    },
  });
}
