import { newId } from "@healthops/base/ids";
import type { Mutation } from "@healthops/protocol/wire/push";
import { completeContent } from "@healthops/schema/content";
import type { Content } from "@healthops/schema/record";
import { bookingModule, visits } from "@healthops/testing/fixtures/booking-module";
import { statementsOf, wholeReads } from "@healthops/testing/hub/statement-plans";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  TestDevice,
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  submitOne,
  update,
} from "@healthops/testing/hub/test-hub";
import { isClash } from "@healthops/testing/module-suite/clashes";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";

let it: TestHub;
let ankara: string;
let bursa: string;
let admin: HubActor;
let clerk: HubActor;
beforeAll(async () => {
  it = await openTestHub([{ module: bookingModule }]);
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  admin = await addActor(it.hub, "ADMIN", null, [ankara, bursa]);
  clerk = await addActor(it.hub, "USER", ankara);
});
afterAll(() => it.close());

/** A moment of a day that is long over. */
const at = (clock: string) => `2026-03-02T${clock}:00.000Z`;

async function doctor(siteId = ankara): Promise<string> {
  const id = newId(it.hub.ports);
  await applied(it.hub, admin, create("doctors", id, { siteId }));
  return id;
}

const visit = (from: string, to: string | null, more: Mutation["fields"] = {}): Mutation =>
  create("visits", newId(it.hub.ports), {
    siteId: ankara,
    startsAt: at(from),
    endsAt: to === null ? null : at(to),
    ...more,
  });

const answerOf = async (actor: HubActor, ...mutations: Mutation[]) => {
  const { mutations: answers } = await submitOne(it.hub, actor, ...mutations);
  const refused = answers.flatMap((one) => (one.status === "rejected" ? [one] : []));
  return refused.find(({ code }) => code !== "group_rejected") ?? "applied";
};

describe("[APA1] what is taken up", () => {
  test("is taken by one at a time, half-open, and the fault names the field and what is in the way", async () => {
    const doctorId = await doctor();
    const first = visit("09:00", "09:20", { doctorId });
    expect(await answerOf(clerk, first)).toBe("applied");
    expect(await answerOf(clerk, visit("09:20", "09:40", { doctorId }))).toBe("applied");
    expect(await answerOf(clerk, visit("09:10", "09:30", { doctorId }))).toMatchObject({
      code: "rule_broken",
      faults: [{ field: "doctorId", message: expect.stringContaining(first.id) }],
    });
    expect(await answerOf(clerk, visit("09:10", "09:30"))).toBe("applied");
  });

  test("may be several things at once: fields together, and each member of a set", async () => {
    const room = newId(it.hub.ports).slice(-12);
    const [a, b] = [`${room}-a`, `${room}-b`];
    await applied(it.hub, admin, visit("10:00", "11:00", { room, helpers: [a, b] }));
    const elsewhere = { siteId: bursa, room };
    expect(await answerOf(admin, visit("10:30", "11:30", elsewhere))).toBe("applied");
    expect(await answerOf(admin, visit("10:30", "11:30", { room }))).toMatchObject({
      faults: [{ field: "siteId" }],
    });
    expect(await answerOf(admin, visit("10:30", "11:30", { helpers: ["x", b] }))).toMatchObject({
      faults: [{ field: "helpers" }],
    });
  });

  test("is free again while the record is in a state that does not count, and when it is deleted", async () => {
    const doctorId = await doctor();
    const [first, second] = [
      visit("09:00", "10:00", { doctorId }),
      visit("09:30", "10:30", { doctorId }),
    ];
    await applied(it.hub, clerk, first);
    expect(await answerOf(clerk, second)).not.toBe("applied");
    await applied(it.hub, clerk, update("visits", first.id, 1, { state: "cancelled" }));
    expect(await answerOf(clerk, second)).toBe("applied");
    const undo = update("visits", first.id, 2, { state: "planned" });
    expect(await answerOf(clerk, undo)).toMatchObject({ faults: [{ field: "doctorId" }] });
    await applied(it.hub, clerk, remove("visits", second.id, 1));
    expect(await answerOf(clerk, undo)).toBe("applied");
    const back = broughtBack(second.id, 2);
    expect(await answerOf(clerk, back)).toMatchObject({ code: "rule_broken" });
  });

  test("goes from one to the next within a group, whatever its order", async () => {
    const doctorId = await doctor();
    const first = visit("09:00", null, { doctorId });
    await applied(it.hub, clerk, first);
    const next = visit("12:00", null, { doctorId });
    const ends = update("visits", first.id, 1, { endsAt: at("12:00") });
    expect(await answerOf(clerk, next, ends)).toBe("applied");
  });

  test("is the first one's to come, of many hubs' devices at once", async () => {
    const doctorId = await doctor();
    const pushes = Array.from({ length: 8 }, () =>
      new TestDevice(it.hub, clerk).push([visit("09:00", "10:00", { doctorId })]),
    );
    const receipts = (await Promise.all(pushes)).flat();
    expect(receipts.filter(({ status }) => status === "applied")).toHaveLength(1);
  });

  test("a time that ends before it begins is none", async () => {
    expect(await answerOf(clerk, visit("10:00", "09:00"))).toMatchObject({
      code: "invalid_record",
      faults: [{ field: "endsAt", message: "End comes after start." }],
    });
  });
});

