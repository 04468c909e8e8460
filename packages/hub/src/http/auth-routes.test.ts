import { SignJWT, exportJWK, generateKeyPair } from "jose";
import { systemPorts } from "@healthops/base/system-ports";
import type { Tokens } from "@healthops/protocol/wire/auth";
import { addSite, openTestHub, update, applied } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import { setDisabled } from "../people/person-admin.ts";
import { issueAccessToken } from "../people/access-token.ts";
import type { OpenHubServer } from "./hub-server.ts";
import {
  TEST_PASSWORD,
  addTestPerson,
  call,
  listeningServer,
  oneRow,
  signIn,
} from "./server-fixture.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let site: string;
const ids = new Map<string, string>();

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  site = await addSite(it.hub, "Ankara");
  await addSite(it.hub, "Bursa");
  for (const name of ["ada", "bob", "cem", "dilek", "ece", "limited", "fatma", "gul", "hasan"]) {
    ids.set(name, await addTestPerson(it.hub, name, "USER", site));
  }
  ids.set("root", await addTestPerson(it.hub, "root", "ADMIN"));
});
afterAll(async () => {
  await server.close();
  await it.close();
});

const post = (path: string, token: string | null, body?: unknown) =>
  call(`${url}/api/v1/auth/${path}`, "POST", token, body);
const me = (token: string | null) => call(`${url}/api/v1/auth/me`, "GET", token);
const idOf = (name: string) => ids.get(name) ?? "";
const codes = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  body.code,
];

describe("signing in", () => {
  test("answers both tokens and who one is, with the scopes one holds", async () => {
    const { status, body, headers } = await post("sign-in", null, {
      username: " Ada ",
      password: TEST_PASSWORD,
    });
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    const scopes = ["shared", `site:${site}`, `user:${idOf("ada")}`];
    expect(body).toMatchObject({
      accessExpiresIn_s: 600,
      identity: {
        personId: idOf("ada"),
        username: "ada",
        role: "USER",
        siteId: site,
        duties: [],
        scopes,
      },
    });
  });

  test("an administrator holds every site's scopes", async () => {
    const { identity } = await signIn(server, "root");
    expect(identity.scopes).toContain(`managers:${site}`);
    expect(identity.scopes).toHaveLength(2 + 2 * 2);
  });

  test("a wrong password and an unknown name get the same answer", async () => {
    const wrong = await post("sign-in", null, { username: "bob", password: "not the password" });
    const unknown = await post("sign-in", null, {
      username: "nobody\u0000",
      password: TEST_PASSWORD,
    });
    expect(codes(wrong)).toEqual([401, "sign_in_failed"]);
    const strip = ({ instance: _, ...rest }: Record<string, unknown>) => rest;
    expect(strip(unknown.body)).toEqual(strip(wrong.body));
  });

  test("a failure is kept as an event with ids only", async () => {
    await post("sign-in", null, { username: "bob", password: "not the password" });
    const event = await oneRow(
      it.hub,
      "select person_id, detail from hub.events where kind = 'sign_in_failed' and person_id = $1",
      [idOf("bob")],
    );
    expect(event).toEqual({ person_id: idOf("bob"), detail: { why: "password" } });
  });

  test("all faults of a request are told at once", async () => {
    const { status, body } = await post("sign-in", null, { username: "", pasword: "x" });
    expect(status).toBe(400);
    expect(body.faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: "password", message: "is missing" }),
        expect.objectContaining({ field: "pasword", message: "is not known here" }),
        expect.objectContaining({ field: "username", message: "must not be empty" }),
      ]),
    );
  });

  test("the sixth attempt within a minute is refused, though the password is right", async () => {
    const attempt = (password: string) => post("sign-in", null, { username: "limited", password });
    for (let count = 0; count < 5; count++) expect((await attempt("wrong wrong")).status).toBe(401);
    const refused = await attempt(TEST_PASSWORD);
    expect(codes(refused)).toEqual([429, "too_many_sign_ins"]);
    const wait_s = Number(refused.headers.get("retry-after"));
    expect(wait_s).toBeGreaterThan(0);
    expect(wait_s).toBeLessThanOrEqual(60);
    expect(
      codes(await post("sign-in", null, { username: "gul", password: TEST_PASSWORD }))[0],
    ).toBe(200);
  });

  test("attempts made at the same time do not slip through the limit", async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 12 }, () =>
        server.people.signIn({ username: "hasan", password: "wrong wrong" }, "10.1.1.1"),
      ),
    );
    const limited = attempts.filter(
      (one) => one.status === "rejected" && one.reason.code === "too_many_sign_ins",
    );
    expect(limited).toHaveLength(7);
  });

  test("the window slides: an attempt is free again a minute after the first", async () => {
    const address = "10.9.9.9";
    const attempt = () =>
      server.people.signIn({ username: "fatma", password: TEST_PASSWORD }, address);
    for (let count = 0; count < 5; count++) await attempt();
    await expect(attempt()).rejects.toMatchObject({ code: "too_many_sign_ins" });
    await it.hub.pool.query(
      `update hub.sign_in_attempts set recent[1] = recent[1] - interval '61 s' where cardinality(recent) = 5`,
    );
    await attempt();
    await expect(attempt()).rejects.toMatchObject({ code: "too_many_sign_ins" });
  });
});

