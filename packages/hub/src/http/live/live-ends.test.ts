import { newId } from "@healthops/base/ids";
import type { Tokens } from "@healthops/protocol/wire/auth";
import { addSite, applied, openTestHub, update } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../../hub-actor.ts";
import type { OpenHub } from "../../doors/open-hub.ts";
import { openHub } from "../../doors/open-hub.ts";
import type { OpenHubServer } from "../../doors/hub-server.ts";
import {
  TEST_PASSWORD,
  addTestPerson,
  call,
  codes,
  listeningServer,
  signIn,
  testClient,
  versionsOf,
} from "../../testing/server-fixture.ts";
import type { LiveDevice } from "../../testing/live-device.ts";
import { openLiveDevice } from "../../testing/live-device.ts";

/** No ping comes while the test runs: only word of the change itself can end or change a channel. */
const NO_PING = { livePing_ms: 3_600_000, liveHello_ms: 600_000 };
const NEXT = "another horse battery";

let it: TestHub;
let second: OpenHub;
let server: OpenHubServer;
let secondServer: OpenHubServer;
let url: string;
let secondUrl: string;
let ankara: string;
let bursa: string;
let admin: string;
let people = 0;

beforeAll(async () => {
  it = await openTestHub();
  second = await openHub({
    connectionString: it.connectionString,
    modules: it.hub.modules,
    ports: it.hub.ports,
    wrappingKey: TEST_WRAPPING_KEY,
    onFault: () => undefined,
  });
  ({ server, url } = await listeningServer(it.hub, NO_PING));
  ({ server: secondServer, url: secondUrl } = await listeningServer(second, NO_PING));
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  await addTestPerson(it.hub, "root", "ADMIN");
  admin = (await signIn(server, "root")).accessToken;
});
afterAll(async () => {
  await secondServer.close();
  await second.close();
  await server.close();
  await it.close();
});
beforeEach(() => it.hub.pool.query("delete from hub.sign_in_attempts"));

const at = (path: string) => `${url}/api/v1/${path}`;
const post = (path: string, token: string | null, body: unknown = {}) =>
  call(at(path), "POST", token, body);

/** Somebody with a session on two devices; the second one has the live channel. */
interface Scene {
  readonly personId: string;
  readonly own: Tokens;
  readonly other: Tokens;
  readonly replicaId: string;
}

async function scene(role: "USER" | "ADMIN" = "USER"): Promise<Scene> {
  const username = `person-${++people}`;
  const personId = await addTestPerson(it.hub, username, role, role === "USER" ? ankara : null);
  const replicaId = newId(it.hub.ports);
  const own = await signIn(server, username);
  const credentials = { username, password: TEST_PASSWORD, replicaId };
  const other = await server.people.signIn(credentials, testClient());
  const sync = { ...versionsOf(it.hub), replicaId, epoch: null, positions: {} };
  expect((await post("sync/pull", other.accessToken, sync)).status).toBe(200);
  return { personId, own, other, replicaId };
}

async function channelOf({ other, replicaId }: Scene, hubUrl: string): Promise<LiveDevice> {
  const hello = { type: "hello", ...versionsOf(it.hub), replicaId, token: other.accessToken };
  const device = await openLiveDevice(hello, hubUrl);
  await expect.poll(() => device.messages.length, { timeout: 20_000 }).toBeGreaterThan(0);
  return device;
}

const refusals = { session: "session_revoked", device: "device_revoked" } as const;
const ended = (reason: string, code = 4401) => ({ code, reason });
const session = (token: string) =>
  call(at("auth/sessions"), "GET", token).then(({ body }) => String(body["current"]));
const person = (id: string, fields: Record<string, unknown>) =>
  applied(it.hub, SYSTEM_ACTOR, update("people", id, 1, fields));
const sql = (text: string, ...values: unknown[]) => it.hub.pool.query(text, values);

