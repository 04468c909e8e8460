import { newId } from "@healthops/base/ids";
import {
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  update,
} from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import type { ChangesSince } from "./legacy-cursor.ts";
import { readChangesSince } from "./legacy-cursor.ts";

let it: TestHub;
let site: string;
let owner: HubActor;

beforeAll(async () => {
  it = await openTestHub();
  site = await addSite(it.hub, "Ankara");
});
afterAll(() => it.close());

const ownScope = (actor: HubActor) => `user:${actor.personId}`;

const sample = (actor: HubActor, title: string, shared = false) =>
  create("samples", newId(it.hub.ports), { ownerId: actor.personId, siteId: site, title, shared });

function read(scopes: readonly string[], since_us: number | null): Promise<ChangesSince> {
  return readChangesSince(it.hub.pool, it.hub.engine.catalog.named("samples"), scopes, since_us);
}

const titlesOf = ({ changes }: ChangesSince) =>
  changes.map(({ record }) => record.content["title"]);

describe("changes since a time", () => {
  test("the first answer has all that lives, the next only what changed since, deletions too", async () => {
    owner = await addActor(it.hub, "USER", site);
    const [one, two, gone] = [sample(owner, "one"), sample(owner, "two"), sample(owner, "gone")];
    await applied(it.hub, owner, one);
    await applied(it.hub, owner, two);
    await applied(it.hub, owner, gone);
    await applied(it.hub, owner, remove("samples", gone.id, 1));
    const first = await read([ownScope(owner)], null);
    expect(titlesOf(first)).toEqual(["one", "two"]);
    const newest = Math.max(...first.changes.map(({ record }) => record.updatedAt_us));
    expect(first.upTo_us).toBeGreaterThan(newest);
    expect(titlesOf(await read([ownScope(owner)], first.upTo_us))).toEqual([]);
    await applied(it.hub, owner, update("samples", one.id, 1, { title: "one again" }));
    await applied(it.hub, owner, remove("samples", two.id, 1));
    const second = await read([ownScope(owner)], first.upTo_us);
    expect(
      second.changes.map(({ record, deleted }) => [record.id, record.version, deleted]),
    ).toEqual([
      [one.id, 2, false],
      [two.id, 2, true],
    ]);
  });

  test("reads more than a page of the feed, and nothing of other people", async () => {
    owner = await addActor(it.hub, "USER", site);
    const stranger = await addActor(it.hub, "USER", site);
    await applied(it.hub, stranger, sample(stranger, "strange"));
    for (let part = 0; part < 5; part++) {
      await applied(it.hub, owner, ...Array.from({ length: 1000 }, () => sample(owner, "many")));
    }
    const all = await read([ownScope(owner)], null);
    expect(new Set(all.changes.map(({ record }) => record.id)).size).toBe(5000);
    expect((await read([ownScope(stranger)], null)).changes).toHaveLength(1);
  });

  test("a scope that was never written to answers nothing", async () => {
    const unheard = [`user:${newId(it.hub.ports)}`, `managers:${newId(it.hub.ports)}`];
    expect(await read(unheard.slice(1), null)).toEqual({ changes: [], upTo_us: 0 });
    expect(await read(unheard, null)).toEqual({ changes: [], upTo_us: 0 });
  });

  test("a record of several scopes is answered once", async () => {
    owner = await addActor(it.hub, "MANAGER", site);
    await applied(it.hub, owner, sample(owner, "shared", true));
    const answer = await read([ownScope(owner), `managers:${site}`], null);
    expect(titlesOf(answer).filter((title) => title === "shared")).toHaveLength(1);
  });
});

describe("a client that goes by the newest time it saw", () => {
  test("misses nothing when the clock was set back between writes to different scopes", async () => {
    const elsewhere = await addSite(it.hub, "Bursa");
    owner = await addActor(it.hub, "MANAGER", elsewhere);
    const scopes = [ownScope(owner), `managers:${elsewhere}`];
    const other = await addActor(it.hub, "USER", elsewhere);
    const write = (title: string) =>
      applied(
        it.hub,
        other,
        create("samples", newId(it.hub.ports), {
          ownerId: other.personId,
          siteId: elsewhere,
          title,
          shared: true,
        }),
      );
    await write("before");
    await applied(it.hub, owner, sample(owner, "own"));
    // As if the hub's clock had been an hour ahead when the own scope was last written to.
    await it.hub.pool.query(`update hub.scopes set last_us = last_us + 3600000000 where key = $1`, [
      ownScope(owner),
    ]);
    await applied(it.hub, owner, sample(owner, "from the future"));
    const first = await read(scopes, null);
    expect(titlesOf(first)).toContain("from the future");
    await write("after");
    const since = Math.max(...first.changes.map(({ record }) => record.updatedAt_us));
    expect(titlesOf(await read(scopes, since))).toEqual(["after"]);
  });

  test("misses nothing of writers that commit late and in another order", async () => {
    // Between the locking of its counters and its commit each write waits, some longer.
    await it.hub.pool.query(`
      create function data.dawdle() returns trigger language plpgsql as $$
      begin
        if new.title like 'slow%' then perform pg_sleep(0.03); end if;
        return null;
      end $$;
      create constraint trigger dawdle after insert on data.samples
        deferrable initially deferred for each row execute function data.dawdle()`);
    const place = await addSite(it.hub, "İzmir");
    const manager = await addActor(it.hub, "MANAGER", place);
    const people = [manager, await addActor(it.hub, "USER", place)];
    const scopes = [ownScope(manager), `managers:${place}`];
    const written: string[] = [];
    let writing = true;
    const writers = people.map(async (person, index) => {
      for (let count = 0; count < 25; count++) {
        const title = `${count % 3 === index ? "slow" : "fast"} ${index} ${count}`;
        const id = newId(it.hub.ports);
        const fields = { ownerId: person.personId, siteId: place, title, shared: index === 1 };
        await applied(it.hub, person, create("samples", id, fields));
        written.push(id);
      }
    });
    const seen = new Set<string>();
    const reader = (async () => {
      let since: number | null = null;
      for (let last = false; ; last = !writing) {
        const { changes } = await read(scopes, since);
        for (const { record } of changes) {
          seen.add(record.id);
          since = Math.max(since ?? 0, record.updatedAt_us);
        }
        if (last) return;
      }
    })();
    await Promise.all(writers);
    writing = false;
    await reader;
    expect(written.filter((id) => !seen.has(id))).toEqual([]);
    expect(seen.size).toBe(50);
  });

  test("many readers and writers at once neither deadlock nor fail", async () => {
    owner = await addActor(it.hub, "MANAGER", site);
    const scopes = [ownScope(owner), `managers:${site}`, "shared"];
    const work = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? applied(it.hub, owner, sample(owner, "busy", index % 4 === 0))
        : read(scopes, index === 1 ? null : 1),
    );
    await expect(Promise.all(work)).resolves.toHaveLength(20);
  });
});
