import { SignJWT, exportJWK, generateKeyPair } from "jose";
import { systemPorts } from "@healthops/base/system-ports";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issueAccessToken } from "../../people/access-token.ts";
import { SigningKeys } from "../../people/signing-keys.ts";
import type { OpenHubServer } from "../../doors/hub-server.ts";
import {
  addTestPerson,
  call,
  codes,
  listeningServer,
  signIn,
} from "../../testing/server-fixture.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
const ids = new Map<string, string>();

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  for (const name of ["ada", "root"]) {
    ids.set(name, await addTestPerson(it.hub, name, "USER"));
  }
});
afterAll(async () => {
  await server.close();
  await it.close();
});

const idOf = (name: string) => ids.get(name) ?? "";
const me = (token: string | null) => call(`${url}/api/v1/auth/me`, "GET", token);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

async function claims(name: string): Promise<{ personId: string; sessionId: string }> {
  const { accessToken } = await signIn(server, name);
  const { principal } = await server.people.authenticate(accessToken);
  return { personId: principal.actor.personId, sessionId: principal.sessionId };
}

describe("an access token", () => {
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

  test.each([
    ["that holds for years", (now: number) => ({ iat: now, exp: now + 10 ** 9 })],
    ["that does not say since when", (now: number) => ({ exp: now + 300 })],
    ["of a day that has not come", (now: number) => ({ iat: now + 86_400, exp: now + 86_700 })],
    ["that ends before it begins", (now: number) => ({ iat: now + 30, exp: now + 20 })],
  ])("%s is refused, even when the right key signed it", async (_name, times) => {
    const { kid, key } = await server.people.keys.toSign();
    const { personId, sessionId } = await claims("ada");
    const body = { sid: sessionId, sub: personId, iss: "healthops", aud: "healthops-hub" };
    const signed = (more: object) =>
      new SignJWT({ ...body, ...more })
        .setProtectedHeader({ alg: "EdDSA", kid, typ: "at+jwt" })
        .sign(key);
    const now = Math.floor(Date.now() / 1000);
    expect((await me(await signed({ iat: now, exp: now + 600 }))).status).toBe(200);
    expect(codes(await me(await signed(times(now))))).toEqual([401, "token_invalid"]);
  });

  test("of one person in the session of another is refused", async () => {
    const { sessionId } = await claims("ada");
    const mixed = { personId: idOf("root"), sessionId };
    const token = await issueAccessToken(server.people.keys, systemPorts().clock, mixed);
    expect(codes(await me(token))).toEqual([401, "token_invalid"]);
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
    const other = new SigningKeys(it.hub.pool, systemPorts().clock, TEST_WRAPPING_KEY);
    await other.rotate();
    const token = await issueAccessToken(other, systemPorts().clock, await claims("ada"));
    await expect.poll(async () => (await me(token)).status, { timeout: 10_000 }).toBe(200);
  });
});
