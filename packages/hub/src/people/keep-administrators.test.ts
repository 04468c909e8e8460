import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  addActor,
  addSite,
  applied,
  openTestHub,
  remove,
  submitOne,
  TestDevice,
  update,
} from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { HubActor } from "../hub-actor.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import { openHub } from "../doors/open-hub.ts";
import type { OpenHub } from "../doors/open-hub.ts";
import { restRoutes } from "../doors/rest-routes.ts";
import type { Caller } from "../testing/rest-door.ts";
import { RestDoor } from "../testing/rest-door.ts";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";

let it: TestHub;
/** A second process on the same database. */
let other: OpenHub;
let door: RestDoor;
let site: string;
let root: Caller;

beforeAll(async () => {
  it = await openTestHub();
  const { connectionString } = it;
  const modules = [{ module: sampleModule }];
  other = await openHub({
    connectionString,
    modules,
    ports: it.hub.ports,
    wrappingKey: TEST_WRAPPING_KEY,
    onFault: () => undefined,
  });
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  site = await addSite(it.hub, "Ankara");
  root = await door.person("ADMIN", null);
});
afterAll(async () => {
  await door.close();
  await other.close();
  await it.close();
});
// only the one who calls is an administrator when a test begins
beforeEach(async () => {
  const { rows } = await it.hub.pool.query<{ id: string; version: number }>(
    "select id, version from data.people where role = 'ADMIN' and not deleted and id <> $1",
    [root.personId],
  );
  for (const { id, version } of rows) {
    await applied(it.hub, SYSTEM_ACTOR, update("people", id, version, { role: "USER" }));
  }
});

const pathOf = (id: string) => `/api/v1/core/people/${id}`;
const refused = (code: string, field: string) => ({
  status: 422,
  body: { code, faults: [{ field, label: { en: expect.any(String), tr: expect.any(String) } }] },
});
const actorOf = (personId: string): HubActor => ({
  personId,
  role: "ADMIN",
  duties: [],
  siteIds: [],
  workplaceIds: [],
  scopes: new Set(["shared", "admins", `user:${personId}`, `site:${site}`]),
  replicaId: null,
  system: false,
});
const stateOf = async (id: string) => {
  const { rows } = await it.hub.pool.query(
    "select role, disabled, deleted, version from data.people where id = $1",
    [id],
  );
  return rows[0];
};

/** The hub itself takes the calling administrator's rights. */
const lastOf = async (change: "role" | "disabled" | "deleted") => {
  const { version } = (await stateOf(root.personId)) as { version: number };
  const id = root.personId;
  if (change === "deleted") return submitOne(it.hub, SYSTEM_ACTOR, remove("people", id, version));
  const fields = change === "role" ? { role: "MANAGER" } : { disabled: true };
  return submitOne(it.hub, SYSTEM_ACTOR, update("people", id, version, fields));
};

describe("own rights", () => {
  test("nobody demotes, disables or deletes themselves, while others remain", async () => {
    await addActor(it.hub, "ADMIN", null);
    const own = pathOf(root.personId);
    expect(await root.patch(own, { role: "USER" })).toMatchObject(refused("own_rights", "role"));
    expect(await root.patch(own, { disabled: true })).toMatchObject(
      refused("own_rights", "disabled"),
    );
    expect(await root.delete(own)).toMatchObject(refused("own_rights", ""));
    expect(await stateOf(root.personId)).toMatchObject({ role: "ADMIN", disabled: false });
  });

  test("anything else about themselves is theirs to change", async () => {
    const { status } = await root.patch(pathOf(root.personId), {
      displayName: "Root",
      role: "ADMIN",
    });
    expect(status).toBe(200);
  });

  test("a device is refused as the API is", async () => {
    await addActor(it.hub, "ADMIN", null);
    const { version } = (await stateOf(root.personId)) as { version: number };
    const device = new TestDevice(it.hub, actorOf(root.personId));
    const change = update("people", root.personId, version, { disabled: true });
    expect(await device.push([change])).toMatchObject([
      { status: "rejected", mutations: [{ code: "own_rights" }] },
    ]);
  });
});