describe("an access token", () => {
  const claims = async (name: string): Promise<{ personId: string; sessionId: string }> => {
    const { accessToken } = await signIn(server, name);
    const { principal } = await server.people.authenticate(accessToken);
    return { personId: principal.actor.personId, sessionId: principal.sessionId };
  };

  test("is needed", async () => {
    const answer = await me(null);
    expect(codes(answer)).toEqual([401, "sign_in_required"]);
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
  });

  test("that has expired is refused as such", async () => {
    const past = { now: () => Date.now() - 3_600_000 };
    const token = await issueAccessToken(server.people.keys, past, await claims("ada"));
    expect(codes(await me(token))).toEqual([401, "token_expired"]);
  });

  test("that was changed, or signed by another key, is refused", async () => {
    const { accessToken } = await signIn(server, "ada");
    const [head, , signature] = accessToken.split(".");
    const payload = Buffer.from(JSON.stringify({ sub: idOf("root"), exp: 9_999_999_999 })).toString(
      "base64url",
    );
    expect(codes(await me(`${head}.${payload}.${signature}`))).toEqual([401, "token_invalid"]);
    const { kid } = await server.people.keys.toSign();
    const forger = await generateKeyPair("EdDSA", { crv: "Ed25519" });
    const { personId, sessionId } = await claims("ada");
    const forged = new SignJWT({ sid: sessionId })
      .setSubject(personId)
      .setIssuer("healthops")
      .setAudience("healthops-hub")
      .setIssuedAt()
      .setExpirationTime("10m");
    const signed = await forged
      .setProtectedHeader({ alg: "EdDSA", kid, typ: "at+jwt" })
      .sign(forger.privateKey);
    expect(codes(await me(signed))).toEqual([401, "token_invalid"]);
  });

  test("without a signature, or signed with the public key as a secret, is refused", async () => {
    const { kid } = await server.people.keys.toSign();
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const body = {
      sub: idOf("root"),
      sid: idOf("root"),
      iss: "healthops",
      aud: "healthops-hub",
      exp: 9_999_999_999,
    };
    const unsigned = `${encode({ alg: "none", kid, typ: "at+jwt" })}.${encode(body)}.`;
    expect(codes(await me(unsigned))).toEqual([401, "token_invalid"]);
    const key = await server.people.keys.toVerify(kid);
    const secret = Buffer.from(JSON.stringify(await exportJWK(key ?? new Uint8Array())));
    const confused = await new SignJWT(body)
      .setProtectedHeader({ alg: "HS256", kid, typ: "at+jwt" })
      .sign(secret);
    expect(codes(await me(confused))).toEqual([401, "token_invalid"]);
  });

  test.each(["", "x", "Bearer", "a.b.c", "🙂"])("%j is refused", async (text) => {
    const response = await server.app.inject({
      url: "/api/v1/auth/me",
      headers: { authorization: `Bearer ${text}` },
    });
    expect(response.statusCode).toBe(401);
  });

  test("stays good when the signing key is changed, and new ones are made with the new key", async () => {
    const { accessToken } = await signIn(server, "ada");
    const { kid } = await server.people.keys.toSign();
    await server.people.keys.rotate();
    expect((await server.people.keys.toSign()).kid).not.toBe(kid);
    expect((await me(accessToken)).status).toBe(200);
    expect((await me((await signIn(server, "ada")).accessToken)).status).toBe(200);
  });

  test("of another hub process on the database is believed", async () => {
    const { SigningKeys } = await import("../people/signing-keys.ts");
    const other = new SigningKeys(it.hub.pool, systemPorts().clock);
    await other.rotate();
    const token = await issueAccessToken(other, systemPorts().clock, await claims("ada"));
    await expect.poll(async () => (await me(token)).status, { timeout: 10_000 }).toBe(200);
  });
});

describe("refreshing", () => {
  const refresh = (refreshToken: unknown) => post("refresh", null, { refreshToken });

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
    const change = (currentPassword: string, newPassword: string) =>
      post("change-password", here.accessToken, { currentPassword, newPassword });
    expect(codes(await change("guess guess", "a whole new one"))).toEqual([403, "wrong_password"]);
    const weak = await change(TEST_PASSWORD, "short");
    expect(codes(weak)).toEqual([422, "weak_password"]);
    expect(weak.body.faults).toMatchObject([
      { field: "newPassword", allowed: "10 to 200 characters" },
    ]);
    expect((await change(TEST_PASSWORD, "a whole new one")).status).toBe(204);
    expect((await me(here.accessToken)).status).toBe(200);
    expect(codes(await me(there.accessToken))).toEqual([401, "session_revoked"]);
    await expect(
      server.people.signIn({ username: "dilek", password: "a whole new one" }, "10.2.2.2"),
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
    expect(event.detail).toEqual({ version: version + 1, changed: ["role"] });
  });
});

test("the demo's password is refused, before it is looked at, by a hub that others can reach", async () => {
  const open = await listeningServer(it.hub, {}, false);
  const answer = await call(`${open.url}/api/v1/auth/sign-in`, "POST", null, {
    username: "ada",
    password: "healthops-demo",
  });
  expect(codes(answer)).toEqual([403, "demo_password_refused"]);
  await open.server.close();
});

test("events cannot be changed", async () => {
  await expect(it.hub.pool.query("delete from hub.events")).rejects.toThrow("append-only");
});