describe("[APA2] what is out of sight", () => {
  test("is in the way without its time or id, and nothing is offered that would show it", async () => {
    const doctorId = await doctor();
    const hidden = visit("09:00", "10:00", { doctorId, siteId: bursa });
    await applied(it.hub, admin, hidden);
    await applied(it.hub, admin, visit("10:00", "11:00", { doctorId }));
    const blind = await answerOf(clerk, visit("09:30", "09:50", { doctorId }));
    expect(blind).toMatchObject({ faults: [{ field: "doctorId" }] });
    expect(JSON.stringify(blind)).not.toMatch(/T(08|09|10|11):/);
    const partly = await answerOf(clerk, visit("10:30", "10:40", { doctorId }));
    expect(partly).toMatchObject({ faults: [{ offers: [{ startsAt: at("11:00") }] }] });
    expect(JSON.stringify([blind, partly])).not.toMatch(new RegExp(`T(08|09):|${hidden.id}`));
  });

  test("takes up no further time: who moved away is held no longer by those they left", async () => {
    const doctorId = await doctor();
    const first = visit("09:00", "10:00", { doctorId });
    await applied(it.hub, clerk, first);
    await applied(it.hub, admin, update("doctors", doctorId, 1, { siteId: bursa }));
    const longer = update("visits", first.id, 1, { endsAt: at("11:00") });
    expect(await answerOf(clerk, longer)).toMatchObject({
      faults: [{ field: "doctorId", message: expect.stringContaining("does not exist") }],
    });
    const shorter = update("visits", first.id, 1, { endsAt: at("09:30") });
    expect(await answerOf(clerk, shorter)).toBe("applied");
  });
});

