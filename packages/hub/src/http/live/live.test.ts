import { newId } from "@healthops/base/ids";
import { addSite, applied, create, openTestHub, update } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../../hub-actor.ts";
import { openHub } from "../../doors/open-hub.ts";
import { issueAccessToken } from "../../people/access-token.ts";
import { setDisabled } from "../../people/person-admin.ts";
import type { OpenHubServer } from "../../doors/hub-server.ts";
import type { LiveDevice } from "../../testing/live-device.ts";
import { openLiveDevice } from "../../testing/live-device.ts";
import {
  addTestPerson,
  call,
  listeningServer,
  signIn,
  versionsOf,
} from "../../testing/server-fixture.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let site: string;
let elsewhere: string;
const ids = new Map<string, string>();

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub, { livePing_ms: 1_000, liveHello_ms: 30_000 }));
  site = await addSite(it.hub, "Ankara");
  elsewhere = await addSite(it.hub, "Bursa");
  for (const name of ["ada", "bob", "cem", "dilek"]) {
    ids.set(name, await addTestPerson(it.hub, name, "USER", site));
  }
});
afterAll(async () => {
  await server.close();
  await it.close();
});

const idOf = (name: string) => ids.get(name) ?? "";
const hello = (token: string) => ({
  type: "hello",
  ...versionsOf(it.hub),
  replicaId: newId(it.hub.ports),
  token,
});

const device = (first: unknown, at = url, options = {}) => openLiveDevice(first, at, options);

