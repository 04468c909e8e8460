import { newId } from "@healthops/base/ids";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { PullResponse } from "@healthops/protocol/wire/pull";
import {
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  submitOne,
  update,
} from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import { rebuildFeed } from "./rebuild-feed.ts";

const REASON = "repair of the night of the 3rd";

let it: TestHub;
let ankara: string;
let bursa: string;
let actor: HubActor;
let other: HubActor;

beforeEach(async () => {
  it = await openTestHub();
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  actor = await addActor(it.hub, "USER", ankara);
  other = await addActor(it.hub, "USER", bursa);
});
afterEach(() => it.close());

async function card(fields: Record<string, unknown> = {}): Promise<string> {
  const id = newId(it.hub.ports);
  await applied(it.hub, actor, create("site_cards", id, { siteId: ankara, title: "a", ...fields }));
  return id;
}

/** As an administrator with psql would. */
async function bySql(statement: string, values: unknown[] = []): Promise<void> {
  const connection = await it.hub.pool.connect();
  try {
    await connection.query("begin; set local healthops.engine = 'on'");
    await connection.query(statement, values);
    await connection.query("commit");
  } finally {
    connection.release();
  }
}

const rebuild = () => rebuildFeed(it.hub, { reason: REASON, batchRecords: 3 });
const NOTHING = { changed: 0, vanished: 0, fed: 0, departed: 0, invalid: [] };

async function pull(who: HubActor, positions: PullResponse["positions"] = {}) {
  const request = {
    protocol: PROTOCOL_VERSION,
    schema: it.hub.schema.version,
    replicaId: newId(it.hub.ports),
    epoch: it.hub.engine.epoch,
    positions,
  };
  const answer = await it.hub.pull(who, request, null);
  if (answer.status === 304) throw new Error("nothing was asked with an ETag");
  return JSON.parse(answer.body) as PullResponse;
}

const idsIn = (answer: PullResponse, collection: string): unknown[] =>
  answer.changed.find((each) => each.name === collection)?.columns[0] ?? [];

async function historyOf(id: string) {
  const { rows } = await it.hub.pool.query(
    `select version, op, person_id, reason, before, after from hub.history
      where record_id = $1 order by version desc`,
    [id],
  );
  return rows;
}

/** Scopes whose counter is not at their newest position, or that gave out a position twice. */
async function uneven(): Promise<unknown[]> {
  const { rows } = await it.hub.pool.query(
    `select s.key from hub.scopes s join hub.feed f on f.scope_id = s.id
      group by s.id having max(f.position) <> s.head or count(distinct f.position) <> count(*)`,
  );
  return rows;
}

