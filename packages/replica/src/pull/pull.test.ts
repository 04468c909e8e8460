import { afterEach, beforeEach, expect, test } from "vitest";
import { present } from "@healthops/base/assert";
import { systemPorts } from "@healthops/base/system-ports";
import { scopesHeldBy, whoActs } from "@healthops/schema/person";
import type { TestDevice } from "../../test-kit/device.ts";
import { openNodeSqlite } from "../node/node-sqlite.ts";
import { openReplica } from "../replica.ts";
import { tablePlans } from "../store/table-plan.ts";
import { stagePage } from "./stage-page.ts";
import { ADA, ANKARA, BURSA, TestWorld } from "../../test-kit/device.ts";

let world: TestWorld;
let device: TestDevice;
beforeEach(async () => {
  world = new TestWorld();
  device = await world.device();
});
afterEach(() => world.close());

let made = 0;
const newId = (): string => `00000000-0000-7000-9000-${String((made += 1)).padStart(12, "0")}`;
const edit = (id: string, fields: Record<string, unknown>) =>
  ({ op: "update", collection: "entries", id, fields }) as const;

function hubEntry(title: string, more: Record<string, unknown> = {}): string {
  const id = newId();
  world.hub.write("entries", id, { ownerId: ADA, title, ...more });
  return id;
}

function hubCard(title: string, siteId = ANKARA): string {
  const id = newId();
  world.hub.write("cards", id, { siteId, title });
  return id;
}

const titles = async (collection = "entries"): Promise<unknown[]> =>
  (await device.replica.list(collection, { limit: 1_000 })).records.map(
    ({ content }) => content["title"],
  );

test("pages are shown together when the last one has come, not before [PUL2]", async () => {
  for (let n = 0; n < 9; n += 1) hubEntry(`entry ${n}`);
  device.link.network.pageLimit = 2;
  const seen: number[] = [];
  device.link.beforePull = () => {
    void device.replica.count("entries").then((count) => seen.push(count));
  };
  await device.replica.sync();
  expect(device.link.pulls).toHaveLength(5);
  expect(new Set(seen)).toEqual(new Set([0]));
  expect(await titles()).toHaveLength(9);
});

test("a cut pull goes on from its last stored page, also after a restart [PUL2]", async () => {
  for (let n = 0; n < 9; n += 1) hubEntry(`entry ${n}`);
  device.link.network.pageLimit = 2;
  device.link.network.pullsLeft = 3;
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "offline" });
  expect(await titles()).toEqual([]);
  device.link.network.pullsLeft = Infinity;
  await device.reopen();
  await device.replica.sync();
  expect(device.link.pulls).toHaveLength(5);
  expect(await titles()).toHaveLength(9);
  expect(await device.rows("select * from _staged_entries")).toEqual([]);
});

test("a record that changes, goes or comes back while pages arrive ends as the hub has it [PUL2]", async () => {
  const changed = hubEntry("a changed");
  const deleted = hubEntry("b deleted");
  const back = hubEntry("c back");
  for (let n = 0; n < 4; n += 1) hubEntry(`entry ${n}`);
  device.link.network.pageLimit = 3;
  let page = 0;
  device.link.beforePull = () => {
    page += 1;
    if (page === 2) {
      world.hub.write("entries", changed, { title: "a changed twice" });
      world.hub.write("entries", back, "delete");
      world.hub.write("entries", deleted, "delete");
      for (let n = 4; n < 7; n += 1) hubEntry(`entry ${n}`);
    }
    // By now the tombstone of `back` has come; its restoration comes after it.
    if (page === 4) world.hub.write("entries", back, "restore");
  };
  await device.replica.sync();
  const others = Array.from({ length: 7 }, (_, n) => `entry ${n}`);
  expect(await titles()).toEqual(["a changed twice", "c back", ...others]);
  expect(await device.replica.get("entries", back)).toMatchObject({ version: 3 });
});