describe("[APA3] the refusal offers", () => {
  test("the nearest times that are free of all that the record takes up", async () => {
    const [doctorId, other] = [await doctor(), await doctor()];
    const helpers = [newId(it.hub.ports)];
    await applied(it.hub, clerk, visit("09:00", "10:00", { doctorId }));
    await applied(it.hub, clerk, visit("10:00", "10:30", { doctorId: other, helpers }));
    const wanted = visit("09:30", "10:00", { doctorId, helpers });
    const answer = await answerOf(clerk, wanted);
    expect(answer).toMatchObject({
      faults: [
        {
          offers: [
            { startsAt: at("08:30"), endsAt: at("09:00") },
            { startsAt: at("10:30"), endsAt: at("11:00") },
          ],
        },
      ],
    });
    for (const offer of answer === "applied" ? [] : (answer.faults[0]?.offers ?? [])) {
      const { fields } = wanted;
      const taken = create("visits", newId(it.hub.ports), { ...fields, ...offer });
      expect(await answerOf(clerk, taken)).toBe("applied");
    }
  });

  test("days where days are taken, and nothing that is over where the wanted time is not", async () => {
    const year = new Date().getUTCFullYear() + 1;
    const person = newId(it.hub.ports);
    const leave = (from: string, to: string): Mutation =>
      create("leaves", newId(it.hub.ports), { siteId: ankara, person, startsOn: from, endsOn: to });
    await applied(it.hub, clerk, leave(`${year}-03-02`, `${year}-03-09`));
    expect(await answerOf(clerk, leave(`${year}-03-03`, `${year}-03-05`))).toMatchObject({
      faults: [
        {
          field: "person",
          offers: [
            { startsOn: `${year}-02-28`, endsOn: `${year}-03-02` },
            { startsOn: `${year}-03-09`, endsOn: `${year}-03-11` },
          ],
        },
      ],
    });
    const now = new Date();
    const soon = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();
    const doctorId = await doctor();
    const booked = { doctorId, startsAt: soon(1), endsAt: soon(5) };
    await applied(it.hub, clerk, visit("09:00", null, booked));
    expect(
      await answerOf(clerk, visit("09:00", null, { ...booked, endsAt: soon(4) })),
    ).toMatchObject({ faults: [{ offers: [{ startsAt: soon(5), endsAt: soon(8) }] }] });
  });
});

test("what clashed already is not told to who edits something else", async () => {
  const doctorId = await doctor();
  const [first, second] = [
    visit("09:00", "10:00", { doctorId }),
    visit("10:00", "11:00", { doctorId }),
  ];
  await applied(it.hub, clerk, first);
  await applied(it.hub, clerk, second);
  const connection = await it.hub.pool.connect();
  await connection.query("begin; set local healthops.engine = 'on'");
  await connection.query("update data.visits set starts_at = $2 where id = $1", [
    second.id,
    at("09:30"),
  ]);
  await connection.query("commit");
  connection.release();
  expect(await answerOf(clerk, update("visits", second.id, 1, { note: "late" }))).toBe("applied");
  expect(
    await answerOf(clerk, update("visits", second.id, 2, { endsAt: at("12:00") })),
  ).toMatchObject({
    code: "rule_broken",
  });
});

test("a push asks once for all that it takes up, and reads nothing as a whole", async () => {
  const doctors = [await doctor(), await doctor(), await doctor()];
  const device = new TestDevice(it.hub, clerk);
  const groups = doctors.flatMap((doctorId) =>
    ["09", "10", "11"].map((hour) => [
      visit(`${hour}:00`, `${hour}:30`, {
        doctorId,
        room: doctorId.slice(-12),
        helpers: [doctorId],
      }),
    ]),
  );
  const statements = await statementsOf(() => device.push(...groups));
  expect(statements.filter(({ text }) => text.includes("cross join lateral"))).toHaveLength(1);
  const refused = await statementsOf(() =>
    device.push([visit("09:10", "09:20", { doctorId: doctors[0] ?? "" })]),
  );
  const connection = await it.hub.pool.connect();
  const whole: string[] = [];
  for (const statement of [...statements, ...refused]) {
    const reads = await wholeReads(connection, statement, new Set(["visits", "doctors"]));
    whole.push(...reads.map(({ relation, statement: of }) => `${relation} in ${of}`));
  }
  connection.release();
  expect(whole).toEqual([]);
});

const hour = (value: number) => new Date(Date.UTC(2027, 0, 1, value)).toISOString();

const broughtBack = (id: string, base: number): Mutation =>
  Object.assign(remove("visits", id, base), { op: "restore" as const });

