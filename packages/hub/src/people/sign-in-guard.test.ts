import { newId } from "@healthops/base/ids";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenHub } from "../doors/open-hub.ts";
import { openHub } from "../doors/open-hub.ts";
import type { OpenHubServer } from "../doors/hub-server.ts";
import {
  TEST_PASSWORD,
  addTestPerson,
  call,
  codes,
  listeningServer,
  oneRow,
} from "../testing/server-fixture.ts";
import { isoTime } from "../database/iso-time.ts";

const WRONG = "not the password";

let it: TestHub;
let second: OpenHub;
let server: OpenHubServer;
let secondServer: OpenHubServer;
let url: string;
let secondUrl: string;
let addresses = 0;

beforeAll(async () => {
  it = await openTestHub();
  second = await openHub({
    connectionString: it.connectionString,
    modules: it.hub.modules,
    ports: it.hub.ports,
    wrappingKey: TEST_WRAPPING_KEY,
    onFault: () => undefined,
  });
  const behindProxy = { trustProxy: ["127.0.0.1"] };
  ({ server, url } = await listeningServer(it.hub, behindProxy));
  ({ server: secondServer, url: secondUrl } = await listeningServer(second, behindProxy));
});
afterAll(async () => {
  await secondServer.close();
  await second.close();
  await server.close();
  await it.close();
});

/** An address that nobody has come from yet. */
const elsewhere = () => `10.${(addresses >> 8) & 255}.${addresses++ & 255}.1`;

interface Attempt {
  readonly password?: string;
  readonly from?: string;
  readonly at?: string;
  readonly replicaId?: string;
  readonly deviceToken?: unknown;
}

function attempt(username: string, { password = WRONG, from, at, ...device }: Attempt = {}) {
  return call(
    `${at ?? url}/api/v1/auth/sign-in`,
    "POST",
    null,
    { username, password, ...device },
    { "x-forwarded-for": from ?? elsewhere() },
  );
}

/** Guesses from ever other addresses until the hub judges no more; answers how many it judged. */
async function guessedBy(username: string, most = 40): Promise<number> {
  let judged = 0;
  for (let count = 0; count < most; count++) {
    const { status } = await attempt(username, { at: count % 2 === 0 ? url : secondUrl });
    if (status === 401) judged++;
  }
  return judged;
}

const replace = () =>
  call(
    `${url}/api/v1/auth/replace-password`,
    "POST",
    null,
    { username: "doors", current: WRONG, next: "another horse battery" },
    { "x-forwarded-for": elsewhere() },
  );

describe("guesses at one account", () => {
  test("are counted over all addresses and all hub processes together, with growing pauses", async () => {
    await addTestPerson(it.hub, "ada");
    expect(await guessedBy("ada")).toBe(5);
    const waits: number[] = [];
    for (let round = 0; round < 3; round++) {
      const refused = await attempt("ada");
      expect(codes(refused)).toEqual([429, "too_many_sign_ins"]);
      waits.push(Number(refused.headers.get("retry-after")));
      await it.hub.pool.query("update hub.sign_in_lanes set blocked_until = now()");
      expect((await attempt("ada")).status).toBe(401);
    }
    expect(waits[0]).toBeLessThanOrEqual(5);
    expect(waits[1]).toBeGreaterThan(5);
    expect(waits[2]).toBeGreaterThan(10);
  });

  test("are not held against anybody by a clock that was ahead and was put right", async () => {
    await addTestPerson(it.hub, "in-time");
    await guessedBy("in-time");
    expect(codes(await attempt("in-time"))).toEqual([429, "too_many_sign_ins"]);
    await it.hub.pool.query(
      `update hub.sign_in_lanes set last_at = now() + interval '2 h', blocked_until = now() + interval '2 h'`,
    );
    const from = elsewhere();
    expect((await attempt("in-time", { password: TEST_PASSWORD, from })).status).toBe(200);
    await it.hub.pool.query(
      `update hub.known_clients set last_at = now() + interval '1 day', blocked_until = now() + interval '1 day'`,
    );
    await it.hub.pool.query(
      `update hub.sign_in_attempts set recent = array_fill(now() + interval '1 day', array[5])`,
    );
    expect((await attempt("in-time", { password: TEST_PASSWORD, from })).status).toBe(200);
  });

  test("made at the same time are not all judged", async () => {
    await addTestPerson(it.hub, "at-once");
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt("at-once")));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  test("count however the name is written", async () => {
    await addTestPerson(it.hub, "istanbul1");
    const spelt = ["istanbul1", "ISTANBUL1", " istanbul1\u3000", "İSTANBUL1", "ıstanbul1"];
    for (const name of spelt) expect((await attempt(name)).status).toBe(401);
    expect((await attempt("ｉｓｔａｎｂｕｌ１")).status).toBe(429);
  });

  test("at a name that nobody has are answered in the same way", async () => {
    expect(await guessedBy("nobody-there")).toBe(5);
  });

  test("at the doors for a new password and for the current one count as well", async () => {
    await addTestPerson(it.hub, "doors");
    for (let count = 0; count < 5; count++) expect((await replace()).status).toBe(401);
    expect((await replace()).status).toBe(429);
    expect((await attempt("doors")).status).toBe(429);
  });

  test("by somebody who is signed in are counted by their session, and pause it", async () => {
    await addTestPerson(it.hub, "borrowed");
    const { body } = await attempt("borrowed", { password: TEST_PASSWORD });
    const change = (current: string) =>
      call(
        `${url}/api/v1/me/password`,
        "POST",
        String(body["accessToken"]),
        { current, next: "another horse battery" },
        { "x-forwarded-for": elsewhere() },
      );
    for (let count = 0; count < 5; count++) expect((await change(WRONG)).status).toBe(403);
    expect(codes(await change(TEST_PASSWORD))).toEqual([429, "too_many_sign_ins"]);
    expect((await attempt("borrowed", { password: TEST_PASSWORD })).status).toBe(200);
  });
});