test("a page that does not continue what is staged is not stored", async () => {
  hubEntry("one");
  await device.replica.sync();
  const stale = present(device.link.pulls[0], "there was a pull").request;
  const { schema, id: replicaId } = device.replica;
  const { database } = device;
  const store = { database, schema, plans: tablePlans(schema), ports: world.ports, replicaId };
  const page = world.hub.pull(world.ada.identity.scopes, stale);
  const stored = await database.transaction((tx) => stagePage(store, tx, stale, page));
  expect(stored).toBe(false);
  expect(await device.rows("select * from _staged_entries")).toEqual([]);
});

test("nothing changed costs one question, and the stored state stays [PUL5]", async () => {
  hubEntry("one");
  await device.replica.sync();
  await device.replica.sync();
  await device.reopen();
  await device.replica.sync();
  expect(device.link.pulls.map(({ status }) => status)).toEqual(["page", "unchanged", "unchanged"]);
});

test("many rows come in by bulk, and lists, search and edits work on them", async () => {
  for (let n = 0; n < 2_500; n += 1)
    hubEntry(`entry ${n}`, { note: n % 2 === 0 ? "Yağmur" : null });
  await device.replica.sync();
  expect(await device.replica.count("entries", { search: "yagm" })).toBe(1_250);
  // The same amount again, around rows that are there.
  for (let n = 0; n < 2_500; n += 1) hubEntry(`more ${n}`, { note: "Güneş" });
  await device.replica.sync();
  expect(await device.replica.count("entries")).toBe(5_000);
  expect(await device.replica.count("entries", { search: "gunes" })).toBe(2_500);
  const { records } = await device.replica.list("entries", { search: "gunes", limit: 1 });
  const id = records[0]?.id ?? "";
  await device.replica.mutate([edit(id, { note: "Kar" })]);
  expect(await device.replica.count("entries", { search: "kar" })).toBe(1);
  expect(await device.replica.count("entries", { search: "gunes" })).toBe(2_499);
  const indexes = await device.rows(
    "select name from sqlite_schema where type in ('index', 'trigger') and tbl_name = 'entries' and sql is not null",
  );
  expect(indexes.length).toBeGreaterThan(4);
  const [integrity] = await device.rows("pragma integrity_check");
  expect(integrity).toEqual({ integrity_check: "ok" });
  await device.database.transaction((tx) =>
    tx.run("insert into entries_search (entries_search, rank) values ('integrity-check', 1)"),
  );
});

test("a pull goes under local edits: the base moves, the edit stays on top [PUL3]", async () => {
  const id = hubEntry("one", { count: 10 });
  await device.replica.sync();
  await device.replica.mutate([edit(id, { title: "mine", count: { add: 1 } })]);
  world.hub.write("entries", id, { note: "hub's", count: 20 });
  // The push is refused as a whole, so only the pull gets through.
  const push = device.link.transport.push;
  device.link.transport.push = () => Promise.reject(new Error("defect"));
  await expect(device.replica.sync()).rejects.toThrow("defect");
  device.link.transport.push = push;
  expect(await device.replica.get("entries", id)).toMatchObject({
    version: 2,
    content: { title: "mine", note: "hub's", count: 21, double: 42 },
  });
  await device.replica.sync();
  expect(await device.replica.get("entries", id)).toMatchObject({
    version: 3,
    content: { title: "mine", note: "hub's", count: 21 },
  });
});

/** The next pushes reach the hub, but its answer is a failure that is not the network's. */
function failPushes(times: number): void {
  const { transport } = device.link;
  const push = transport.push;
  let left = times;
  transport.push = async (token, request) => {
    const response = await push(token, request);
    if ((left -= 1) < 0) return response;
    throw new Error("defect");
  };
}

test("a counter's step is not seen twice once both its receipt and its row are here [PUL3]", async () => {
  const id = hubEntry("one", { count: 1 });
  await device.replica.sync();
  await device.replica.mutate([edit(id, { count: { add: 5 } })]);
  failPushes(1);
  await expect(device.replica.sync()).rejects.toThrow("defect");
  device.link.network.pullsLeft = 0;
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "offline" });
  expect(await device.replica.get("entries", id)).toMatchObject({
    version: 2,
    content: { count: 6 },
  });
});