test("whatever is pushed, the hub takes what the plain rule takes", async () => {
  const fields = fc
    .record({
      doctorId: fc.constantFrom("d1", "d2", null),
      room: fc.constantFrom("r1", null),
      helpers: fc.constantFrom(null, ["h1"], ["h1", "h2"], ["h2"]),
      state: fc.constantFrom("planned", "arrived", "cancelled"),
      start: fc.nat(12),
      length: fc.option(fc.integer({ min: 1, max: 4 })),
    })
    .map(({ start, length, doctorId, room, helpers, state }) => ({
      doctorId,
      room,
      helpers,
      state,
      siteId: ankara,
      startsAt: hour(start),
      endsAt: length === null ? null : hour(start + length),
    }));
  const act = fc.record({ slot: fc.nat(5), fields, isGone: fc.boolean() });
  const batches = fc.array(
    fc.array(fc.array(act, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
    {
      minLength: 4,
      maxLength: 10,
    },
  );
  await fc.assert(
    fc.asyncProperty(batches, async (drawn) => {
      // Nobody else's, so that what a run leaves is in no other one's way.
      const things = new Map([
        ["d1", await doctor()],
        ["d2", await doctor()],
      ]);
      const run = newId(it.hub.ports).slice(-12);
      const own = (one: string): string => things.get(one) ?? `${run}${one}`;
      const ids = Array.from({ length: 6 }, () => newId(it.hub.ports));
      const model = new Map<string, { content: Content; version: number; deleted: boolean }>();
      for (const groups of drawn) {
        const expected: string[] = [];
        const refused = new Set<string>();
        const sent = groups.map((drawnActs, index) => {
          const acts = drawnActs.map(
            ({ slot, isGone, fields: { doctorId, room, helpers, ...time } }) => ({
              slot,
              isGone,
              fields: Object.assign(time, {
                doctorId: doctorId && own(doctorId),
                room: room && own(room),
                helpers: helpers?.map(own) ?? null,
              }),
            }),
          );
          const next = new Map(model);
          const touched = new Map(acts.map((one) => [ids[one.slot] ?? "", one]));
          const mutations = [...touched].map(([id, one]): Mutation => {
            const known = next.get(id);
            const version = known?.version ?? 0;
            if (known === undefined) {
              next.set(id, {
                content: completeContent(visits, one.fields),
                version: 1,
                deleted: false,
              });
              return create("visits", id, one.fields);
            }
            if (known.deleted) {
              next.set(id, { ...known, version: version + 1, deleted: false });
              return broughtBack(id, version);
            }
            if (one.isGone) {
              next.set(id, { ...known, version: version + 1, deleted: true });
              return remove("visits", id, version);
            }
            const content = completeContent(visits, one.fields);
            const isSame = JSON.stringify(content) === JSON.stringify(known.content);
            next.set(id, { ...known, content, version: version + (isSame ? 0 : 1) });
            return update("visits", id, version, one.fields);
          });
          const there = [...next].filter(([, { deleted }]) => !deleted);
          const clashes = there.some(
            ([id, { content }], at) =>
              touched.has(id) &&
              there.some(
                ([, other], place) => place !== at && isClash(visits, content, other.content),
              ),
          );
          // What a refused group changed waits for it [PSH3].
          const isRefused = clashes || [...touched.keys()].some((id) => refused.has(id));
          expected.push(isRefused ? "rejected" : "applied");
          if (isRefused) for (const id of touched.keys()) refused.add(id);
          else for (const [id, record] of next) model.set(id, record);
          return { seq: index + 1, deviceTime_ms: 0, mutations };
        });
        const receipts = await it.hub.engine.submit({ actor: clerk, replica: null, groups: sent });
        const statuses = receipts.map(({ status }) => status);
        expect(statuses, JSON.stringify({ receipts, sent })).toEqual(expected);
      }
    }),
    { numRuns: 8, seed: 5, endOnFailure: true },
  );
});