describe("[ORD2] rebuilding the feed", () => {
  test("finds nothing to do where all writes came through the engine", async () => {
    const edited = await card({ stock: 3 });
    await applied(it.hub, actor, update("site_cards", edited, 1, { stock: { add: 2 } }));
    await applied(it.hub, actor, update("site_cards", edited, 2, { parentId: await card() }));
    const clash = await card();
    await applied(it.hub, actor, update("site_cards", clash, 1, { title: "theirs" }));
    const late = await submitOne(it.hub, actor, update("site_cards", clash, 1, { title: "mine" }));
    expect(late.mutations).toMatchObject([{ status: "conflict" }]);
    const deleted = await card();
    await applied(it.hub, actor, remove("site_cards", deleted, 1));
    await applied(
      it.hub,
      actor,
      create("samples", newId(it.hub.ports), {
        ownerId: actor.personId,
        title: "s",
        day: "2026-02-03",
        weight: 70.5,
        tags: ["b", "a"],
      }),
    );
    const before = await pull(actor);
    expect(await rebuild()).toEqual({ ...NOTHING, checked: 10 });
    expect((await pull(actor, before.positions)).changed).toEqual([]);
  });

  test("a record changed by SQL gets a version, a history entry and reaches devices", async () => {
    const id = await card();
    const { positions } = await pull(actor);
    await bySql("update data.site_cards set title = 'by hand' where id = $1", [id]);
    expect((await pull(actor, positions)).changed).toEqual([]);
    expect(await rebuild()).toMatchObject({ ...NOTHING, changed: 1, fed: 1 });
    expect(idsIn(await pull(actor, positions), "site_cards")).toEqual([id]);
    expect(await historyOf(id)).toMatchObject([
      {
        version: 2,
        op: "update",
        person_id: null,
        reason: REASON,
        before: { title: "a" },
        after: { title: "by hand" },
      },
      { version: 1 },
    ]);
    expect(await rebuild()).toMatchObject(NOTHING);
    expect(await uneven()).toEqual([]);
  });

  test("a record moved by SQL leaves the scope it was in", async () => {
    const id = await card();
    const mine = await pull(actor);
    const theirs = await pull(other);
    await bySql("update data.site_cards set site_id = $2 where id = $1", [id, bursa]);
    expect(await rebuild()).toMatchObject({ changed: 1, fed: 1, departed: 1 });
    expect((await pull(actor, mine.positions)).left).toEqual([
      { scope: `site:${ankara}`, name: "site_cards", ids: [id] },
    ]);
    expect(idsIn(await pull(other, theirs.positions), "site_cards")).toEqual([id]);
    expect(await uneven()).toEqual([]);
  });

  test("derived fields and search follow what was changed by SQL", async () => {
    const id = newId(it.hub.ports);
    const fields = { ownerId: actor.personId, title: "first", count: 1 };
    await applied(it.hub, actor, create("samples", id, fields));
    await bySql("update data.samples set count = 21, title = 'Second' where id = $1", [id]);
    await rebuild();
    const { rows } = await it.hub.pool.query(
      "select double, search_text, version from data.samples where id = $1",
      [id],
    );
    expect(rows).toEqual([{ double: 42, search_text: "second", version: 2 }]);
    expect((await historyOf(id))[0]).toMatchObject({
      before: { double: 2 },
      after: { double: 42 },
    });
  });

  test("a derived field that alone was changed by SQL is computed again", async () => {
    const id = newId(it.hub.ports);
    const fields = { ownerId: actor.personId, title: "first", count: 1 };
    await applied(it.hub, actor, create("samples", id, fields));
    await bySql("update data.samples set double = 7 where id = $1", [id]);
    await rebuild();
    const { rows } = await it.hub.pool.query(
      "select double, title, version from data.samples where id = $1",
      [id],
    );
    expect(rows).toEqual([{ double: 2, title: "first", version: 2 }]);
  });

  test("a record inserted by SQL becomes one like any other", async () => {
    const id = newId(it.hub.ports);
    await bySql(
      `insert into data.site_cards (id, version, created_at_us, updated_at_us, site_id, title, stock)
        values ($1, 1, 0, 0, $2, 'by hand', 4)`,
      [id, ankara],
    );
    expect(await rebuild()).toMatchObject({ changed: 1, fed: 1 });
    expect(await historyOf(id)).toMatchObject([
      { version: 2, op: "create", before: {}, after: { title: "by hand", stock: 4 } },
    ]);
    const receipt = await submitOne(it.hub, actor, update("site_cards", id, 2, { title: "b" }));
    expect(receipt).toMatchObject({ mutations: [{ status: "applied", version: 3 }] });
    expect(await rebuild()).toMatchObject(NOTHING);
  });

  test("a record deleted by SQL comes back as a tombstone, so its id never starts over", async () => {
    const id = await card({ title: "lost" });
    const { positions } = await pull(actor);
    await bySql("delete from data.site_cards where id = $1", [id]);
    expect(await rebuild()).toMatchObject({ changed: 1, vanished: 1, fed: 1 });
    expect((await pull(actor, positions)).deleted).toEqual([
      { name: "site_cards", ids: [id], versions: [2] },
    ]);
    expect(await historyOf(id)).toMatchObject([{ version: 2, op: "delete", reason: REASON }, {}]);
    const again = create("site_cards", id, { siteId: ankara, title: "again" });
    expect(await submitOne(it.hub, actor, again)).toMatchObject({ status: "applied" });
    expect(await rebuild()).toMatchObject(NOTHING);
  });

  test("lost feed rows are added at new positions", async () => {
    const ids = [await card(), await card(), await card(), await card()];
    const { positions } = await pull(actor);
    await it.hub.pool.query("delete from hub.feed where record_id = any($1)", [ids]);
    expect(await rebuild()).toMatchObject({ changed: 0, fed: 4, departed: 0 });
    expect(idsIn(await pull(actor, positions), "site_cards").toSorted()).toEqual(ids.toSorted());
    expect(await uneven()).toEqual([]);
  });

  test("a counter behind its feed is lifted", async () => {
    await card();
    await it.hub.pool.query("update hub.scopes set head = 0");
    await rebuild();
    await card();
    expect(await uneven()).toEqual([]);
  });

  test("content that breaks the rules travels, and is reported", async () => {
    const id = await card();
    await bySql("update data.site_cards set title = repeat('x', 100) where id = $1", [id]);
    expect(await rebuild()).toMatchObject({
      changed: 1,
      invalid: [{ collection: "site_cards", id, faults: [{ field: "title" }] }],
    });
  });

  test("runs beside writers without losing or repeating a position", async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => card()));
    await bySql("update data.site_cards set title = 'by hand'");
    const checked: number[] = [];
    const [report] = await Promise.all([
      rebuildFeed(it.hub, {
        reason: REASON,
        batchRecords: 2,
        onProgress: (count) => void checked.push(count),
      }),
      ...ids.map((id) =>
        submitOne(it.hub, actor, update("site_cards", id, 1, { stock: { add: 1 } })),
      ),
    ]);
    expect(checked.at(-1)).toBe(report.checked);
    const { rows } = await it.hub.pool.query(
      "select distinct title, stock::int as stock from data.site_cards",
    );
    expect(rows).toEqual([{ title: "by hand", stock: 1 }]);
    expect(await uneven()).toEqual([]);
    expect(await rebuild()).toMatchObject(NOTHING);
  });
});
