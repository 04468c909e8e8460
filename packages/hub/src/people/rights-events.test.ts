import { addSite, applied, openTestHub, update } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addTestPerson, listeningServer, signIn } from "../testing/server-fixture.ts";
import type { OpenHubServer } from "../doors/hub-server.ts";
import type { HubActor } from "../hub-actor.ts";
import { createKey, revokeKey } from "../keys/key-admin.ts";
import { addPerson, setDisabled } from "./person-admin.ts";

let it: TestHub;
let server: OpenHubServer;
let admin: HubActor;

beforeAll(async () => {
  it = await openTestHub();
  ({ server } = await listeningServer(it.hub));
  await addTestPerson(it.hub, "root", "ADMIN");
  const { accessToken } = await signIn(server, "root");
  admin = (await server.people.authenticate(accessToken)).principal.actor;
});
afterAll(async () => {
  await server.close();
  await it.close();
});

async function eventsOf(personId: string): Promise<readonly unknown[]> {
  const { rows } = await it.hub.pool.query(
    "select kind, by_person_id as by, detail - 'version' as detail from hub.events where person_id = $1 order by id",
    [personId],
  );
  return rows;
}

const parts = () => ({ db: it.hub.pool, engine: it.hub.engine, ports: it.hub.ports, actor: admin });

test("whoever gives or takes rights stands in the security log, with the person it is about", async () => {
  const site = await addSite(it.hub, "Ankara");
  const person = { username: "ada", displayName: "Ada", siteId: site };
  const id = await addPerson(parts(), { ...person, role: "MANAGER" });
  await applied(it.hub, admin, update("people", id, 1, { role: "ADMIN", siteId: null }));
  await setDisabled(parts(), id, true);
  const by = admin.personId;
  expect(await eventsOf(id)).toEqual([
    { kind: "person_entitled", by, detail: { role: "MANAGER" } },
    { kind: "privileges_changed", by, detail: { role: "ADMIN", changed: ["role", "siteId"] } },
    { kind: "privileges_changed", by, detail: { role: "ADMIN", changed: ["disabled"] } },
  ]);
});

test("people without rights of their own are no news", async () => {
  const id = await addPerson(parts(), { username: "ben", displayName: "Ben", role: "USER" });
  expect(await eventsOf(id)).toEqual([]);
});

test("a program's key is made and taken back by somebody", async () => {
  const { id } = await createKey({ hub: it.hub, actor: admin }, { siteId: null, label: "old" });
  await revokeKey({ hub: it.hub, actor: admin }, id);
  const by = admin.personId;
  expect(await eventsOf(id)).toMatchObject([
    { kind: "person_entitled", by },
    { kind: "key_created", by },
    { kind: "privileges_changed", by, detail: { changed: ["disabled"] } },
    { kind: "key_revoked", by },
  ]);
});
