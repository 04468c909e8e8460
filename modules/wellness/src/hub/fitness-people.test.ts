import { newId } from "@healthops/base/ids";
import {
  addTestPerson,
  call,
  listeningServer,
  TEST_PASSWORD,
} from "@healthops/hub/testing/server-fixture";
import { addSite, applied, create, openTestHub, update } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { wellnessHub } from "../hub.ts";
import { profileIdOf } from "../profile-id.ts";
import type { FitnessClient, FitnessHub } from "./testing/fitness-client.ts";
import { newFitnessClient } from "./testing/fitness-client.ts";

let it: FitnessHub & TestHub;

beforeAll(async () => {
  const opened = await openTestHub([wellnessHub]);
  const { server, url } = await listeningServer(opened.hub);
  it = { ...opened, server, url, siteId: await addSite(opened.hub, "Ankara") };
});
afterAll(async () => {
  await it.server.close();
  await it.close();
});

async function metricsOf(url: string): Promise<{ text: string }> {
  return { text: await (await fetch(`${url}/metrics`)).text() };
}

let client: FitnessClient;
beforeEach(async () => {
  client = await newFitnessClient(it);
});

describe("tokens", () => {
  test("user name and password give an access and a refresh token that work, and refresh rotates", async () => {
    await addTestPerson(it.hub, "runner-0");
    const credentials = { username: "runner-0", password: TEST_PASSWORD };
    const first = await call(`${it.url}/api/token/`, "POST", null, credentials);
    expect([first.status, Object.keys(first.body)]).toEqual([200, ["access", "refresh"]]);
    const second = await call(`${it.url}/api/token/refresh/`, "POST", null, {
      refresh: first.body["refresh"],
    });
    expect([second.status, Object.keys(second.body)]).toEqual([200, ["access", "refresh"]]);
    const list = await call(`${it.url}/api/exercises/`, "GET", String(second.body["access"]));
    expect([list.status, list.body]).toEqual([200, []]);
    const again = await call(`${it.url}/api/token/refresh`, "POST", null, {
      refresh: first.body["refresh"],
    });
    expect([again.status, again.headers.get("content-type")]).toEqual([
      401,
      "application/problem+json; charset=utf-8",
    ]);
  });

  test("a wrong password, a missing field and a forged token are told so", async () => {
    const wrong = { username: client.username, password: "wrong password" };
    const refused = await call(`${it.url}/api/token/`, "POST", null, wrong);
    expect([refused.status, refused.body["code"]]).toEqual([401, "sign_in_failed"]);
    const missing = await call(`${it.url}/api/token/`, "POST", null, { username: "x" });
    expect([missing.status, missing.body["faults"]]).toMatchObject([400, [{ field: "password" }]]);
    for (const token of [null, "forged"]) {
      const answer = await call(`${it.url}/api/exercises/pull/`, "GET", token);
      expect(answer.status).toBe(401);
    }
  });

  test("signing in at an older client's address is counted, and no cache keeps its answer", async () => {
    const wrong = { username: "nobody-there", password: "wrong password" };
    const answer = await call(`${it.url}/api/token`, "POST", null, wrong);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([401, "no-store"]);
    expect(answer.headers.get("www-authenticate")).toBe('Bearer error="sign_in_failed"');
    const { text } = await metricsOf(it.url);
    expect(text).toMatch(/healthops_sign_ins_total\{outcome="sign_in_failed"\} [1-9]/);
  });

  test("the sixth attempt in a minute is refused as at the product's own door", async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 6; count++) {
      const wrong = { username: client.username, password: "wrong password" };
      statuses.push((await call(`${it.url}/api/token/`, "POST", null, wrong)).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

describe("a person's profile", () => {
  test("exists once, under the id that belongs to the person", async () => {
    const { personId } = client.actor;
    const elsewhere = create("wellness_profiles", newId(it.hub.ports), { personId, heightCm: 180 });
    await expect(applied(it.hub, client.actor, elsewhere)).rejects.toThrow("natural_id");
    const own = create("wellness_profiles", profileIdOf(personId), { personId, heightCm: 180 });
    await applied(it.hub, client.actor, own);
    await applied(it.hub, client.actor, update("wellness_profiles", own.id, 1, { heightCm: 181 }));
  });

  test("cannot be taken by somebody else", async () => {
    const other = await newFitnessClient(it);
    const { personId } = client.actor;
    const squat = create("wellness_profiles", profileIdOf(other.actor.personId), { personId });
    await expect(applied(it.hub, client.actor, squat)).rejects.toThrow("natural_id");
  });
});