test("what the hub accepted outside of the held scopes is let go, also when nothing else changed", async () => {
  await device.replica.sync();
  const { ids } = await device.replica.mutate([
    { op: "create", collection: "cards", fields: { siteId: BURSA, title: "for Bursa" } },
  ]);
  const id = ids[0] ?? "";
  expect(await device.replica.get("cards", id)).not.toBeNull();
  await device.replica.sync();
  expect(device.link.pulls.at(-1)?.status).toBe("unchanged");
  expect(world.hub.record("cards", id)).toMatchObject({ version: 1 });
  expect(await device.replica.get("cards", id)).toBeNull();
  expect(await device.rows("select * from _outbox_groups")).toEqual([]);
  expect(await device.rows("select * from _base")).toEqual([]);
});

test("an accepted edit stays visible until a pull brings it", async () => {
  const id = hubEntry("one");
  await device.replica.sync();
  await device.replica.mutate([edit(id, { title: "two" })]);
  device.link.network.pullsLeft = 0;
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "offline" });
  expect(await device.replica.status()).toMatchObject({ waiting: 0, online: false });
  await device.reopen();
  expect(await device.replica.get("entries", id)).toMatchObject({
    version: 1,
    content: { title: "two" },
  });
  device.link.network.pullsLeft = Infinity;
  await device.replica.sync();
  expect(await device.replica.get("entries", id)).toMatchObject({ version: 2 });
  expect(await device.rows("select * from _outbox_groups")).toEqual([]);
});

test("a record that leaves a held scope goes, unless another held scope has it [PUL4]", async () => {
  const leaving = hubCard("leaving");
  const shared = hubEntry("shared", { siteId: ANKARA, shared: true });
  await device.replica.sync();
  world.hub.write("cards", leaving, { siteId: BURSA });
  world.hub.write("entries", shared, { shared: false });
  await device.replica.sync();
  expect(await device.replica.get("cards", leaving)).toBeNull();
  expect(await device.replica.get("entries", shared)).toMatchObject({ version: 2 });
});

test("a record that leaves and comes back while pages arrive stays [PUL4]", async () => {
  const id = hubCard("wanderer");
  await device.replica.sync();
  world.hub.write("cards", id, { siteId: BURSA });
  for (let n = 0; n < 4; n += 1) hubCard(`card ${n}`);
  device.link.network.pageLimit = 2;
  let page = 0;
  device.link.beforePull = () => {
    if ((page += 1) === 2) world.hub.write("cards", id, { siteId: ANKARA });
  };
  await device.replica.sync();
  expect(await device.replica.get("cards", id)).toMatchObject({ version: 3 });
});

test("a record that leaves after its page had come goes [PUL4]", async () => {
  const id = hubCard("leaving");
  for (let n = 0; n < 4; n += 1) hubCard(`card ${n}`);
  device.link.network.pageLimit = 2;
  let page = 0;
  device.link.beforePull = () => {
    if ((page += 1) === 2) world.hub.write("cards", id, { siteId: BURSA });
  };
  await device.replica.sync();
  expect(await device.replica.get("cards", id)).toBeNull();
  expect(await titles("cards")).toHaveLength(4);
});

function moveAda(siteId: string, ...further: string[]): void {
  const { identity } = world.ada;
  identity.siteId = siteId;
  identity.siteIds = [siteId, ...further];
  const duties = new Map();
  identity.scopes = [...scopesHeldBy(duties, whoActs(duties, identity), [])];
}

test("who loses a scope loses its rows at the next checkpoint; unsent work is still answered [PUL4]", async () => {
  const card = hubCard("Ankara's");
  const own = hubEntry("own", { siteId: ANKARA, shared: true });
  const bursas = hubCard("Bursa's", BURSA);
  await device.replica.sync();
  expect(await titles("cards")).toEqual(["Ankara's"]);
  device.link.network.offline = true;
  await device.replica.mutate([
    { op: "update", collection: "cards", id: card, fields: { title: "edited" } },
  ]);
  moveAda(BURSA);
  device.link.network.offline = false;
  await device.replica.sync();
  expect(await titles("cards")).toEqual(["Bursa's"]);
  expect(await device.replica.get("cards", bursas)).not.toBeNull();
  expect(await device.replica.get("entries", own)).not.toBeNull();
  expect(await device.rows("select state from _outbox_groups")).toEqual([]);
  expect(await device.rows("select * from _base")).toEqual([]);
  expect(world.hub.record("cards", card)).toMatchObject({ content: { title: "edited" } });
});

