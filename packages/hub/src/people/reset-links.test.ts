import { newId } from "@healthops/base/ids";
import { addSite, applied, create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
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
import { addPerson } from "./person-admin.ts";

const OWN = "a password of my own";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let site: string;
let people = 0;
const ids = new Map<string, string>();
const tokens = new Map<string, string>();

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  site = await addSite(it.hub, "Ankara");
  for (const [name, role] of [
    ["root", "ADMIN"],
    ["second", "ADMIN"],
    ["boss", "MANAGER"],
    ["peer", "MANAGER"],
  ] as const) {
    ids.set(name, await addTestPerson(it.hub, name, role, role === "ADMIN" ? null : site));
    tokens.set(name, (await signIn(server, name)).accessToken);
  }
});
afterAll(async () => {
  await server.close();
  await it.close();
});
beforeEach(() => it.hub.pool.query("delete from hub.sign_in_attempts"));

const post = (name: string | null, path: string, body?: unknown) =>
  call(
    `${url}/api/v1/${path}`,
    "POST",
    name === null ? null : (tokens.get(name) ?? null),
    body ?? {},
  );
const enter = (username: string, password: string) =>
  post(null, "auth/sign-in", { username, password });
const use = (link: unknown, more: Record<string, unknown> = {}) =>
  post(null, "auth/reset-password", { link, next: OWN, ...more });
const linkId = (link: unknown) => String(link).split(".")[0] ?? "";
const countersign = (who: string, link: unknown) =>
  post(who, `people/reset-links/${linkId(link)}/countersign`);

const linksSeenBy = async (name: string) =>
  (await call(`${url}/api/v1/people/reset-links`, "GET", tokens.get(name) ?? null)).body[
    "links"
  ] as { id: string; mayCountersign: boolean }[];

/** A user of the site who has a password of their own. */
async function owner(): Promise<{ id: string; username: string }> {
  const username = `owner-${++people}`;
  return { id: await addTestPerson(it.hub, username, "USER", site), username };
}

/** A user of the site who has no password yet. */
async function newcomer(): Promise<{ id: string; username: string }> {
  const username = `newcomer-${++people}`;
  const parts = { db: it.hub.pool, engine: it.hub.engine, ports: it.hub.ports };
  const person = { username, displayName: username, role: "USER" as const, siteId: site };
  return { id: await addPerson(parts, person), username };
}

async function linkByBoss(id: string): Promise<string> {
  const { status, body } = await post("boss", `people/${id}/password`);
  expect([status, body["password"], body["needsCountersign"]]).toEqual([200, null, true]);
  return String(body["link"]);
}

const keepPrivate = (personId: string) =>
  applied(
    it.hub,
    SYSTEM_ACTOR,
    create("saved_views", newId(it.hub.ports), {
      ownerId: personId,
      collection: "people",
      name: "Mine",
      view: {},
    }),
  );

describe("a manager who resets a password", () => {
  test("gets a link and no password, and nothing of the account changes", async () => {
    const { id, username } = await owner();
    await linkByBoss(id);
    expect((await enter(username, TEST_PASSWORD)).status).toBe(200);
    const given = await post("boss", `people/${id}/password`, { password: OWN });
    expect(codes(given)).toEqual([403, "reset_needs_link"]);
  });

  test("cannot use the link alone, nor countersign it, nor have another manager do so", async () => {
    const { id, username } = await owner();
    const link = await linkByBoss(id);
    expect(codes(await use(link))).toEqual([403, "countersign_needed"]);
    expect(codes(await countersign("boss", link))).toEqual([403, "own_countersign"]);
    expect(codes(await countersign("peer", link))).toEqual([404, "unknown_reset_link"]);
    expect(codes(await use(link, { code: "aaaa-aaaa" }))).toEqual([403, "countersign_needed"]);
    expect((await enter(username, TEST_PASSWORD)).status).toBe(200);
  });

  test("cannot use it after the countersign either: the code went to the person", async () => {
    const { id, username } = await owner();
    const link = await linkByBoss(id);
    const { body } = await countersign("root", link);
    expect(codes(await use(link))).toEqual([403, "reset_code_wrong"]);
    expect(codes(await use(link, { code: "aaaa-aaaa" }))).toEqual([403, "reset_code_wrong"]);
    expect((await use(link, { code: ` ${String(body["code"]).toUpperCase()}` })).status).toBe(204);
    expect((await enter(username, OWN)).status).toBe(200);
    expect(codes(await enter(username, TEST_PASSWORD))[0]).toBe(401);
    expect(codes(await use(link, { code: body["code"] }))).toEqual([404, "reset_link_invalid"]);
  });

  test("cannot try codes without end", async () => {
    const { id } = await owner();
    const link = await linkByBoss(id);
    const { body } = await countersign("root", link);
    for (let count = 0; count < 5; count++) await use(link, { code: "aaaa-aaaa" });
    expect(codes(await use(link, { code: body["code"] }))).toEqual([404, "reset_link_invalid"]);
  });

  test("loses the countersign when they make another link", async () => {
    const { id } = await owner();
    const first = await linkByBoss(id);
    const { body } = await countersign("root", first);
    const second = await linkByBoss(id);
    expect(codes(await use(first, { code: body["code"] }))).toEqual([404, "reset_link_invalid"]);
    expect(codes(await use(second, { code: body["code"] }))).toEqual([403, "countersign_needed"]);
  });

  test("gets a one-time password for somebody new, which opens nothing once there is private data", async () => {
    const { id, username } = await newcomer();
    const { body } = await post("boss", `people/${id}/password`);
    expect(body).toMatchObject({ link: null, password: expect.any(String), mustChange: true });
    await keepPrivate(id);
    const current = String(body["password"]);
    const replace = () => post(null, "auth/replace-password", { username, current, next: OWN });
    expect(codes(await replace())).toEqual([403, "reset_needs_link"]);
    await linkByBoss(id);
  });

  test("cannot leave somebody new with a password that the manager knows", async () => {
    const { id, username } = await newcomer();
    const { body } = await post("boss", `people/${id}/password`, { password: OWN });
    expect(body).toMatchObject({ password: null, mustChange: true });
    expect(codes(await enter(username, OWN))).toEqual([403, "password_change_required"]);
  });

  test("gets no password by an administrator's one-time password in between", async () => {
    const { id } = await owner();
    expect((await post("root", `people/${id}/password`)).status).toBe(200);
    await linkByBoss(id);
  });
});