/** A device that has surely been heard: it got a head. */
async function listening(name: string, at = url): Promise<LiveDevice> {
  const { accessToken } = await signIn(server, name);
  const one = await device(hello(accessToken), at);
  await expect
    .poll(
      async () => {
        await touch(site);
        return one.messages.length;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0);
  one.messages.length = 0;
  return one;
}

function touch(siteId: string) {
  return applied(
    it.hub,
    SYSTEM_ACTOR,
    create("site_cards", newId(it.hub.ports), { siteId, title: "x" }),
  );
}

const headsOf = (one: LiveDevice, scope: string) =>
  one.messages.flatMap(({ heads }) => heads?.[scope] ?? []);

async function liveConnections(at: string): Promise<number> {
  const text = await (await fetch(`${at}/metrics`)).text();
  return Number(/healthops_live_connections (\d+)/.exec(text)?.[1]);
}

describe("the live channel", () => {
  test("[LIV1] carries the heads of the scopes that one holds, and no others", async () => {
    const ada = await listening("ada");
    await touch(elsewhere);
    await touch(site);
    await expect
      .poll(() => headsOf(ada, `site:${site}`).length, { timeout: 10_000 })
      .toBeGreaterThan(0);
    const seen = new Set(ada.messages.flatMap(({ heads }) => Object.keys(heads ?? {})));
    expect(seen).not.toContain(`site:${elsewhere}`);
    ada.socket.close();
  });

  test("[FAN3] tells many who hear of the same change within what time to pull, few to do so at once", async () => {
    const liveSpread = { atOnce: 1, perSecond: 1 };
    const few = await listeningServer(it.hub, { liveSpread });
    const one = await listening("ada", few.url);
    await touch(site);
    await expect.poll(() => headsOf(one, `site:${site}`).length).toBeGreaterThan(0);
    expect(one.messages.map((message) => message.within_ms)).not.toContain(2_000);
    const other = await listening("bob", few.url);
    one.messages.length = 0;
    await touch(site);
    for (const desk of [one, other]) {
      await expect.poll(() => headsOf(desk, `site:${site}`).length).toBeGreaterThan(0);
      expect(desk.messages.find(({ heads }) => heads !== undefined)?.within_ms).toBe(2_000);
    }
    await few.server.close();
  });

  test("[LIV1] carries what another hub process on the database changed", async () => {
    const other = await openHub({
      connectionString: it.connectionString,
      modules: it.hub.modules,
      ports: it.hub.ports,
      wrappingKey: TEST_WRAPPING_KEY,
      onFault: () => undefined,
    });
    const there = await listeningServer(other);
    const ada = await listening("ada", there.url);
    await touch(site);
    await expect
      .poll(() => headsOf(ada, `site:${site}`).length, { timeout: 10_000 })
      .toBeGreaterThan(0);
    await there.server.close();
    expect(await ada.closed).toEqual({ code: 1001, reason: "hub_stopping" });
    await other.close();
  });

  test("tells a person whose site changed, and carries the new site's heads", async () => {
    const bob = await listening("bob");
    await applied(it.hub, SYSTEM_ACTOR, update("people", idOf("bob"), 1, { siteId: elsewhere }));
    await expect
      .poll(() => bob.messages.map(({ type }) => type), { timeout: 10_000 })
      .toContain("access");
    bob.messages.length = 0;
    await touch(site);
    await touch(elsewhere);
    await expect.poll(() => headsOf(bob, `site:${elsewhere}`).length, { timeout: 10_000 }).toBe(1);
    expect(headsOf(bob, `site:${site}`)).toEqual([]);
    bob.socket.close();
  });

  test("[LIV3] says after the hello and from then on that it is there, and when it says so again", async () => {
    const { accessToken } = await signIn(server, "ada");
    const ada = await device(hello(accessToken));
    const beats = () => ada.messages.filter(({ type }) => type === "beat");
    await expect.poll(() => beats().length, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(ada.messages[0]).toEqual({ type: "beat", every_ms: 1_000 });
    ada.socket.close();
  });

  test("is closed for a person who was disabled", async () => {
    const cem = await listening("cem");
    await setDisabled(
      { db: it.hub.pool, engine: it.hub.engine, ports: it.hub.ports },
      idOf("cem"),
      true,
    );
    expect(await cem.closed).toEqual({ code: 4403, reason: "person_disabled" });
    expect(cem.messages.at(-1)?.type).toBe("access");
  });

  test("is closed when the session is ended", async () => {
    const { accessToken } = await signIn(server, "dilek");
    const dilek = await device(hello(accessToken));
    await call(`${url}/api/v1/auth/sign-out`, "POST", accessToken);
    expect(await dilek.closed).toEqual({ code: 4401, reason: "session_revoked" });
  });

  test("is closed when the token expires, unless a new hello came", async () => {
    const { principal } = await server.people.authenticate(
      (await signIn(server, "ada")).accessToken,
    );
    const claims = { personId: principal.actor.personId, sessionId: principal.sessionId };
    const expiring = { now: () => Date.now() - 597_000 };
    const soon = () => issueAccessToken(server.people.keys, expiring, claims);
    const { accessToken } = await signIn(server, "ada");
    const [late, renewed] = [await device(hello(await soon())), await device(hello(await soon()))];
    renewed.socket.send(JSON.stringify(hello(accessToken)));
    expect((await late.closed).code).toBe(4401);
    await touch(site);
    await expect
      .poll(() => headsOf(renewed, `site:${site}`).length, { timeout: 10_000 })
      .toBeGreaterThan(0);
    renewed.socket.close();
  });

  test("is counted in the metrics while it is open", async () => {
    const own = await listeningServer(it.hub);
    const ada = await listening("ada", own.url);
    expect(await liveConnections(own.url)).toBe(1);
    ada.socket.close();
    await expect.poll(() => liveConnections(own.url), { timeout: 10_000 }).toBe(0);
    await own.server.close();
  });
});

describe("a live channel that begins badly is closed", () => {
  test("without a hello in time", async () => {
    const impatient = await listeningServer(it.hub, { liveHello_ms: 50 });
    const silent = await device(undefined, impatient.url);
    expect(await silent.closed).toEqual({ code: 4408, reason: "hello_timeout" });
    await impatient.server.close();
  });

  test.each([
    ["no JSON", "hello", 4400, "malformed_json"],
    ["no hello", { type: "heads" }, 4400, "invalid_message"],
    ["a forged token", { token: "a.b.c" }, 4401, "token_invalid"],
    ["another protocol", { protocol: 9 }, 4426, "protocol_unsupported"],
    ["an unknown field", { admin: true }, 4400, "invalid_message"],
  ])("with %s", async (_name, first, code, reason) => {
    const complete =
      typeof first === "string" || "type" in first ? first : { ...hello("x"), ...first };
    expect(await (await device(complete)).closed).toEqual({ code, reason });
  });

  test("with a message that is too large", async () => {
    expect((await (await device("x".repeat(100_000))).closed).code).toBe(1009);
  });

  test("with a flood of messages", async () => {
    const one = await device(undefined);
    const { accessToken } = await signIn(server, "ada");
    for (let count = 0; count < 20; count++) one.socket.send(JSON.stringify(hello(accessToken)));
    expect(await one.closed).toEqual({ code: 4400, reason: "too_many_messages" });
  });

  test("when it stops answering pings", async () => {
    const { accessToken } = await signIn(server, "ada");
    const one = await device(hello(accessToken), url, { autoPong: false });
    expect((await one.closed).code).toBe(1006);
  });
});