test("who gets a second site holds both, and whichever is taken away takes only its own along [PUL4]", async () => {
  hubCard("Ankara's");
  const bursas = hubCard("Bursa's", BURSA);
  await device.replica.sync();
  moveAda(ANKARA, BURSA);
  await device.replica.sync();
  expect((await titles("cards")).toSorted()).toEqual(["Ankara's", "Bursa's"]);
  await device.replica.mutate([
    { op: "update", collection: "cards", id: bursas, fields: { title: "edited" } },
  ]);
  moveAda(BURSA);
  await device.replica.sync();
  expect(await titles("cards")).toEqual(["edited"]);
  moveAda(ANKARA);
  await device.replica.sync();
  expect(await titles("cards")).toEqual(["Ankara's"]);
});

test("a row of a lost scope goes although it has unsent edits; these wait for their answer [PUL4]", async () => {
  const card = hubCard("Ankara's");
  await device.replica.sync();
  await device.replica.mutate([
    { op: "update", collection: "cards", id: card, fields: { title: "edited" } },
  ]);
  moveAda(BURSA);
  const push = device.link.transport.push;
  device.link.transport.push = () => Promise.reject(new Error("defect"));
  await expect(device.replica.sync()).rejects.toThrow("defect");
  expect(await device.replica.get("cards", card)).toBeNull();
  expect(await device.rows("select row from _base")).toEqual([{ row: null }]);
  expect(await device.replica.status()).toMatchObject({ waiting: 1 });
  device.link.transport.push = push;
  await device.replica.sync();
  expect(world.hub.record("cards", card)).toMatchObject({ content: { title: "edited" } });
  expect(await device.replica.get("cards", card)).toBeNull();
});

test("a scope that is lost between two pages is never shown [PUL2, PUL4]", async () => {
  for (let n = 0; n < 6; n += 1) hubCard(`card ${n}`);
  hubEntry("own");
  device.link.network.pageLimit = 2;
  let page = 0;
  device.link.beforePull = () => {
    if ((page += 1) === 3) moveAda(BURSA);
  };
  await device.replica.sync();
  expect(await titles("cards")).toEqual([]);
  expect(await titles()).toEqual(["own"]);
  moveAda(ANKARA);
  await device.replica.sync();
  expect(await titles("cards")).toHaveLength(6);
});

test("another epoch of the hub: everything is read anew and replaces what was here [PUL8]", async () => {
  const lost = hubEntry("lost by the hub");
  const kept = hubEntry("kept");
  await device.replica.sync();
  await device.replica.mutate([edit(kept, { note: "typed meanwhile" })]);
  world.hub.epoch = "epoch-2";
  world.hub.records.delete(`entries ${lost}`);
  await device.replica.sync();
  expect(await titles()).toEqual(["kept"]);
  expect(await device.replica.get("entries", kept)).toMatchObject({
    content: { note: "typed meanwhile" },
  });
  await device.replica.sync();
  expect(device.link.pulls.at(-1)?.status).toBe("unchanged");
});

test("two processes on one database do not disturb each other's rounds", async () => {
  for (let n = 0; n < 9; n += 1) hubEntry(`entry ${n}`);
  device.link.network.pageLimit = 2;
  const database = openNodeSqlite(device.path, { timers: systemPorts().timers });
  const other = await openReplica({
    database,
    schema: device.replica.schema,
    ports: world.ports,
    transport: device.link.transport,
    passwords: { hash: async () => "", verify: async () => true },
  });
  expect(await other.id()).toBe(await device.replica.id());
  await Promise.all([device.replica.sync(), other.sync()]);
  expect(await titles()).toHaveLength(9);
  await device.replica.mutateAll(
    Array.from({ length: 5 }, (_, n) => [
      { op: "create", collection: "entries", fields: { ownerId: ADA, title: `local ${n}` } },
    ]),
  );
  await Promise.all([device.replica.sync(), other.sync()]);
  await device.replica.sync();
  expect(await other.count("entries")).toBe(14);
  expect(world.hub.records.size).toBe(14);
  await other.close();
});