describe("an administrator", () => {
  test("resets alone, told apart in the audit, and the person hears of it at the next sign-in", async () => {
    const { id, username } = await owner();
    await enter(username, TEST_PASSWORD);
    await post("root", `people/${id}/password`, { password: OWN });
    const event = await oneRow<{ by_person_id: string; detail: unknown }>(
      it.hub,
      `select by_person_id, detail from hub.events where kind = 'password_changed' and person_id = $1
        order by id desc limit 1`,
      [id],
    );
    expect(event).toEqual({
      by_person_id: ids.get("root"),
      detail: { mustChange: false, how: "password", byRole: "ADMIN" },
    });
    const { body } = await enter(username, OWN);
    expect(body["news"]).toMatchObject({
      passwordReset: { byPersonId: ids.get("root"), byName: "root", at: expect.any(String) },
    });
    const again = await enter(username, OWN);
    expect(again.body["news"]).toMatchObject({ passwordReset: null });
  });

  test("does not countersign a link of their own", async () => {
    const { id } = await owner();
    const { body } = await post("root", `people/${id}/password`, { link: true });
    expect(body).toMatchObject({ needsCountersign: false, password: null });
    expect(codes(await countersign("root", body["link"]))).toEqual([403, "own_countersign"]);
    expect((await use(body["link"])).status).toBe(204);
  });

  test("sees what waits for a countersign, and may take it back", async () => {
    const { id } = await owner();
    const link = await linkByBoss(id);
    const mine = (links: { id: string }[]) => links.find((one) => one.id === linkId(link));
    expect(mine(await linksSeenBy("root"))).toMatchObject({
      mayCountersign: true,
      madeByName: "boss",
    });
    expect(mine(await linksSeenBy("boss"))).toMatchObject({ mayCountersign: false });
    expect(mine(await linksSeenBy("peer"))).toBeUndefined();
    expect((await post("second", `people/reset-links/${linkId(link)}/refuse`)).status).toBe(204);
    expect(codes(await use(link))).toEqual([404, "reset_link_invalid"]);
  });
});

describe("the person", () => {
  test("countersigns on a device where they are signed in, and hears who made the link", async () => {
    const { id, username } = await owner();
    tokens.set("me", (await signIn(server, username)).accessToken);
    const link = await linkByBoss(id);
    const { body } = await countersign("me", link);
    expect((await use(link, { code: body["code"] })).status).toBe(204);
    expect(codes(await post("me", "me/news/seen", { through: 0 }))).toEqual([
      401,
      "session_revoked",
    ]);
    const entered = await enter(username, OWN);
    expect(entered.body["news"]).toMatchObject({ passwordReset: { byPersonId: ids.get("boss") } });
  });

  test("ends a link that they did not ask for, also by changing their password", async () => {
    const { id, username } = await owner();
    tokens.set("me", (await signIn(server, username)).accessToken);
    const first = await linkByBoss(id);
    expect((await post("me", `people/reset-links/${linkId(first)}/refuse`)).status).toBe(204);
    expect(codes(await use(first))).toEqual([404, "reset_link_invalid"]);
    const second = await linkByBoss(id);
    await post("me", "me/password", { current: TEST_PASSWORD, next: OWN });
    expect(codes(await use(second))).toEqual([404, "reset_link_invalid"]);
  });
});

test("a link that is too old, changed, or of somebody disabled opens nothing", async () => {
  const { id } = await owner();
  const { body } = await post("root", `people/${id}/password`, { link: true });
  const link = String(body["link"]);
  const changed = link.endsWith("A") ? `${link.slice(0, -1)}B` : `${link.slice(0, -1)}A`;
  for (const wrong of ["x", changed, `${newId(it.hub.ports)}${link.slice(36)}`]) {
    expect(codes(await use(wrong))).toEqual([404, "reset_link_invalid"]);
  }
  const look = await post(null, "auth/reset-link", { link });
  expect(look.body).toMatchObject({ state: "ready", expiresAt: body["expiresAt"] });
  await it.hub.pool.query("update hub.reset_links set expires_at = now() where person_id = $1", [
    id,
  ]);
  expect(codes(await use(link))).toEqual([404, "reset_link_invalid"]);
});
