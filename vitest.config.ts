import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";

const GLOBAL_SETUP = "packages/testing/src/postgres/global-setup.ts";

/** A hung test must end the run, yet a slow machine must not fail it. */
const PATIENCE_MS = 60_000;

export default defineConfig({
  test: {
    include: ["{packages,modules,apps,bench,tests}/**/*.test.ts"],
    exclude: ["**/node_modules/**", ".tsbuild/**"],
    globalSetup: existsSync(GLOBAL_SETUP) ? [GLOBAL_SETUP] : [],
    // Processes, not threads: tests open native SQLite files and start and stop hubs.
    pool: "forks",
    // The suite is sized for two cores; the shared PostgreSQL takes its part of them too.
    maxWorkers: 2,
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    teardownTimeout: PATIENCE_MS,
  },
});
