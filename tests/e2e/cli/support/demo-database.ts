import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { runCommand } from "./run-cli.ts";

/** A database of its own with the demo organisation; made once for a run, then copied. */
export function createDemoDatabase(): Promise<TestDatabase> {
  return createTestDatabase({
    template: {
      key: "demo",
      async prepare(connectionString) {
        const made = await runCommand(["demo"], {
          environment: { DATABASE_URL: connectionString },
        });
        if (made.status !== 0) throw new Error(made.stderr);
      },
    },
  });
}