describe("strangers do not lock the owner out", () => {
  test("at an address from which they signed in before", async () => {
    await addTestPerson(it.hub, "bob");
    const home = elsewhere();
    expect((await attempt("bob", { password: TEST_PASSWORD, from: home })).status).toBe(200);
    await guessedBy("bob");
    expect((await attempt("bob", { password: TEST_PASSWORD })).status).toBe(429);
    expect((await attempt("bob", { password: TEST_PASSWORD, from: home })).status).toBe(200);
  });

  test("on a device that proves that they signed in on it, wherever it is", async () => {
    await addTestPerson(it.hub, "cem");
    const replicaId = newId(it.hub.ports);
    const first = await attempt("cem", { password: TEST_PASSWORD, replicaId });
    const { deviceToken } = first.body;
    expect(deviceToken).toMatch(/^[\w-]{32}$/);
    await guessedBy("cem");
    const mine = { replicaId, deviceToken };
    const again = await attempt("cem", { password: TEST_PASSWORD, ...mine });
    expect([again.status, again.body["deviceToken"]]).toEqual([200, undefined]);
    const guess = { replicaId, deviceToken: "x".repeat(32) };
    expect((await attempt("cem", { password: TEST_PASSWORD, ...guess })).status).toBe(429);
  });

  test("and a known device has pauses too, which the right password ends", async () => {
    await addTestPerson(it.hub, "dilek");
    const replicaId = newId(it.hub.ports);
    const first = await attempt("dilek", { password: TEST_PASSWORD, replicaId });
    const mine = { replicaId, deviceToken: first.body["deviceToken"] };
    for (let count = 0; count < 4; count++) {
      expect((await attempt("dilek", mine)).status).toBe(401);
    }
    expect((await attempt("dilek", { password: TEST_PASSWORD, ...mine })).status).toBe(200);
    for (let count = 0; count < 5; count++) {
      expect((await attempt("dilek", mine)).status).toBe(401);
    }
    expect((await attempt("dilek", mine)).status).toBe(429);
  });

  test("but their signing in gives strangers no further guesses", async () => {
    await addTestPerson(it.hub, "gul");
    for (let count = 0; count < 3; count++) await attempt("gul");
    expect((await attempt("gul", { password: TEST_PASSWORD })).status).toBe(200);
    expect(await guessedBy("gul")).toBe(2);
  });
});

describe("the person is told at the next sign-in", () => {
  test("how many wrong passwords came from elsewhere, and when the last one", async () => {
    const personId = await addTestPerson(it.hub, "hasan");
    const home = elsewhere();
    const first = await attempt("hasan", { password: TEST_PASSWORD, from: home });
    expect(first.body["news"]).toMatchObject({ failedSignIns: null, passwordReset: null });
    for (let count = 0; count < 3; count++) await attempt("hasan");
    const next = await attempt("hasan", { password: TEST_PASSWORD, from: home });
    const { at } = await oneRow<{ at: string }>(
      it.hub,
      `select ${isoTime("max(at)")} as at from hub.events
        where person_id = $1 and kind = 'sign_in_failed'`,
      [personId],
    );
    expect(next.body["news"]).toMatchObject({
      failedSignIns: { count: 3, lastAt: at },
    });
    const token = String(next.body["accessToken"]);
    const news = () => call(`${url}/api/v1/me/news`, "GET", token);
    const { body } = await news();
    expect(body).toEqual(next.body["news"]);
    await call(`${url}/api/v1/me/news/seen`, "POST", token, { through: body["through"] });
    expect((await news()).body).toMatchObject({ failedSignIns: null });
    await attempt("hasan");
    expect((await news()).body).toMatchObject({ failedSignIns: { count: 1 } });
  });
});

test("made-up names fill the database with no more than a fixed number of counters", async () => {
  const { count: before } = await oneRow<{ count: number }>(
    it.hub,
    "select count(*)::int as count from hub.sign_in_lanes where bucket >= 2 ^ 18",
  );
  expect(before).toBe(0);
  const { max } = await oneRow<{ max: number }>(
    it.hub,
    `select max(n)::int as max from (select count(*) n from hub.known_clients
      group by person_id, kind) c`,
  );
  expect(max).toBeLessThanOrEqual(20);
});
