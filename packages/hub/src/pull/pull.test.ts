import { newId } from "@healthops/base/ids";
import type { PullResponse } from "@healthops/protocol/wire/pull";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import {
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  TestDevice,
  update,
} from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import type { PullAnswer } from "./pull.ts";

let it: TestHub;
let site: string;
let elsewhere: string;
let owner: HubActor;
let manager: HubActor;
let stranger: HubActor;

beforeAll(async () => {
  it = await openTestHub();
  site = await addSite(it.hub, "Ankara");
  elsewhere = await addSite(it.hub, "Bursa");
  owner = await addActor(it.hub, "USER", site);
  manager = await addActor(it.hub, "MANAGER", site);
  stranger = await addActor(it.hub, "USER", elsewhere);
});
afterAll(() => it.close());

const sample = (fields: Record<string, unknown> = {}) => {
  const id = newId(it.hub.ports);
  return create("samples", id, { ownerId: owner.personId, siteId: site, title: "one", ...fields });
};

async function pullAll(actor: HubActor, positions = {}, limit?: number): Promise<PullResponse> {
  const answer = await pullRaw(actor, positions, null, limit);
  if (answer.status !== 200) throw new Error("nothing new");
  return JSON.parse(answer.body) as PullResponse;
}

function pullRaw(
  actor: HubActor,
  positions = {},
  etag: string | null,
  limit?: number,
): Promise<PullAnswer> {
  return it.hub.pull(
    actor,
    {
      protocol: PROTOCOL_VERSION,
      schema: it.hub.schema.version,
      replicaId: newId(it.hub.ports),
      epoch: it.hub.engine.epoch,
      positions,
      ...(limit === undefined ? {} : { limit }),
    },
    etag,
  );
}

/** Records of a collection in a pull, as objects. */
function rowsOf(page: PullResponse, name: string): Record<string, unknown>[] {
  const collection = page.changed.find((one) => one.name === name);
  if (collection === undefined) return [];
  const { fields, columns } = collection;
  return (columns[0] ?? []).map((_, row) =>
    Object.fromEntries(fields.map((field, column) => [field, columns[column]?.[row]])),
  );
}

describe("order and feed", () => {
  test("[ORD1] positions stay dense and times grow with them under concurrent writers", async () => {
    const writers = Array.from({ length: 12 }, () => new TestDevice(it.hub, owner));
    await Promise.all(
      writers.map(async (device) => {
        for (let round = 0; round < 5; round++) await device.push([sample()], [sample()]);
      }),
    );
    const { rows } = await it.hub.pool.query<{
      key: string;
      head: number;
      dense: boolean;
      grows: boolean;
    }>(
      `select s.key, s.head, count(distinct f.position) = count(*) as dense,
         bool_and(d.updated_at_us <= s.last_us) as grows
       from hub.scopes s join hub.feed f on f.scope_id = s.id join data.samples d on d.id = f.record_id
       where s.key = $1 group by s.id`,
      [`user:${owner.personId}`],
    );
    expect(rows[0]).toMatchObject({ dense: true, grows: true });
    const order = await it.hub.pool.query<{ ordered: boolean }>(
      `select bool_and(later) as ordered from (
         select d.updated_at_us >= lag(d.updated_at_us, 1, 0) over (order by f.position) as later
         from hub.feed f join hub.scopes s on s.id = f.scope_id join data.samples d on d.id = f.record_id
         where s.key = $1) t`,
      [`user:${owner.personId}`],
    );
    expect(order.rows[0]).toEqual({ ordered: true });
  });

  test("[ORD2] SQL that does not come through the engine is refused with what to do instead", async () => {
    await expect(it.hub.pool.query("update data.samples set title = 'x'")).rejects.toMatchObject({
      hint: expect.stringContaining("rebuild-feed"),
    });
    await expect(it.hub.pool.query("delete from hub.history")).rejects.toThrow(/append-only/);
  });

  test("[ORD3] a record that leaves a scope leaves a row without content, and comes back", async () => {
    const mutation = sample({ shared: true });
    await applied(it.hub, owner, mutation);
    const first = await pullAll(manager);
    expect(rowsOf(first, "samples").map((row) => row["id"])).toContain(mutation.id);
    await applied(it.hub, owner, update("samples", mutation.id, 1, { shared: false }));
    const second = await pullAll(manager, first.positions);
    expect(second.left).toEqual([
      { scope: `managers:${site}`, name: "samples", ids: [mutation.id] },
    ]);
    expect(second.changed).toEqual([]);
    await applied(it.hub, owner, update("samples", mutation.id, 2, { shared: true }));
    const third = await pullAll(manager, second.positions);
    expect(third.left).toEqual([]);
    expect(rowsOf(third, "samples")).toMatchObject([{ id: mutation.id, version: 3 }]);
  });

  test("[PUL4] a record that leaves one scope before a page and the next one after it has left both", async () => {
    const overseer = await addActor(it.hub, "ADMIN", null, [site, elsewhere]);
    const mutation = sample({ shared: true });
    await applied(it.hub, SYSTEM_ACTOR, mutation, sample({ shared: true, siteId: elsewhere }));
    const seen = await pullAll(overseer);
    await applied(it.hub, SYSTEM_ACTOR, update("samples", mutation.id, 1, { siteId: elsewhere }));
    const first = await pullAll(overseer, seen.positions, 1);
    expect(first).toMatchObject({ complete: false, changed: [], left: [] });
    await applied(it.hub, SYSTEM_ACTOR, update("samples", mutation.id, 2, { shared: false }));
    const second = await pullAll(overseer, first.positions);
    expect(second).toMatchObject({ complete: true, changed: [], deleted: [] });
    const gone = { name: "samples", ids: [mutation.id] };
    expect(second.left).toHaveLength(2);
    for (const left of [site, elsewhere]) {
      expect(second.left).toContainEqual({ scope: `managers:${left}`, ...gone });
    }
  });
});