/** Everything that ends a session, a device or a person's rights, and what the channel says to it. */
const CAUSES: readonly [
  cause: string,
  act: (scene: Scene) => Promise<unknown>,
  said: ReturnType<typeof ended>,
][] = [
  [
    "an own password change on another device",
    ({ own }) => post("me/password", own.accessToken, { current: TEST_PASSWORD, next: NEXT }),
    ended(refusals.session),
  ],
  [
    "its session being ended from the list",
    async ({ own, other }) =>
      call(at(`auth/sessions/${await session(other.accessToken)}`), "DELETE", own.accessToken),
    ended(refusals.session),
  ],
  [
    "signing out",
    ({ other }) => call(at("auth/sign-out"), "POST", other.accessToken),
    ended(refusals.session),
  ],
  [
    "signing out by the refresh token",
    ({ other: { refreshToken } }) => post("auth/sign-out", null, { refreshToken }),
    ended(refusals.session),
  ],
  [
    "a refresh token that was used twice",
    async ({ other: { refreshToken } }) => {
      await post("auth/refresh", null, { refreshToken });
      expect(codes(await post("auth/refresh", null, { refreshToken }))[0]).toBe(401);
    },
    ended(refusals.session),
  ],
  [
    "being signed out by an administrator",
    ({ personId }) => post(`people/${personId}/sign-out`, admin),
    ended(refusals.session),
  ],
  [
    "a password given by an administrator",
    ({ personId }) => post(`people/${personId}/password`, admin, { password: NEXT }),
    ended(refusals.session),
  ],
  [
    "its device being revoked",
    ({ replicaId }) => post(`devices/${replicaId}/revoke`, admin),
    ended(refusals.device, 4403),
  ],
  [
    "its device being told to erase its data",
    ({ replicaId }) => post(`devices/${replicaId}/wipe`, admin),
    ended("device_wiped", 4403),
  ],
  [
    "the person being disabled",
    ({ personId }) => person(personId, { disabled: true }),
    ended("person_disabled", 4403),
  ],
  [
    "the person being deleted",
    ({ personId }) =>
      applied(it.hub, SYSTEM_ACTOR, {
        collection: "people",
        id: personId,
        op: "delete",
        base: 1,
        fields: {},
      }),
    ended("person_disabled", 4403),
  ],
  [
    "a session ended by SQL",
    ({ personId }) =>
      sql(`update hub.sessions set revoked_at = now() where person_id = $1`, personId),
    ended(refusals.session),
  ],
  [
    "a session that is gone from the database",
    ({ personId }) => sql(`delete from hub.sessions where person_id = $1`, personId),
    ended(refusals.session),
  ],
];

describe.each([
  ["at the hub where it happens", () => url],
  ["at another hub on the database", () => secondUrl],
])("[LIV4] a live channel %s", (_where, hubUrl) => {
  test.each(CAUSES)("ends with %s", async (_cause, act, said) => {
    const one = await scene();
    const device = await channelOf(one, hubUrl());
    await act(one);
    expect(await device.closed).toEqual(said);
    const me = await call(`${hubUrl()}/api/v1/auth/me`, "GET", one.other.accessToken);
    expect([401, 403]).toContain(me.status);
  });

  test.each([
    ["moves to another site", "USER", ({ personId }: Scene) => person(personId, { siteId: bursa })],
    ["becomes a manager", "USER", ({ personId }: Scene) => person(personId, { role: "MANAGER" })],
    ["is an administrator, and a site comes", "ADMIN", () => addSite(it.hub, "Izmir")],
  ] as const)("gets other scopes when the person %s", async (_what, role, act) => {
    const one = await scene(role);
    const device = await channelOf(one, hubUrl());
    await act(one);
    await expect
      .poll(() => device.messages.map(({ type }) => type), { timeout: 20_000 })
      .toContain("access");
    device.socket.close();
  });

  test("goes on when another session of the person ends", async () => {
    const one = await scene();
    const device = await channelOf(one, hubUrl());
    await post("auth/sign-out", one.own.accessToken);
    await person(one.personId, { siteId: bursa });
    await expect
      .poll(() => device.messages.map(({ type }) => type), { timeout: 20_000 })
      .toContain("access");
    expect(device.socket.readyState).toBe(device.socket.OPEN);
    device.socket.close();
  });
});

test("[LIV4] a revoked device gets no live channel through another session of its person", async () => {
  const one = await scene();
  await post(`devices/${one.replicaId}/revoke`, admin);
  const hello = { type: "hello", ...versionsOf(it.hub), replicaId: one.replicaId };
  const device = await openLiveDevice({ ...hello, token: one.own.accessToken }, url);
  expect(await device.closed).toEqual(ended(refusals.device, 4403));
});

test("[LIV4] a device that speaks through a session without a device is cut when it is revoked", async () => {
  const one = await scene();
  const hello = { type: "hello", ...versionsOf(it.hub), replicaId: one.replicaId };
  const device = await openLiveDevice({ ...hello, token: one.own.accessToken }, secondUrl);
  await expect.poll(() => device.messages.length, { timeout: 20_000 }).toBeGreaterThan(0);
  await post(`devices/${one.replicaId}/revoke`, admin);
  expect(await device.closed).toEqual(ended(refusals.device, 4403));
});

test("[LIV4] what a hub may have missed while it heard nothing is looked at when it hears again", async () => {
  const one = await scene();
  const device = await channelOf(one, secondUrl);
  await sql("alter table hub.sessions disable trigger tell_session_ended");
  await sql(`update hub.sessions set revoked_at = now() where person_id = $1`, one.personId);
  await sql("alter table hub.sessions enable trigger tell_session_ended");
  await sql(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like '%listen healthops_access%'
        and pid <> pg_backend_pid()`,
  );
  expect(await device.closed).toEqual(ended(refusals.session));
});

test("[LIV4] channels end when the key that their tokens are signed with is taken away", async () => {
  const one = await scene();
  const [here, there] = [await channelOf(one, url), await channelOf(one, secondUrl)];
  await sql("delete from hub.signing_keys");
  expect(await here.closed).toEqual(ended("token_invalid"));
  expect(await there.closed).toEqual(ended("token_invalid"));
});
