import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenHubServer } from "../doors/hub-server.ts";
import {
  TEST_PASSWORD,
  addTestPerson,
  call,
  codes,
  listeningServer,
  oneRow,
  signIn,
} from "../testing/server-fixture.ts";

const OWN = "a password of my own";

let it: TestHub;
let server: OpenHubServer;
let url: string;
const ids = new Map<string, string>();
const tokens = new Map<string, string>();

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  const [ankara, bursa] = [await addSite(it.hub, "Ankara"), await addSite(it.hub, "Bursa")];
  for (const [name, role, site] of [
    ["root", "ADMIN", null],
    ["boss", "MANAGER", ankara],
    ["peer", "MANAGER", ankara],
    ["ada", "USER", ankara],
    ["bob", "USER", bursa],
  ] as const) {
    ids.set(name, await addTestPerson(it.hub, name, role, site));
    tokens.set(name, (await signIn(server, name)).accessToken);
  }
});
afterAll(async () => {
  await server.close();
  await it.close();
});

const idOf = (name: string) => ids.get(name) ?? "";
const as = (name: string, method: string, path: string, body?: unknown) =>
  call(`${url}/api/v1/${path}`, method, tokens.get(name) ?? null, body);
const enter = (username: string, password: string) =>
  call(`${url}/api/v1/auth/sign-in`, "POST", null, { username, password });
const again = async (name: string) => tokens.set(name, (await signIn(server, name)).accessToken);

describe("setting somebody's password", () => {
  test("without one, the hub makes one that opens nothing but the choice of an own one", async () => {
    const set = await as("root", "POST", `people/${idOf("bob")}/password`, {});
    expect(set).toMatchObject({
      status: 200,
      body: {
        password: expect.stringMatching(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/),
        mustChange: true,
        expiresAt: expect.any(String),
        sessionsEnded: 1,
      },
    });
    const given = String(set.body["password"]);
    expect(codes(await as("bob", "GET", "auth/me"))).toEqual([401, "session_revoked"]);
    expect(codes(await enter("bob", TEST_PASSWORD))).toEqual([401, "sign_in_failed"]);
    expect(codes(await enter("bob", given))).toEqual([403, "password_change_required"]);
    const replace = (current: string, next: string) =>
      as("nobody", "POST", "auth/replace-password", { username: "bob", current, next });
    expect(codes(await replace(TEST_PASSWORD, OWN))).toEqual([401, "sign_in_failed"]);
    expect(codes(await replace(given, given))).toEqual([422, "weak_password"]);
    await it.hub.pool.query("delete from hub.sign_in_attempts");
    expect((await replace(given, OWN)).status).toBe(204);
    expect((await enter("bob", OWN)).status).toBe(200);
    expect(codes(await replace(OWN, "yet another one"))).toEqual([403, "not_permitted"]);
  });

  test("a one-time password is over after three days", async () => {
    const set = await as("root", "POST", `people/${idOf("bob")}/password`, {});
    await it.hub.pool.query(
      "update hub.credentials set one_time_until = now() where person_id = $1",
      [idOf("bob")],
    );
    await it.hub.pool.query("delete from hub.sign_in_attempts");
    const given = String(set.body["password"]);
    expect(codes(await enter("bob", given))).toEqual([403, "one_time_password_expired"]);
  });

  test("with one, it is theirs unless it must be changed; a bad one is refused", async () => {
    const path = `people/${idOf("ada")}/password`;
    expect(codes(await as("root", "POST", path, { password: "short" }))).toEqual([
      422,
      "weak_password",
    ]);
    expect(codes(await as("root", "POST", path, { pass: "x" }))).toEqual([400, "invalid_request"]);
    const { body } = await as("root", "POST", path, { password: OWN });
    expect(body).toMatchObject({ password: null, mustChange: false, expiresAt: null });
    expect((await enter("ada", OWN)).status).toBe(200);
    const event = await oneRow<{ by_person_id: string }>(
      it.hub,
      `select by_person_id from hub.events where kind = 'password_changed' and person_id = $1
        order by id desc limit 1`,
      [idOf("ada")],
    );
    expect(event.by_person_id).toBe(idOf("root"));
  });
});

describe("who looks after whom", () => {
  test.each([
    ["a user after nobody", "ada", "bob", 403, "not_permitted"],
    ["a manager not after another site's people", "boss", "bob", 404, "unknown_person"],
    ["nor after their equals", "boss", "peer", 403, "not_permitted"],
    ["nor after administrators", "boss", "root", 404, "unknown_person"],
    ["an administrator not after themselves", "root", "root", 403, "not_permitted"],
  ])("%s", async (_, who, whom, status, code) => {
    await again("boss");
    await it.hub.pool.query("delete from hub.sign_in_attempts");
    if (who === "ada") tokens.set("ada", String((await enter("ada", OWN)).body["accessToken"]));
    for (const path of ["password", "sign-out"]) {
      const answer = await as(who, "POST", `people/${idOf(whom)}/${path}`, {});
      expect(codes(answer)).toEqual([status, code]);
    }
  });

  test("accounts are listed with what may be done, to managers for their site", async () => {
    const { body } = await as("boss", "GET", "people/accounts");
    const accounts = body["accounts"] as { personId: string; mayManage: boolean }[];
    expect(new Map(accounts.map((one) => [one.personId, one.mayManage]))).toEqual(
      new Map([
        [idOf("boss"), false],
        [idOf("peer"), false],
        [idOf("ada"), true],
      ]),
    );
    const first = await as("root", "GET", "people/accounts?limit=2");
    const rest = await as("root", "GET", `people/accounts?after=${String(first.body["next"])}`);
    expect([first.body["accounts"], rest.body["accounts"]].flat()).toHaveLength(5);
    expect(codes(await as("root", "GET", "people/accounts?after=x"))).toEqual([
      400,
      "invalid_cursor",
    ]);
    expect(codes(await as("root", "GET", "people/x/sessions"))[0]).toBe(400);
  });

  test("signing somebody out ends all their sessions", async () => {
    await again("peer");
    expect((await as("root", "GET", `people/${idOf("peer")}/sessions`)).body).toMatchObject({
      sessions: [{}, {}],
    });
    const { body } = await as("root", "POST", `people/${idOf("peer")}/sign-out`);
    expect(body).toEqual({ sessionsEnded: 2 });
    expect(codes(await as("peer", "GET", "auth/me"))).toEqual([401, "session_revoked"]);
  });
});