describe("pull", () => {
  test("[PUL1] a record travels with all its values, columnar", async () => {
    const before = await pullAll(owner);
    const mutation = sample({ day: "2026-02-28", weight: 70.5, tags: ["x"], note: 'a "b"\n\\c' });
    await applied(it.hub, owner, mutation);
    const page = await pullAll(owner, before.positions);
    expect(rowsOf(page, "samples")).toMatchObject([
      {
        id: mutation.id,
        version: 1,
        day: "2026-02-28",
        weight: 70.5,
        tags: ["x"],
        note: 'a "b"\n\\c',
        shared: false,
        count: 0,
        double: 0,
      },
    ]);
    expect(typeof rowsOf(page, "samples")[0]?.["updatedAt_us"]).toBe("number");
  });

  test("[PUL1] a deletion travels as a tombstone", async () => {
    const mutation = sample();
    await applied(it.hub, owner, mutation);
    const before = await pullAll(owner);
    await applied(it.hub, owner, remove("samples", mutation.id, 1));
    const page = await pullAll(owner, before.positions);
    expect(page.deleted).toEqual([{ name: "samples", ids: [mutation.id], versions: [2] }]);
  });

  test("[PUL2] pages add up to the same as one pull, and only the last is complete", async () => {
    const whole = await pullAll(owner);
    const seen = new Set<unknown>();
    let positions = {};
    for (let pages = 1; ; pages++) {
      const page = await pullAll(owner, positions, 7);
      for (const row of rowsOf(page, "samples")) seen.add(row["id"]);
      positions = page.positions;
      if (page.complete) break;
      expect(pages).toBeLessThan(1_000);
    }
    expect(positions).toEqual(whole.positions);
    expect(seen).toEqual(new Set(rowsOf(whole, "samples").map((row) => row["id"])));
  });

  test("[PUL5] nothing new is a 304, and a change ends it", async () => {
    const answer = await pullRaw(owner, {}, null);
    if (answer.status !== 200) throw new Error("expected a page");
    const { positions } = JSON.parse(answer.body) as PullResponse;
    expect(await pullRaw(owner, positions, answer.etag)).toMatchObject({
      status: 304,
      etag: answer.etag,
    });
    await applied(it.hub, owner, sample());
    expect((await pullRaw(owner, positions, answer.etag)).status).toBe(200);
  });

  test("nobody is given what they may not see", async () => {
    await applied(it.hub, owner, sample({ shared: false }));
    const page = await pullAll(stranger);
    expect(rowsOf(page, "samples")).toEqual([]);
    expect(Object.keys(page.positions)).not.toContain(`user:${owner.personId}`);
  });
});
