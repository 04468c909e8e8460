import { newId } from "@healthops/base/ids";
import type { Problem } from "@healthops/base/problem";
import { isProblem } from "@healthops/base/problem";
import type { Group, Mutation, Receipt } from "@healthops/protocol/wire/push";
import {
  addActor,
  addSite,
  create,
  openTestHub,
  TestDevice,
  update,
} from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import { groupHash, olderGroupHash } from "./group-hash.ts";

let it: TestHub;
let owner: HubActor;
let manager: HubActor;
let site: string;

beforeAll(async () => {
  it = await openTestHub();
  site = await addSite(it.hub, "Ankara");
  owner = await addActor(it.hub, "USER", site);
  manager = await addActor(it.hub, "MANAGER", site);
});
afterAll(() => it.close());

const sample = (title = "one"): Mutation =>
  create("samples", newId(it.hub.ports), { ownerId: owner.personId, siteId: site, title });
const step = (id: string, add: number): Mutation => update("samples", id, 1, { count: { add } });

let clock_ms = 1;
const group = (seq: number, ...mutations: Mutation[]): Group => ({
  seq,
  deviceTime_ms: (clock_ms += 1),
  mutations,
});

/** The same work, standing on the beginning of its one record. */
function onNothing({ mutations: [only], ...group }: Group): Group {
  return { ...group, mutations: only === undefined ? [] : [{ ...only, base: 0 }] };
}

/** What the hub refuses the push with. */
async function refusal(push: Promise<unknown>): Promise<Problem> {
  const outcome = await push.then(
    () => null,
    (error: unknown) => error,
  );
  if (isProblem(outcome)) return outcome;
  throw new Error("the push was answered");
}

async function countOf(id: string): Promise<unknown> {
  const { rows } = await it.hub.pool.query(
    "select count, version from data.samples where id = $1",
    [id],
  );
  return rows[0];
}

test("[PSH4] a number with another content is never answered as delivered", async () => {
  const device = new TestDevice(it.hub, owner);
  await device.pushNumbered([group(1, sample())]);
  const theirs = sample("of the copy");
  const refused = await refusal(device.pushNumbered([group(1, theirs)]));
  expect(refused).toMatchObject({
    code: "device_copied",
    status: 409,
    extra: { replicaId: device.id, seq: 1, lastSeq: 1 },
  });
  expect(await countOf(theirs.id)).toBeUndefined();
});

test("[PSH4] only the moment differs: two people's hands, and two groups", async () => {
  const device = new TestDevice(it.hub, owner);
  const mutation = sample();
  await device.pushNumbered([{ seq: 1, deviceTime_ms: 1, mutations: [mutation] }]);
  const other = device.pushNumbered([{ seq: 1, deviceTime_ms: 2, mutations: [mutation] }]);
  expect(await refusal(other)).toMatchObject({ code: "device_copied" });
});

test("[PSH4] the same number from two copies in the same moment: one is applied, one refused", async () => {
  const device = new TestDevice(it.hub, owner);
  const pushes = [sample("a"), sample("b"), sample("c")].map((one) =>
    device.pushNumbered([group(1, one)]).then(
      () => "applied",
      (error: unknown) => (isProblem(error) ? error.code : "?"),
    ),
  );
  expect((await Promise.all(pushes)).toSorted()).toEqual([
    "applied",
    "device_copied",
    "device_copied",
  ]);
});

test("[PSH4] a push that begins with what is known and goes on with another past is refused whole", async () => {
  const device = new TestDevice(it.hub, owner);
  const common = group(1, sample());
  await device.pushNumbered([common, group(2, sample("first"))]);
  const refused = await refusal(device.pushNumbered([common, group(2, sample("second"))]));
  expect(refused.extra).toMatchObject({ seq: 2 });
  // What is known is answered when it comes alone.
  expect(await device.pushNumbered([common])).toMatchObject([{ seq: 1, status: "applied" }]);
});

test("[PSH4] the next number after another past than the hub's is refused", async () => {
  const device = new TestDevice(it.hub, owner);
  const { hash: one } = await device.pushAnswered([group(1, sample())]);
  const { hash: two } = await device.pushAnswered([group(2, sample())], { previous: one ?? "" });
  const third = group(3, sample());
  const elsewhere = newId(it.hub.ports);
  expect(await refusal(device.pushNumbered([third], { previous: elsewhere }))).toMatchObject({
    code: "device_copied",
    extra: { seq: 3, lastSeq: 2 },
  });
  const { hash: three } = await device.pushAnswered([third], { previous: two ?? "" });
  // Repeated, the one before it counts as well.
  expect(await device.pushAnswered([third], { previous: two ?? "" })).toMatchObject({
    hash: three,
  });
  expect(await refusal(device.pushNumbered([third], { previous: elsewhere }))).toMatchObject({
    code: "device_copied",
  });
});