describe("the last administrator", () => {
  test.each(["role", "disabled", "deleted"] as const)(
    "stays, whoever wants it: %s",
    async (change) => {
      expect(await lastOf(change)).toMatchObject({
        status: "rejected",
        mutations: [{ code: "last_administrator" }],
      });
    },
  );

  test("one who is disabled or deleted counts for nothing", async () => {
    const gone = await addActor(it.hub, "ADMIN", null);
    const disabled = await addActor(it.hub, "ADMIN", null);
    expect((await root.delete(pathOf(gone.personId))).status).toBe(204);
    expect((await root.patch(pathOf(disabled.personId), { disabled: true })).status).toBe(200);
    expect(await lastOf("role")).toMatchObject({ mutations: [{ code: "last_administrator" }] });
  });

  test("goes when another one comes in the same step", async () => {
    const heir = await addActor(it.hub, "USER", site);
    const second = await addActor(it.hub, "ADMIN", null);
    const swap = [
      update("people", second.personId, 1, { role: "USER" }),
      update("people", heir.personId, 1, { role: "ADMIN" }),
    ];
    expect((await submitOne(it.hub, actorOf(root.personId), ...swap)).status).toBe("applied");
  });

  test.each<[string, (id: string, version: number) => Mutation]>([
    ["demote", (id, version) => update("people", id, version, { role: "USER" })],
    ["disable", (id, version) => update("people", id, version, { disabled: true })],
    ["delete", (id, version) => remove("people", id, version)],
  ])("two of three who %s each other at once: one of them goes on", async (_what, take) => {
    const second = await addActor(it.hub, "ADMIN", null);
    const third = await addActor(it.hub, "ADMIN", null);
    const [one, two] = await Promise.all([
      submitOne(it.hub, second, take(third.personId, 1)),
      new TestDevice(other, third).push([take(second.personId, 1)]).then(([receipt]) => receipt),
    ]);
    expect([one.status, two?.status].toSorted()).toEqual(["applied", "rejected"]);
    const { rows } = await it.hub.pool.query(
      `select from data.people where id = any($1::uuid[]) and role = 'ADMIN' and not disabled
        and not deleted`,
      [[second.personId, third.personId]],
    );
    expect(rows).toHaveLength(1);
  });

  test("two who demote each other at once through the API leave one of them", async () => {
    const [ada, eve] = await Promise.all([door.person("ADMIN", null), door.person("ADMIN", null)]);
    const answers = await Promise.all([
      ada.patch(pathOf(eve.personId), { role: "USER" }),
      eve.patch(pathOf(ada.personId), { role: "USER" }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("two who demote each other at once, on two hub processes, leave one", async () => {
    for (let round = 0; round < 5; round++) {
      const second = await addActor(it.hub, "ADMIN", null);
      const { version } = (await stateOf(root.personId)) as { version: number };
      const demote = { role: "USER" };
      const [first, both] = await Promise.all([
        submitOne(it.hub, actorOf(root.personId), update("people", second.personId, 1, demote)),
        submitOne(other, second, update("people", root.personId, version, demote)),
      ]);
      expect([first.status, both.status].toSorted()).toEqual(["applied", "rejected"]);
      const { rows } = await it.hub.pool.query<{ id: string }>(
        "select id from data.people where role = 'ADMIN' and not disabled and not deleted",
      );
      expect(rows).toHaveLength(1);
      if (rows[0]?.id === second.personId) {
        await applied(
          it.hub,
          second,
          update("people", root.personId, version + 1, { role: "ADMIN" }),
        );
        await applied(it.hub, SYSTEM_ACTOR, update("people", second.personId, 1, demote));
      }
    }
  });
});
