import { addSite, applied, openTestHub, submitOne, update } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
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
import { hashPassword } from "../people/password-hash.ts";
import { listPeople, setPassword } from "../people/person-admin.ts";
import { openSession } from "../people/sessions.ts";
import { markKeyAccounts } from "../people/key-accounts.ts";
import { createKey, listKeys, renewKey, revokeKey } from "./key-admin.ts";
import type { KeyAdminParts } from "./key-admin.ts";
import { keyHolder } from "./key-holder.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let ankara: string;
let parts: KeyAdminParts;

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  ankara = await addSite(it.hub, "Ankara");
  parts = { hub: it.hub, actor: SYSTEM_ACTOR };
});
afterAll(async () => {
  await server.close();
  await it.close();
});

async function refusalOf(key: string | undefined): Promise<unknown> {
  return keyHolder(it.hub.keys, key).then(
    () => null,
    (error: { status: number; code: string }) => [error.status, error.code],
  );
}

describe("a key", () => {
  test("opens one site as its manager, and is kept only as a hash", async () => {
    const { id, key } = await createKey(parts, { siteId: ankara, label: "Ankara PC 1" });
    const { actor, siteId, keyId } = await keyHolder(it.hub.keys, key);
    expect([keyId, siteId, actor.personId, actor.role, actor.siteIds]).toEqual([
      id,
      ankara,
      id,
      "MANAGER",
      [ankara],
    ]);
    expect([...actor.scopes].toSorted()).toEqual(
      [
        `duty-clerk:${ankara}`,
        `duty-lab:${ankara}`,
        `managers:${ankara}`,
        "shared",
        `site:${ankara}`,
        `user:${id}`,
      ].toSorted(),
    );
    const { dump } = await oneRow<{ dump: string }>(
      it.hub,
      "select string_agg(k::text, ' ') as dump from hub.keys k",
    );
    expect(dump).not.toContain(key.slice(-20));
    const secret = key.slice("healthops_".length);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  });

  test("for all regions acts as an administrator, of later regions too", async () => {
    const { key } = await createKey(parts, { siteId: null, label: "Head office" });
    const later = await addSite(it.hub, "Van");
    const { actor } = await keyHolder(it.hub.keys, key);
    expect(actor.role).toBe("ADMIN");
    expect(actor.scopes.has(`site:${later}`)).toBe(true);
  });

  test("that is missing, wrong or taken back is told so, each in its own words", async () => {
    const { id, key } = await createKey(parts, { siteId: ankara, label: "Lost PC" });
    expect(await refusalOf(undefined)).toEqual([401, "key_required"]);
    expect(await refusalOf("nonsense")).toEqual([401, "key_invalid"]);
    expect(await refusalOf(key.replace(/.$/, "!"))).toEqual([401, "key_invalid"]);
    expect(await refusalOf(key)).toBeNull();
    await revokeKey(parts, id);
    expect(await refusalOf(key)).toEqual([401, "key_revoked"]);
    await expect(renewKey(parts, id)).rejects.toMatchObject({ code: "key_revoked" });
  });

  test("is replaced by another under the same id", async () => {
    const { id, key } = await createKey(parts, { siteId: ankara, label: "Old PC" });
    const { key: next } = await renewKey(parts, id);
    expect(await refusalOf(key)).toEqual([401, "key_invalid"]);
    expect((await keyHolder(it.hub.keys, next)).keyId).toBe(id);
  });

  test("needs a site that there is and says what it is for", async () => {
    const nowhere = "01890a5d-ac96-774b-bcce-b302099a8057";
    await expect(createKey(parts, { siteId: nowhere, label: "x" })).rejects.toMatchObject({
      code: "unknown_site",
    });
    await expect(createKey(parts, { siteId: ankara, label: "  " })).rejects.toMatchObject({
      code: "invalid_label",
    });
    await expect(revokeKey(parts, nowhere)).rejects.toMatchObject({ code: "unknown_key" });
  });
});

const people = (id: string) => `${url}/api/v1/core/people/${id}`;

