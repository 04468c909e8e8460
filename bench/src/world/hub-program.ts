import { readConfig } from "@healthops/app-hub/config/read-config";
import { startHub } from "@healthops/app-hub/run/start-hub";
import type { RunningHub } from "@healthops/app-hub/run/start-hub";
import { present } from "@healthops/base/assert";
import { createLog } from "@healthops/hub/http/log";
import { destination } from "pino";
import { peakMemory_bytes } from "../programs/memory.ts";
import { serveCalls } from "../programs/serve-calls.ts";
import type { SeedMonthOptions } from "./seed-month.ts";
import { seedMonth } from "./seed-month.ts";
import type { SeedOptions } from "./seed.ts";
import { announce, editNewest, newKey, seedHub } from "./seed.ts";

export interface OpenHubOptions {
  readonly databaseUrl: string;
  /** Folder of the app that it serves. Default: the built one. */
  readonly webApp?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Whether it has the product's limits, and believes this machine who is behind it. Default: none. */
  readonly limits?: boolean;
}

/** A hub as the product starts it, on its own database. */
export interface HubCalls {
  open(options: OpenHubOptions): Promise<{ url: string }>;
  seed(options: SeedOptions): Promise<void>;
  /** A month of timesheets at the benchmarks' site. */
  month(options: SeedMonthOptions): Promise<void>;
  /** A new key of a desktop program of the benchmarks' site. */
  key(nothing: null): Promise<string>;
  /** Edits so many of the newest exercises of the first person, as another device's push would. */
  edit(options: { count: number; seed: number }): Promise<void>;
  /** Makes a notice at the benchmarks' site; its id, and when it was there, epoch ms. */
  announce(title: string): Promise<{ id: string; at_ms: number }>;
  /** Processor time of this process, ms. */
  processor_ms(nothing: null): number;
  peakMemory_bytes(nothing: null): number;
  /** Memory in use after a garbage collection. */
  settledMemory_bytes(nothing: null): number;
}

let running: RunningHub | null = null;

serveCalls<HubCalls>(
  {
    async open({ databaseUrl, webApp, port = 0, limits = false }) {
      const unlimited = { rateLimit: "none", rateLimitSync: "none", rateLimitAuth: "none" };
      const limited = limits ? { trustProxy: "127.0.0.1" } : unlimited;
      const config = readConfig({ databaseUrl, port: `${port}`, ...limited }, {});
      // Everything is logged as in production; it only goes nowhere.
      const log = createLog({ level: "info", destination: destination("/dev/null") });
      running = await startHub({ config, log, ...(webApp === undefined ? {} : { webApp }) });
      return { url: running.address };
    },
    seed: (options) => seedHub(present(running, "the hub is open").hub, options),
    month: (options) => seedMonth(present(running, "the hub is open").hub, options),
    edit: ({ count, seed }) => editNewest(present(running, "the hub is open").hub, count, seed),
    key: () => newKey(present(running, "the hub is open").hub),
    announce: (title) => announce(present(running, "the hub is open").hub, title),
    processor_ms() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
    peakMemory_bytes: () => peakMemory_bytes(),
    settledMemory_bytes() {
      globalThis.gc?.();
      return process.memoryUsage().rss;
    },
  },
  async () => running?.close(),
);
