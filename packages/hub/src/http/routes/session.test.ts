import type { Tokens } from "@healthops/protocol/wire/auth";
import { applied, openTestHub, update } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../../hub-actor.ts";
import { setDisabled } from "../../people/person-admin.ts";
import type { OpenHubServer } from "../../doors/hub-server.ts";
import {
  TEST_PASSWORD,
  addTestPerson,
  call,
  codes,
  listeningServer,
  oneRow,
  signIn,
  testClient,
} from "../../testing/server-fixture.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
const ids = new Map<string, string>();

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  for (const name of ["ada", "bob", "cem", "dilek", "ece"]) {
    ids.set(name, await addTestPerson(it.hub, name, "USER"));
  }
});
afterAll(async () => {
  await server.close();
  await it.close();
});

const idOf = (name: string) => ids.get(name) ?? "";
const post = (path: string, token: string | null, body?: unknown) =>
  call(`${url}/api/v1/auth/${path}`, "POST", token, body);
const me = (token: string | null) => call(`${url}/api/v1/auth/me`, "GET", token);
const refresh = (refreshToken: unknown) => post("refresh", null, { refreshToken });

describe("refreshing", () => {
  test("gives new tokens, and the old refresh token is worth nothing", async () => {
    const first = await signIn(server, "bob");
    const { status, body } = await refresh(first.refreshToken);
    expect(status).toBe(200);
    const next = body as unknown as Tokens;
    expect(next.refreshToken).not.toBe(first.refreshToken);
    expect((await me(next.accessToken)).body.username).toBe("bob");
  });

  test("a used token ends the whole session, its newest tokens too, and leaves an event", async () => {
    const first = await signIn(server, "cem");
    const next = (await refresh(first.refreshToken)).body as unknown as Tokens;
    expect(codes(await refresh(first.refreshToken))).toEqual([401, "refresh_reused"]);
    expect(codes(await refresh(next.refreshToken))).toEqual([401, "session_revoked"]);
    expect(codes(await me(next.accessToken))).toEqual([401, "session_revoked"]);
    const event = await oneRow(
      it.hub,
      "select person_id from hub.events where kind = 'refresh_reused'",
    );
    expect(event.person_id).toBe(idOf("cem"));
  });

  test("an answer that got lost is given again to the same attempt, and to no other", async () => {
    const { refreshToken } = await signIn(server, "bob");
    const attempt = "a secret that only the device knows";
    const once = await post("refresh", null, { refreshToken, attempt });
    const again = await post("refresh", null, { refreshToken, attempt });
    expect([once.status, again.status]).toEqual([200, 200]);
    const { refreshToken: latest } = again.body as unknown as Tokens;
    const { refreshToken: lost } = once.body as unknown as Tokens;
    expect((await refresh(latest)).status).toBe(200);
    expect(codes(await refresh(lost))).toEqual([401, "refresh_reused"]);
  });

  test("of two at once with the same token one wins, and the session ends", async () => {
    const first = await signIn(server, "cem");
    const answers = await Promise.all([refresh(first.refreshToken), refresh(first.refreshToken)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    const winner = answers.find(({ status }) => status === 200)?.body as unknown as Tokens;
    expect(codes(await refresh(winner.refreshToken))).toEqual([401, "session_revoked"]);
  });

  test("a token of nobody, a broken and an expired one are refused", async () => {
    const { refreshToken } = await signIn(server, "bob");
    const [session = "", family = "", secret = ""] = refreshToken.split(".");
    const other = Buffer.alloc(16, 7).toString("base64url");
    expect(codes(await refresh(`${session}.${other}.${secret}`))).toEqual([401, "token_invalid"]);
    expect(codes(await refresh(`${session}.${family}`))).toEqual([401, "token_invalid"]);
    expect((await refresh(17)).status).toBe(400);
    await it.hub.pool.query("update hub.sessions set expires_at = now() where id = $1", [session]);
    expect(codes(await refresh(refreshToken))).toEqual([401, "token_expired"]);
  });

  test("the database holds no secret of a token", async () => {
    const { refreshToken } = await signIn(server, "bob");
    const [session = "", ...secrets] = refreshToken.split(".");
    const row = await oneRow<{ text: string }>(
      it.hub,
      "select s::text || encode(token_hash, 'base64') || encode(family_hash, 'base64') as text from hub.sessions s where id = $1",
      [session],
    );
    for (const secret of secrets) {
      expect(row.text).not.toContain(secret);
      expect(row.text).not.toContain(Buffer.from(secret, "base64url").toString("hex"));
    }
  });
});

describe("ending a session", () => {
  test("signing out ends it at once, by either token", async () => {
    const one = await signIn(server, "bob");
    expect((await post("sign-out", one.accessToken)).status).toBe(204);
    expect(codes(await me(one.accessToken))).toEqual([401, "session_revoked"]);
    const other = await signIn(server, "bob");
    expect((await post("sign-out", null, { refreshToken: other.refreshToken })).status).toBe(204);
    expect(codes(await me(other.accessToken))).toEqual([401, "session_revoked"]);
    expect(codes(await post("sign-out", null))).toEqual([401, "sign_in_required"]);
  });

  test("one's sessions are listed and can be ended one by one, nobody else's", async () => {
    const [mine, lost, foreign] = [
      await signIn(server, "dilek"),
      await signIn(server, "dilek"),
      await signIn(server, "ada"),
    ];
    const { body } = await call(`${url}/api/v1/auth/sessions`, "GET", mine.accessToken);
    const sessions = body.sessions as { id: string }[];
    expect(sessions).toHaveLength(2);
    const end = (id: string) =>
      call(`${url}/api/v1/auth/sessions/${id}`, "DELETE", mine.accessToken);
    const lostId = sessions.find(({ id }) => id !== body.current)?.id ?? "";
    expect((await end(lostId)).status).toBe(204);
    expect(codes(await me(lost.accessToken))).toEqual([401, "session_revoked"]);
    expect(codes(await end(foreign.refreshToken.split(".")[0] ?? ""))).toEqual([
      404,
      "unknown_session",
    ]);
    expect((await me(foreign.accessToken)).status).toBe(200);
  });

  test("a new password ends the other sessions", async () => {
    const [here, there] = [await signIn(server, "dilek"), await signIn(server, "dilek")];
    const change = (current: string, next: string) =>
      call(`${url}/api/v1/me/password`, "POST", here.accessToken, { current, next });
    expect(codes(await change("guess guess", "a whole new one"))).toEqual([403, "wrong_password"]);
    const weak = await change(TEST_PASSWORD, "short");
    expect(codes(weak)).toEqual([422, "weak_password"]);
    expect(weak.body.faults).toMatchObject([{ field: "next", allowed: "10 to 200 characters" }]);
    expect((await change(TEST_PASSWORD, "a whole new one")).status).toBe(204);
    expect((await me(here.accessToken)).status).toBe(200);
    expect(codes(await me(there.accessToken))).toEqual([401, "session_revoked"]);
    await expect(
      server.people.signIn(
        { username: "dilek", password: "a whole new one" },
        testClient("10.2.2.2"),
      ),
    ).resolves.toBeDefined();
  });

  test("a disabled person is out at once, on every door, and in again only after enabling", async () => {
    const tokens = await signIn(server, "ece");
    const parts = { db: it.hub.pool, engine: it.hub.engine, ports: it.hub.ports };
    await setDisabled(parts, idOf("ece"), true);
    server.people.forgetPrincipals();
    expect(codes(await me(tokens.accessToken))).toEqual([403, "person_disabled"]);
    expect(codes(await post("refresh", null, { refreshToken: tokens.refreshToken }))).toEqual([
      403,
      "person_disabled",
    ]);
    expect(
      codes(await post("sign-in", null, { username: "ece", password: TEST_PASSWORD })),
    ).toEqual([403, "person_disabled"]);
    expect(
      codes(await post("sign-in", null, { username: "ece", password: "not the password" })),
    ).toEqual([401, "sign_in_failed"]);
    await setDisabled(parts, idOf("ece"), false);
    expect((await me((await signIn(server, "ece")).accessToken)).status).toBe(200);
    server.people.forgetPrincipals();
    expect(codes(await me(tokens.accessToken))).toEqual([401, "session_revoked"]);
  });

  test("a change of role is felt within a second and leaves an event", async () => {
    const { accessToken } = await signIn(server, "bob");
    expect((await me(accessToken)).body.role).toBe("USER");
    const { version } = await oneRow<{ version: number }>(
      it.hub,
      "select version from data.people where id = $1",
      [idOf("bob")],
    );
    await applied(
      it.hub,
      SYSTEM_ACTOR,
      update("people", idOf("bob"), version, { role: "MANAGER" }),
    );
    await expect
      .poll(async () => (await me(accessToken)).body.role, { timeout: 5_000 })
      .toBe("MANAGER");
    const event = await oneRow(
      it.hub,
      "select detail from hub.events where kind = 'privileges_changed' and person_id = $1",
      [idOf("bob")],
    );
    expect(event.detail).toEqual({
      version: version + 1,
      role: "MANAGER",
      changed: ["role"],
    });
  });
});
