import { newId } from "@healthops/base/ids";
import type { Mutation } from "@healthops/protocol/wire/push";
import {
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  submitOne,
  update,
} from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenHubServer } from "../doors/hub-server.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import { addTestPerson, call, codes, listeningServer, signIn } from "../testing/server-fixture.ts";
import { addPerson, listPeople } from "./person-admin.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let sites: Readonly<Record<"ankara" | "bursa" | "van", string>>;
const tokens = new Map<string, string>();
const ids = new Map<string, string>();

const PASSWORD = "correct horse battery";

async function enter(username: string): Promise<void> {
  tokens.set(username, (await signIn(server, username)).accessToken);
}

async function actorOf(username: string) {
  it.hub.principals.forget();
  const token = tokens.get(username) ?? "";
  return (await server.people.authenticate(token)).principal.actor;
}

const as = (name: string, method: string, path: string, body?: unknown) =>
  call(`${url}/api/v1/${path}`, method, tokens.get(name) ?? null, body);
const idOf = (name: string) => ids.get(name) ?? "";

/** The person's record with other sites. */
async function setSites(name: string, fields: Mutation["fields"]): Promise<void> {
  const people = await listPeople(it.hub.pool);
  const { rows } = await it.hub.pool.query<{ version: number }>(
    "select version from data.people where id = $1",
    [people.find(({ username }) => username === name)?.id],
  );
  await applied(it.hub, SYSTEM_ACTOR, update("people", idOf(name), rows[0]?.version ?? 0, fields));
}

const accounts = async (name: string) => {
  const { body } = await as(name, "GET", "people/accounts");
  const all = body["accounts"] as { personId: string; mayManage: boolean }[];
  return new Map(all.map(({ personId, mayManage }) => [personId, mayManage]));
};

const overviewOf = async (name: string) => {
  const { body } = await as(name, "GET", "hub/sites");
  const all = body["sites"] as { name: string; people: number }[];
  return all.map(({ name: site, people }) => [site, people]);
};

const personAt = (siteIds: readonly string[]) =>
  create("people", newId(it.hub.ports), {
    username: `p${newId(it.hub.ports).slice(-8)}`,
    displayName: "P",
    role: "USER",
    siteIds: [...siteIds],
  });

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  sites = {
    ankara: await addSite(it.hub, "Ankara"),
    bursa: await addSite(it.hub, "Bursa"),
    van: await addSite(it.hub, "Van"),
  };
  const parts = { db: it.hub.pool, engine: it.hub.engine, ports: it.hub.ports };
  const doctor = {
    username: "kerem",
    displayName: "Kerem",
    role: "USER" as const,
    duties: ["doctor"],
    siteId: sites.ankara,
    siteIds: [sites.bursa],
    password: PASSWORD,
  };
  ids.set("kerem", await addPerson(parts, doctor));
  ids.set("boss", await addTestPerson(it.hub, "boss", "MANAGER", sites.ankara));
  const both = { username: "head", displayName: "Head", role: "MANAGER" as const };
  ids.set(
    "head",
    await addPerson(parts, {
      ...both,
      siteId: sites.ankara,
      siteIds: [sites.bursa],
      password: PASSWORD,
    }),
  );
  for (const name of ["kerem", "boss", "head"]) await enter(name);
}, 60_000);
afterAll(async () => {
  await server.close();
  await it.close();
});

