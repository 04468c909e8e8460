import { spawn } from "node:child_process";
import { once } from "node:events";
import { systemPorts } from "@healthops/base/system-ports";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import { createHubDatabase } from "@healthops/testing/hub/hub-database";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { OpenHub } from "../doors/open-hub.ts";
import { openHub } from "../doors/open-hub.ts";
import type { HubService, Tenure } from "./hub-service.ts";
import { leasesOf } from "./service-leases.ts";

const label = { en: "Sender", tr: "Gönderici" };
const RHYTHM = { ask_ms: 100, lease_ms: 1_200, rest_ms: 300 };
const GENEROUS = { timeout: 40_000, interval: 100 };

/** A service that writes down who runs it, and can be told not to begin. */
class Probe {
  readonly turns: Tenure[] = [];
  running = 0;
  broken = false;
  /** Most of them that ran at once. */
  most = 0;
  /** What its end waits for. */
  ending: Promise<void> = Promise.resolve();
  readonly service: HubService = {
    name: "sender",
    title: label,
    start: async (_hub, tenure) => {
      if (this.broken) throw new Error("no cable");
      this.turns.push(tenure);
      this.most = Math.max(this.most, ++this.running);
      return {
        stop: async () => {
          await this.ending;
          this.running--;
        },
      };
    },
  };
}

const open = (connectionString: string, { service }: Probe) =>
  openHub({
    connectionString,
    modules: [{ module: sampleModule, services: [service] }],
    ports: systemPorts(),
    wrappingKey: TEST_WRAPPING_KEY,
    serviceRhythm: RHYTHM,
    onFault: (error) => faults.push(error.message),
  });

let database: TestDatabase;
let hub: OpenHub;
let first: Probe;
let second: Probe;
let other: OpenHub;
const faults: string[] = [];
beforeEach(async () => {
  [first, second] = [new Probe(), new Probe()];
  faults.length = 0;
  database = await createHubDatabase([{ module: sampleModule }]);
  hub = await open(database.connectionString, first);
  other = await open(database.connectionString, second);
});
afterEach(async () => {
  await other.close();
  await hub.close();
  await database.drop();
});

test("of two hubs one runs a service, and the other goes on when that one ends", async () => {
  await hub.services.start();
  await other.services.start();
  expect([first.running, second.running]).toEqual([1, 0]);
  expect(await other.services.list()).toMatchObject([
    { name: "sender", generation: 1, current: true, here: false },
  ]);
  await hub.services.stop();
  expect([first.running, first.turns[0]?.signal.aborted]).toEqual([0, true]);
  await vi.waitFor(() => expect(second.running).toBe(1), GENEROUS);
  expect(second.turns[0]?.generation).toBe(2);
});

test("a hub that cannot begin it lets another one try", async () => {
  second.broken = true;
  await other.services.start();
  await vi.waitFor(() => expect(faults).toEqual(["no cable"]), GENEROUS);
  await hub.services.start();
  await vi.waitFor(() => expect(first.running).toBe(1), GENEROUS);
  second.broken = false;
  await hub.services.stop();
  await vi.waitFor(() => expect(second.running).toBe(1), GENEROUS);
});

test("a hub that lost its turn ends the service as soon as it asks again", async () => {
  await hub.services.start();
  await hub.pool.query(
    `update hub.service_leases set holder = gen_random_uuid(), generation = generation + 1,
      until = now() + interval '1 hour'`,
  );
  await vi.waitFor(() => expect(first.running).toBe(0), GENEROUS);
  expect(first.turns[0]?.signal.aborted).toBe(true);
});

test("a turn that comes back while the service still ends waits for that end", async () => {
  const end = Promise.withResolvers<void>();
  first.ending = end.promise;
  await hub.services.start();
  await vi.waitFor(() => expect(first.running).toBe(1), GENEROUS);
  await hub.pool.query(
    `update hub.service_leases set holder = gen_random_uuid(), until = now() + interval '1 hour'`,
  );
  await vi.waitFor(() => expect(first.turns[0]?.signal.aborted).toBe(true), GENEROUS);
  await hub.pool.query("update hub.service_leases set until = now() - interval '1 hour'");
  await vi.waitFor(async () => {
    const [lease] = await hub.services.list();
    expect(lease).toMatchObject({ here: true, current: true });
  }, GENEROUS);
  expect(first.turns).toHaveLength(1);
  end.resolve();
  await vi.waitFor(() => expect(first.turns).toHaveLength(2), GENEROUS);
  expect(first.most).toBe(1);
});

test("after kill -9 of the process that runs it another one takes over by itself", async () => {
  const child = spawn(process.execPath, [
    new URL("../../../testing/src/hub/holds-service.ts", import.meta.url).pathname,
    database.connectionString,
  ]);
  const says = once(child.stdout, "data");
  const failed = once(child, "exit").then(([code]) => Promise.reject(new Error(`ended: ${code}`)));
  failed.catch(() => undefined);
  await Promise.race([says, failed]);
  await hub.services.start();
  expect(first.running).toBe(0);
  child.kill("SIGKILL");
  await vi.waitFor(() => expect(first.running).toBe(1), GENEROUS);
  expect(await leasesOf(hub.pool)).toMatchObject([{ name: "sender", generation: 2 }]);
});