test("[PSH4] a device that says nothing of its past goes on as before", async () => {
  const device = new TestDevice(it.hub, owner);
  await device.push([sample()]);
  expect(await device.push([sample()])).toMatchObject([{ status: "applied" }]);
});

test("[PSH4] a receipt of a hub that took no hashes is checked against the history", async () => {
  const device = new TestDevice(it.hub, owner);
  const mine = group(1, sample(), sample());
  const [receipt] = await device.pushNumbered([mine]);
  await it.hub.pool.query("update hub.receipts set hash = null where replica_id = $1", [device.id]);
  await it.hub.pool.query("update hub.replicas set last_hash = null where id = $1", [device.id]);
  expect(await device.pushNumbered([mine])).toEqual([receipt]);
  expect(await refusal(device.pushNumbered([group(1, sample())]))).toMatchObject({
    code: "device_copied",
  });
  const otherMoment = { ...mine, deviceTime_ms: 7_777 };
  expect(await refusal(device.pushNumbered([otherMoment]))).toMatchObject({
    code: "device_copied",
  });
});

test("[PSH4] [LIN4] the same work on other versions is the same group", async () => {
  const device = new TestDevice(it.hub, owner);
  const card = sample();
  const edit = group(2, step(card.id, 5));
  const [, receipt] = await device.pushNumbered([group(1, card), edit]);
  // After the hub went back in time, what is sent again stands on what it has now.
  expect(await device.pushNumbered([onNothing(edit)])).toEqual([receipt]);
  expect(await countOf(card.id)).toMatchObject({ version: 2 });
});

test("[PSH4] hashes that an older hub stored still tell what is repeated, and what comes after it", async () => {
  const device = new TestDevice(it.hub, owner);
  const card = group(1, sample());
  const receipts = await device.pushNumbered([card]);
  const older = olderGroupHash(card);
  await it.hub.pool.query("update hub.receipts set hash = $2 where replica_id = $1", [
    device.id,
    older,
  ]);
  await it.hub.pool.query("update hub.replicas set last_hash = $2 where id = $1", [
    device.id,
    older,
  ]);
  const repeated = await device.pushAnswered([card]);
  expect(repeated).toEqual({ receipts, hash: groupHash(card) });
  expect(await refusal(device.pushNumbered([group(1, sample())]))).toMatchObject({
    code: "device_copied",
  });
  const next = { previous: repeated.hash ?? "" };
  expect(await device.pushNumbered([group(2, sample())], next)).toHaveLength(1);
});

test("[PSH4] a used number without a receipt is not used again", async () => {
  const device = new TestDevice(it.hub, owner);
  const mine = group(1, sample());
  await device.pushNumbered([mine]);
  await it.hub.pool.query("delete from hub.receipts where replica_id = $1", [device.id]);
  expect(await refusal(device.pushNumbered([mine]))).toMatchObject({ code: "device_copied" });
});

/** A record that counts, and a group of a device that adds to it. */
async function counting(): Promise<{ id: string; pending: Group }> {
  const made = sample();
  await new TestDevice(it.hub, owner).push([made]);
  return { id: made.id, pending: group(1, step(made.id, 5)) };
}

/** As another id of the device would send it. */
function under(seq: number, { deviceTime_ms, mutations }: Group): Group {
  return { seq, deviceTime_ms, mutations };
}

test("[PSH4] work that waited when the copy was made is applied once, the copy first", async () => {
  const { id, pending } = await counting();
  const [original, copy] = [new TestDevice(it.hub, owner), new TestDevice(it.hub, owner)];
  const first = await copy.pushNumbered([pending], { copyOf: original.id });
  // The original never was here before; it brings its own work too.
  const own = sample();
  const second = await original.pushNumbered([group(1, own), under(2, pending)]);
  expect(second[1]).toEqual({ ...first[0], seq: 2 });
  expect(await countOf(id)).toEqual({ count: 5, version: 2 });
});

test("[PSH4] work that waited when the copy was made is applied once, the original first", async () => {
  const { id, pending } = await counting();
  const [original, copy] = [new TestDevice(it.hub, owner), new TestDevice(it.hub, owner)];
  const made = group(2, sample());
  await original.pushNumbered([pending, made]);
  const answers = await copy.pushNumbered(
    [under(1, made), under(2, pending), group(3, step(id, 1))],
    { copyOf: original.id },
  );
  expect(answers.map(({ status }) => status)).toEqual(["applied", "applied", "applied"]);
  expect(await countOf(id)).toEqual({ count: 6, version: 3 });
  const { rows } = await it.hub.pool.query(
    "select seq, first_replica, first_seq from hub.receipts where replica_id = $1 order by seq",
    [copy.id],
  );
  expect(rows).toEqual([
    { seq: 1, first_replica: original.id, first_seq: 2 },
    { seq: 2, first_replica: original.id, first_seq: 1 },
    { seq: 3, first_replica: null, first_seq: null },
  ]);
});