describe("somebody who works at two sites", () => {
  test("holds both, and is told so; older devices hear of the main one", async () => {
    const { body } = await as("kerem", "GET", "auth/me");
    expect(body).toMatchObject({
      siteId: sites.ankara,
      siteIds: [sites.ankara, sites.bursa],
      duties: ["doctor"],
    });
    const { scopes } = await actorOf("kerem");
    expect([...scopes].toSorted()).toEqual(
      ["shared", `site:${sites.ankara}`, `site:${sites.bursa}`, `user:${idOf("kerem")}`].toSorted(),
    );
  });

  test("[PSH9] writes at both and puts nothing before the people of a third", async () => {
    const actor = await actorOf("kerem");
    const card = (siteId: string) =>
      submitOne(
        it.hub,
        actor,
        create("site_cards", newId(it.hub.ports), { siteId, title: "a card" }),
      );
    expect((await card(sites.ankara)).status).toBe("applied");
    expect((await card(sites.bursa)).status).toBe("applied");
    expect((await card(sites.van)).mutations[0]).toMatchObject({ code: "not_permitted" });
    const view = (siteId: string) =>
      create("saved_views", newId(it.hub.ports), {
        name: "mine",
        collection: "samples",
        view: {},
        ownerId: actor.personId,
        siteId,
      });
    expect((await submitOne(it.hub, actor, view(sites.bursa))).status).toBe("applied");
    const [refused] = (await submitOne(it.hub, actor, view(sites.van))).mutations;
    expect(refused).toMatchObject({ status: "rejected", code: "other_site" });
  });

  test("[PUL4] loses what is at a site with it and keeps the other, whichever is taken", async () => {
    const before = await actorOf("kerem");
    const card = newId(it.hub.ports);
    await applied(
      it.hub,
      before,
      create("site_cards", card, { siteId: sites.bursa, title: "Bursa's" }),
    );
    await setSites("kerem", { siteIds: { remove: [sites.bursa] } });
    const without = await actorOf("kerem");
    expect(without.scopes.has(`site:${sites.bursa}`)).toBe(false);
    expect(without.scopes.has(`site:${sites.ankara}`)).toBe(true);
    const edit = update("site_cards", card, 1, { title: "typed meanwhile" });
    expect((await submitOne(it.hub, without, edit)).mutations[0]).toMatchObject({
      status: "rejected",
    });
    await setSites("kerem", { siteId: null, siteIds: { add: [sites.bursa] } });
    const moved = await actorOf("kerem");
    expect(moved.workplaceIds).toEqual([sites.bursa]);
    expect(moved.scopes.has(`site:${sites.ankara}`)).toBe(false);
    expect((await submitOne(it.hub, moved, edit)).status).toBe("applied");
    await setSites("kerem", { siteId: sites.ankara });
  });

  test("each change of sites ends or begins rights, and the security log says which", async () => {
    const { rows } = await it.hub.pool.query<{ changed: string[] }>(
      `select detail -> 'changed' as changed from hub.events
        where person_id = $1 and kind = 'privileges_changed' order by id`,
      [idOf("kerem")],
    );
    expect(rows.map(({ changed }) => changed)).toEqual([
      ["siteIds"],
      ["siteId", "siteIds"],
      ["siteId"],
    ]);
  });
});

describe("who looks after people of several sites", () => {
  test("[SCO3] sees everybody of their sites, and manages only who belongs to no other", async () => {
    expect((await accounts("boss")).get(idOf("kerem"))).toBe(false);
    expect((await accounts("head")).get(idOf("kerem"))).toBe(true);
    const set = (name: string) => as(name, "POST", `people/${idOf("kerem")}/password`, {});
    expect(codes(await set("boss"))).toEqual([403, "not_permitted"]);
    expect((await set("head")).status).toBe(200);
  });

  test("gets the overview of each of their sites, in which the person counts", async () => {
    expect(await overviewOf("boss")).toEqual([["Ankara", 3]]);
    expect(await overviewOf("head")).toEqual([
      ["Ankara", 3],
      ["Bursa", 2],
    ]);
  });
});

describe("a set of records", () => {
  test("[PSH6] names only what is there", async () => {
    const nowhere = newId(it.hub.ports);
    const { mutations } = await submitOne(
      it.hub,
      SYSTEM_ACTOR,
      personAt([sites.ankara, nowhere].toSorted()),
    );
    expect(mutations[0]).toMatchObject({
      status: "rejected",
      faults: [{ field: "siteIds", message: expect.stringContaining("does not exist") }],
    });
    const [text] = (await submitOne(it.hub, SYSTEM_ACTOR, personAt(["Ankara"]))).mutations;
    expect(text).toMatchObject({ faults: [{ field: "siteIds", allowed: "ids of sites" }] });
  });

  test("[PSH7] keeps each of its records from being deleted", async () => {
    const site = await addSite(it.hub, "Sivas");
    const one = personAt([site]);
    await applied(it.hub, SYSTEM_ACTOR, one);
    const gone = () => submitOne(it.hub, SYSTEM_ACTOR, remove("sites", site, 1));
    expect((await gone()).mutations[0]).toMatchObject({ code: "record_in_use" });
    await applied(
      it.hub,
      SYSTEM_ACTOR,
      update("people", one.id, 1, { siteIds: { remove: [site] } }),
    );
    expect((await gone()).status).toBe("applied");
    const late = update("people", one.id, 2, { siteIds: { add: [site] } });
    expect((await submitOne(it.hub, SYSTEM_ACTOR, late)).mutations[0]).toMatchObject({
      faults: [{ field: "siteIds", message: expect.stringContaining("was deleted") }],
    });
  });
});
