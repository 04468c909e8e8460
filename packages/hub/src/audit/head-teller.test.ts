import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { newId } from "@healthops/base/ids";
import type { TimerHandle, Timers } from "@healthops/base/ports";
import { systemPorts } from "@healthops/base/system-ports";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import { addSite, applied, create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import { createMetrics } from "../http/metrics.ts";
import { Vitals } from "../http/vitals.ts";
import { openHub } from "../doors/open-hub.ts";
import { hubStatus } from "../status/hub-status.ts";
import { isAnchorUrl } from "./anchor-url.ts";
import { HeadTeller, TELL_TIMEOUT_ms, retryDelay_ms } from "./head-teller.ts";
import { postHead } from "./post-head.ts";
import { seal } from "./seal.ts";

let it: TestHub;
let site: string;
let address: Address;
let time: HandedTime;
let teller: HeadTeller;
let faults: unknown[];

beforeAll(async () => {
  it = await openTestHub();
  site = await addSite(it.hub, "Ankara");
});
afterAll(() => it.close());
beforeEach(async () => {
  address = await Address.open();
  time = new HandedTime();
  faults = [];
  teller = new HeadTeller({
    url: `${address.url}/heads`,
    hub: it.hub.engine.epoch,
    db: it.hub.pool,
    post: postHead,
    clock: { now: () => 1_700_000_000_000 },
    timers: time,
    tellFault: (error) => faults.push(error),
  });
});
afterEach(async () => {
  teller.stop();
  await address.close();
  if (faults.length > 0) throw new Error("telling failed beyond its failures", { cause: faults });
});

/** A change that is sealed and told of; answers the number of its block. */
async function sealed(): Promise<number> {
  const card = create("site_cards", newId(it.hub.ports), { siteId: site, title: "Ayşe" });
  await applied(it.hub, SYSTEM_ACTOR, card);
  await seal(it.hub.pool, it.hub.ports.timers);
  teller.wake();
  const { rows } = await it.hub.pool.query<{ block: number }>(
    "select max(number) as block from hub.seals",
  );
  return rows[0]?.block ?? 0;
}

const settled = (failures: number) =>
  vi.waitFor(() => expect(teller.telling.failures).toBe(failures), WAIT);
const taken = (block: number) => vi.waitFor(() => expect(teller.telling.block).toBe(block), WAIT);

test("each sealed head is told once, and nothing but it", async () => {
  teller.wake();
  const block = await sealed();
  await taken(block);
  teller.wake();
  // the next request would come before the one of the next block
  const next = await sealed();
  await taken(next);
  const { rows } = await it.hub.pool.query<{ hash: string }>(
    "select encode(hash, 'hex') as hash from hub.seals order by number desc limit 1",
  );
  const hub = it.hub.engine.epoch;
  const sealedAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(address.told).toEqual([
    { hub, block, hash: expect.stringMatching(/^[\da-f]{64}$/), sealedAt },
    { hub, block: next, hash: rows[0]?.hash, sealedAt },
  ]);
  expect(teller.telling).toEqual({
    block: next,
    at_ms: 1_700_000_000_000,
    failedInARow: 0,
    failures: 0,
    reason: null,
  });
  expect(time.waiting_ms).toEqual([]);
});

test("there is one request at a time, and after it the newest head alone", async () => {
  address.answer = "never";
  await sealed();
  await vi.waitFor(() => expect(address.told).toHaveLength(1), WAIT);
  await sealed();
  const newest = await sealed();
  expect(address.told).toHaveLength(1);
  address.answer = 204;
  address.answerHeld(204);
  await taken(newest);
  expect(address.told).toHaveLength(2);
});

test("what is not taken is told again after a pause that grows, with the newest head by then", async () => {
  address.answer = 503;
  await sealed();
  await settled(1);
  expect(teller.telling).toMatchObject({ failedInARow: 1, reason: "http_503" });
  expect(time.waiting_ms).toEqual([5_000]);
  const newest = await sealed();
  // the pause is kept, whatever is sealed in it
  expect(address.told).toHaveLength(1);
  time.ring();
  await settled(2);
  expect(time.waiting_ms).toEqual([10_000]);
  address.answer = 200;
  time.ring();
  await taken(newest);
  expect(address.told).toHaveLength(3);
  expect(teller.telling).toMatchObject({ failedInARow: 0, failures: 2, reason: null });
  expect([5, 8, 40].map(retryDelay_ms)).toEqual([80_000, 600_000, 600_000]);
});

test("a redirect is not followed: it is a failure", async () => {
  const elsewhere = await Address.open();
  try {
    address.answer = 307;
    address.location = elsewhere.url;
    await sealed();
    await settled(1);
    expect(teller.telling.reason).toBe("http_307");
    expect(elsewhere.told).toEqual([]);
  } finally {
    await elsewhere.close();
  }
});

test("an address that does not answer is given up in time; one that is not there says so", async () => {
  address.answer = "never";
  await sealed();
  await vi.waitFor(() => expect(address.told).toHaveLength(1), WAIT);
  expect(time.waiting_ms).toEqual([TELL_TIMEOUT_ms]);
  time.ring();
  await settled(1);
  expect(teller.telling.reason).toBe("timeout");
  await address.close();
  time.ring();
  await settled(2);
  expect(teller.telling.reason).toBe("ECONNREFUSED");
});

test("an answer without end is not read", async () => {
  address.answer = "endless";
  const block = await sealed();
  await taken(block);
  expect(teller.telling).toMatchObject({ block, failures: 0 });
});

test("the end of the hub waits for nothing, and nothing is told after it", async () => {
  address.answer = "never";
  await sealed();
  await vi.waitFor(() => expect(address.told).toHaveLength(1), WAIT);
  teller.stop();
  await vi.waitFor(() => expect(address.open).toBe(0), WAIT);
  await sealed();
  await vi.waitFor(() => expect(time.waiting_ms).toEqual([]), WAIT);
  expect(address.told).toHaveLength(1);
  expect(teller.telling.failures).toBe(0);
});

test("a hub with an address tells it what its job sealed, and counts what fails", async () => {
  address.answer = 500;
  const hub = await openHub({
    connectionString: it.connectionString,
    modules: it.hub.modules,
    ports: systemPorts(),
    wrappingKey: TEST_WRAPPING_KEY,
    anchorUrl: address.url,
    onFault: (error) => faults.push(error),
  });
  try {
    await addSite(hub, "Bursa");
    expect(await hub.jobs.runHere("audit-seal")).toBe("done");
    await vi.waitFor(() => expect(hub.headTeller?.telling.failures).toBe(1), WAIT);
    expect(address.told).toHaveLength(1);
    const numbers = await createMetrics({ process: false, hub }).registry.metrics();
    expect(numbers).toMatch(/^healthops_audit_tell_failures_total 1$/m);
    expect(numbers).toMatch(/^healthops_audit_tell_failures_in_a_row 1$/m);
    const vitals = new Vitals({ version: "1", dataFolder: null }, hub.ports.clock);
    expect((await hubStatus(hub, vitals)).audit?.told).toEqual({
      block: null,
      at: null,
      failedInARow: 1,
      failures: 1,
      reason: "http_500",
    });
  } finally {
    await hub.close();
  }
});

test.each([
  ["https://notary.example/heads", true],
  ["https://notary.example/heads?for=us", true],
  ["http://127.0.0.1:9000/heads", true],
  ["http://[::1]:9000", true],
  ["http://localhost/heads", true],
  ["http://notary.example/heads", false],
  ["http://127.0.0.1.notary.example/", false],
  ["http://127.0.0.1@notary.example/", false],
  ["http://127.0.0.1\\@notary.example/", true],
  ["https://hub:secret@notary.example/", false],
  ["https://notary.example/#heads", false],
  ["ftp://127.0.0.1/", false],
  ["file:///etc/heads", false],
  ["notary.example", false],
  ["", false],
])("%s may be told: %s", (text, allowed) => {
  expect(isAnchorUrl(text)).toBe(allowed);
});

/** Beyond the tests of a loaded machine; nothing depends on how long it takes. */
const WAIT = { timeout: 30_000 };

/** Timers that ring when the test says so. */
class HandedTime implements Timers {
  #alarms: { readonly delay_ms: number; readonly run: () => void }[] = [];

  get waiting_ms(): readonly number[] {
    return this.#alarms.map(({ delay_ms }) => delay_ms);
  }

  after(delay_ms: number, run: () => void): TimerHandle {
    const alarm = { delay_ms, run };
    this.#alarms.push(alarm);
    return { cancel: () => (this.#alarms = this.#alarms.filter((each) => each !== alarm)) };
  }

  ring(): void {
    const due = this.#alarms;
    this.#alarms = [];
    for (const { run } of due) run();
  }
}

/** A real server that takes heads, as its answers say. */
class Address {
  readonly told: unknown[] = [];
  answer: number | "never" | "endless" = 204;
  location: string | null = null;
  open = 0;
  readonly #server: Server;
  #held: ((status: number) => void)[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      this.open++;
      response.on("close", () => this.open--);
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        this.told.push(JSON.parse(Buffer.concat(parts).toString("utf8")));
        if (this.answer === "never") {
          this.#held.push((status) => response.writeHead(status).end());
        } else if (this.answer === "endless") {
          response.writeHead(200).write("more to come");
        } else {
          const headers = this.location === null ? {} : { location: this.location };
          response.writeHead(this.answer, headers).end();
        }
      });
    });
  }

  static async open(): Promise<Address> {
    const address = new Address();
    await new Promise<void>((resolve) => address.#server.listen(0, "127.0.0.1", resolve));
    return address;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  answerHeld(status: number): void {
    for (const answer of this.#held.splice(0)) answer(status);
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
