import path from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "@healthops/testing/run/longest-first";

/** A hung test must end the run, yet a slow machine must not fail it. */
const PATIENCE_MS = 60_000;
/** What is waited for comes at once on a quiet machine; on a busy one it may take its time. */
const POLL_MS = 20_000;

export default defineConfig({
  test: {
    include: ["{packages,modules,apps,bench,tests}/**/*.test.ts"],
    exclude: ["**/node_modules/**", ".tsbuild/**"],
    globalSetup: [
      "packages/testing/src/postgres/global-setup.ts",
      "packages/testing/src/browser/global-setup.ts",
    ],
    // Processes, not threads: tests open native SQLite files and start and stop hubs.
    pool: "forks",
    // No file mocks modules or leaves anything behind in them: loading them anew for each of hundreds of
    // files would take longer than most of the tests.
    isolate: false,
    // Programs of the product that tests start come out of it in a third of the time.
    env: { NODE_COMPILE_CACHE: path.join(import.meta.dirname, "node_modules/.cache/compiled") },
    // The suite is sized for two cores; the shared PostgreSQL takes its part of them too.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    expect: { poll: { timeout: POLL_MS } },
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    teardownTimeout: PATIENCE_MS,
  },
});
