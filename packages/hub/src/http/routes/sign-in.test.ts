import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
let site: string;
const ids = new Map<string, string>();

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  site = await addSite(it.hub, "Ankara");
  await addSite(it.hub, "Bursa");
  for (const name of ["ada", "bob", "limited", "fatma", "gul", "hasan"]) {
    ids.set(name, await addTestPerson(it.hub, name, "USER", site));
  }
  ids.set("root", await addTestPerson(it.hub, "root", "ADMIN"));
});
afterAll(async () => {
  await server.close();
  await it.close();
});

const idOf = (name: string) => ids.get(name) ?? "";
const post = (path: string, token: string | null, body?: unknown) =>
  call(`${url}/api/v1/auth/${path}`, "POST", token, body);

describe("signing in", () => {
  test("answers both tokens and who one is, with the scopes one holds", async () => {
    const { status, body, headers } = await post("sign-in", null, {
      username: " Ada ",
      password: TEST_PASSWORD,
    });
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    const scopes = [`duty-clerk:${site}`, "shared", `site:${site}`, `user:${idOf("ada")}`];
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
    // Of each site its own, its managers' and one for each duty of the sample that has a scope.
    expect(identity.scopes).toHaveLength(3 + 4 * 2);
  });

  test("a wrong password and an unknown name get the same answer", async () => {
    const wrong = await post("sign-in", null, { username: "bob", password: "not the password" });
    const unknown = await post("sign-in", null, {
      username: "nobody\u0000",
      password: TEST_PASSWORD,
    });
    expect(codes(wrong)).toEqual([401, "sign_in_failed"]);
    expect({ ...unknown.body, instance: "" }).toEqual({ ...wrong.body, instance: "" });
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
        server.people.signIn(
          { username: "hasan", password: "wrong wrong" },
          testClient("10.1.1.1"),
        ),
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
      server.people.signIn({ username: "fatma", password: TEST_PASSWORD }, testClient(address));
    for (let count = 0; count < 5; count++) await attempt();
    await expect(attempt()).rejects.toMatchObject({ code: "too_many_sign_ins" });
    await it.hub.pool.query(
      `update hub.sign_in_attempts set recent[1] = recent[1] - interval '61 s' where cardinality(recent) = 5`,
    );
    await attempt();
    await expect(attempt()).rejects.toMatchObject({ code: "too_many_sign_ins" });
  });
});

test("events cannot be changed", async () => {
  await expect(it.hub.pool.query("delete from hub.events")).rejects.toThrow("append-only");
});