describe("the account of a key is no person", () => {
  let admin: string;
  beforeAll(async () => {
    await addTestPerson(it.hub, "keeper", "ADMIN");
    admin = (await signIn(server, "keeper")).accessToken;
  });

  test("nobody gives it a password, and one that it was given opens nothing", async () => {
    const { id } = await createKey(parts, { siteId: null, label: "No person" });
    const { username } = await oneRow<{ username: string }>(
      it.hub,
      "select username from data.people where id = $1",
      [id],
    );
    for (const body of [{}, { password: TEST_PASSWORD }]) {
      const answer = await call(`${url}/api/v1/people/${id}/password`, "POST", admin, body);
      expect(codes(answer)).toEqual([409, "key_account"]);
    }
    const { pool, engine, ports } = it.hub;
    await expect(setPassword({ db: pool, engine, ports }, id, TEST_PASSWORD)).rejects.toMatchObject(
      {
        code: "key_account",
      },
    );
    // As an earlier version of the hub let it happen.
    await pool.query("insert into hub.credentials (person_id, password_hash) values ($1, $2)", [
      id,
      await hashPassword(TEST_PASSWORD),
    ]);
    await expect(signIn(server, username)).rejects.toMatchObject({ code: "sign_in_failed" });
    const ticket = await openSession(pool, ports, id, null);
    await expect(it.hub.principals.of(ticket.sessionId)).rejects.toMatchObject({
      code: "session_revoked",
    });
  });

  test("its workplace, rights and name are the key's, on whatever door", async () => {
    const { id, key } = await createKey(parts, { siteId: ankara, label: "Gate" });
    const bursa = await addSite(it.hub, "Bursa");
    for (const body of [
      { siteId: bursa },
      { role: "ADMIN" },
      { disabled: true },
      { kind: "person" },
      { displayName: "Ada" },
    ]) {
      expect((await call(people(id), "PATCH", admin, body)).status).toBe(422);
    }
    expect(codes(await call(people(id), "PATCH", admin, { siteId: bursa }))).toEqual([
      422,
      "key_account",
    ]);
    expect(codes(await call(people(id), "DELETE", admin))).toEqual([422, "key_account"]);
    expect(await refusalOf(key)).toBeNull();
    await revokeKey(parts, id);
    expect(codes(await call(people(id), "PATCH", admin, { disabled: false }))).toEqual([
      422,
      "key_account",
    ]);
    expect(await refusalOf(key)).toEqual([401, "key_revoked"]);
  });

  test("nobody makes a person one", async () => {
    const person = await addTestPerson(it.hub, "somebody");
    const answer = await call(people(person), "PATCH", admin, { kind: "key", displayName: "x" });
    expect(codes(answer)).toEqual([422, "set_by_hub"]);
  });

  test("it is in no list of accounts, and counts for no administrator", async () => {
    const { id } = await createKey(parts, { siteId: null, label: "All regions" });
    const { pool } = it.hub;
    expect((await listPeople(pool)).map((one) => one.id)).not.toContain(id);
    const accounts = await call(`${url}/api/v1/people/accounts?person=${id}`, "GET", admin);
    expect(accounts.body["accounts"]).toEqual([]);
    const others = await pool.query<{ id: string; version: number }>(
      "select id, version from data.people where role = 'ADMIN' and kind = 'person' and not disabled",
    );
    const changes = others.rows.map(({ id: other, version }) =>
      update("people", other, version, { role: "USER" }),
    );
    expect(await submitOne(it.hub, SYSTEM_ACTOR, ...changes)).toMatchObject({ status: "rejected" });
  });

  test("a hub that knew no difference says so at its next start", async () => {
    const { id } = await createKey(parts, { siteId: null, label: "Of before" });
    const { pool, engine, ports } = it.hub;
    const version = async () =>
      oneRow<{ kind: string; version: number }>(
        it.hub,
        "select kind, version from data.people where id = $1",
        [id],
      );
    await applied(it.hub, SYSTEM_ACTOR, update("people", id, 1, { kind: "person" }));
    await markKeyAccounts(pool, engine, ports);
    await markKeyAccounts(pool, engine, ports);
    expect(await version()).toEqual({ kind: "key", version: 3 });
  });
});

describe("the routes of keys", () => {
  test("are for administrators, who see everything but the key", async () => {
    await addTestPerson(it.hub, "head", "ADMIN");
    await addTestPerson(it.hub, "boss", "MANAGER", ankara);
    const admin = (await signIn(server, "head")).accessToken;
    const manager = (await signIn(server, "boss")).accessToken;
    const body = { siteId: ankara, label: "By route" };
    expect(codes(await call(`${url}/api/v1/keys`, "POST", manager, body))).toEqual([
      403,
      "not_permitted",
    ]);
    const made = await call(`${url}/api/v1/keys`, "POST", admin, body);
    expect(made.status).toBe(201);
    const id = String(made.body["id"]);
    const listed = await call(`${url}/api/v1/keys`, "GET", admin);
    expect(JSON.stringify(listed.body)).not.toContain(String(made.body["key"]));
    expect(listed.body["keys"]).toContainEqual({
      id,
      siteId: ankara,
      label: "By route",
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      createdBy: expect.any(String),
      lastUsedAt: null,
      lastUploadAt: null,
      revokedAt: null,
    });
    const renewed = await call(`${url}/api/v1/keys/${id}/renew`, "POST", admin, {});
    expect(renewed.body["id"]).toBe(id);
    expect((await call(`${url}/api/v1/keys/${id}/revoke`, "POST", admin, {})).status).toBe(204);
    expect(await refusalOf(String(renewed.body["key"]))).toEqual([401, "key_revoked"]);
    const events = await it.hub.pool.query<{ kind: string }>(
      "select kind from hub.events where person_id = $1 and kind like 'key%' order by id",
      [id],
    );
    expect(events.rows.map(({ kind }) => kind)).toEqual([
      "key_created",
      "key_renewed",
      "key_revoked",
    ]);
    expect((await listKeys(it.hub.pool)).find((one) => one.id === id)?.revokedAt).not.toBeNull();
  });
});