test("[PSH4] [LIN4] the copy's share of common work may stand on other versions by now", async () => {
  const { id, pending } = await counting();
  const [original, copy] = [new TestDevice(it.hub, owner), new TestDevice(it.hub, owner)];
  const [first] = await original.pushNumbered([pending]);
  const answers = await copy.pushNumbered([under(1, onNothing(pending))], {
    copyOf: original.id,
  });
  expect(answers).toEqual([first]);
  expect(await countOf(id)).toEqual({ count: 5, version: 2 });
});

test("[PSH4] the same step twice in one moment is two steps, also on a device that has copies", async () => {
  const { id, pending } = await counting();
  const [original, copy] = [new TestDevice(it.hub, owner), new TestDevice(it.hub, owner)];
  await copy.pushNumbered([group(1, sample())], { copyOf: original.id });
  const once = group(1, step(id, 10));
  // Together and one after the other, of the original and of the copy.
  await original.pushNumbered([once, under(2, once)]);
  await original.pushNumbered([under(3, once)]);
  await copy.pushNumbered([under(2, pending), under(3, pending)], { copyOf: original.id });
  expect(await countOf(id)).toMatchObject({ count: 40 });
});

test("[PSH4] a copy of a copy belongs to the same family", async () => {
  const { id, pending } = await counting();
  const devices = [0, 1, 2, 3].map(() => new TestDevice(it.hub, owner));
  const [original, copy, ofCopy, late] = devices as [
    TestDevice,
    TestDevice,
    TestDevice,
    TestDevice,
  ];
  await copy.pushNumbered([pending], { copyOf: original.id });
  const inCopy = group(2, step(id, 10));
  await ofCopy.pushNumbered([under(1, pending), under(2, inCopy)], { copyOf: copy.id });
  // The copy itself brings what the copy of it has brought already.
  await copy.pushNumbered([inCopy]);
  await late.pushNumbered([under(1, inCopy), under(2, pending)], { copyOf: ofCopy.id });
  expect(await countOf(id)).toEqual({ count: 15, version: 3 });
});

test("[PSH4] copies that bring the same work in the same moment have it applied once", async () => {
  const { id, pending } = await counting();
  const original = new TestDevice(it.hub, owner);
  const copies = [1, 2, 3, 4].map(() => new TestDevice(it.hub, owner));
  const answers = await Promise.all<readonly Receipt[]>([
    original.pushNumbered([pending]),
    ...copies.map((copy) => copy.pushNumbered([pending], { copyOf: original.id })),
  ]);
  expect(answers.flat().map(({ status }) => status)).toEqual(Array(5).fill("applied"));
  expect(await countOf(id)).toEqual({ count: 5, version: 2 });
});

test("[PSH4] nobody is answered with what somebody else's device has done", async () => {
  const card = create("site_cards", newId(it.hub.ports), { siteId: site, title: "card" });
  const theirs = new TestDevice(it.hub, manager);
  const pending = group(2, update("site_cards", card.id, 1, { stock: { add: 5 } }));
  await theirs.pushNumbered([group(1, card), pending]);
  const mine = new TestDevice(it.hub, owner);
  await mine.pushNumbered([under(1, pending)], { copyOf: theirs.id });
  const { rows } = await it.hub.pool.query("select stock from data.site_cards where id = $1", [
    card.id,
  ]);
  expect(rows[0]).toEqual({ stock: 10 });
});

test("[PSH4] work that was refused is decided anew for the copy", async () => {
  const [original, copy] = [new TestDevice(it.hub, owner), new TestDevice(it.hub, owner)];
  const unfit = group(1, create("samples", newId(it.hub.ports), { ownerId: owner.personId }));
  const [refused] = await original.pushNumbered([unfit]);
  expect(refused?.status).toBe("rejected");
  const [again] = await copy.pushNumbered([unfit], { copyOf: original.id });
  expect(again?.status).toBe("rejected");
});

test("[PSH4] somebody else's change is not the copy's own because an answer named its version", async () => {
  const card = create("site_cards", newId(it.hub.ports), { siteId: site, title: "card" });
  await new TestDevice(it.hub, owner).push([card]);
  const title = (text: string): Mutation => update("site_cards", card.id, 1, { title: text });
  await new TestDevice(it.hub, manager).push([title("theirs")]);
  const [original, copy] = [new TestDevice(it.hub, owner), new TestDevice(it.hub, owner)];
  // It wants what the manager did already: the answer names a version that it did not make.
  const pending = group(1, title("theirs"));
  const [same] = await original.pushNumbered([pending]);
  expect(same?.mutations).toMatchObject([{ version: 2 }]);
  const answers = await copy.pushNumbered([pending, group(2, title("mine"))], {
    copyOf: original.id,
  });
  expect(answers[1]?.mutations).toMatchObject([{ status: "conflict" }]);
});
