import { newId } from "@healthops/base/ids";
import { followingModule } from "@healthops/testing/fixtures/following-module";
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
import { naturalIdIn } from "@healthops/schema/natural-key";
import { collectionNamed } from "@healthops/schema/schema";
import type { Mutation } from "@healthops/protocol/wire/push";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";

const DAY = "2026-03-02";

let it: TestHub;
let ankara: string;
let bursa: string;
let admin: HubActor;
let clerk: HubActor;
let other: HubActor;
beforeAll(async () => {
  it = await openTestHub([{ module: followingModule }]);
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  admin = await addActor(it.hub, "ADMIN", null, [ankara, bursa]);
  clerk = await addActor(it.hub, "USER", ankara);
  other = await addActor(it.hub, "USER", bursa);
});
afterAll(() => it.close());

const noteId = (chartId: string, day = DAY) =>
  naturalIdIn(collectionNamed(it.hub.schema, "notes"), { chartId, day });

/** A chart with a note, of which nobody said where it is. */
async function chart(siteId = ankara): Promise<{ id: string; note: string }> {
  const id = newId(it.hub.ports);
  const actor = siteId === ankara ? clerk : other;
  const note = create("notes", noteId(id), { chartId: id, day: DAY, text: "old words" });
  await applied(it.hub, actor, create("charts", id, { siteId, heldBy: ["a", "b"] }), note);
  return { id, note: note.id };
}

const rowOf = async (kind: string, id: string) => {
  const { rows } = await it.hub.pool.query<Record<string, unknown>>(
    `select * from data.${kind} where id = $1`,
    [id],
  );
  return rows[0];
};

const move = (id: string, base = 1): Mutation => update("charts", id, base, { siteId: bursa });

const codeOf = async (actor: HubActor, ...mutations: Mutation[]) => {
  const { mutations: answers } = await submitOne(it.hub, actor, ...mutations);
  const refused = answers.flatMap((one) => (one.status === "rejected" ? [one] : []));
  return refused.find(({ code }) => code !== "group_rejected") ?? "applied";
};

describe("[FOL1] a record that follows another one", () => {
  test("is where that is, whoever leaves it open, also in one group with it", async () => {
    const { note } = await chart();
    expect(await rowOf("notes", note)).toMatchObject({ site_id: ankara, version: 1 });
  });

  test("moves with it, with what follows it in turn, deleted or not [PUL4]", async () => {
    const { id, note } = await chart();
    const [reply, gone] = [newId(it.hub.ports), newId(it.hub.ports)];
    for (const one of [reply, gone])
      await applied(it.hub, clerk, create("replies", one, { noteId: note }));
    await applied(it.hub, clerk, remove("replies", gone, 1));
    await applied(it.hub, admin, move(id));
    expect(await rowOf("notes", note)).toMatchObject({ site_id: bursa, version: 2 });
    expect(await rowOf("replies", reply)).toMatchObject({ site_id: bursa, version: 2 });
    expect(await rowOf("replies", gone)).toMatchObject({ site_id: bursa, deleted: true });
    const { rows } = await it.hub.pool.query(
      "select person_id, reason from hub.history where record_id = $1 and version = 2",
      [note],
    );
    expect(rows).toEqual([{ person_id: admin.personId, reason: `Moved along with charts ${id}.` }]);
    expect(await codeOf(clerk, update("notes", note, 1, { text: "mine" }))).toMatchObject({
      code: "unknown_record",
    });
  });

  test("moves along when the same batch makes or edits it", async () => {
    const { id, note } = await chart();
    const made = noteId(id, "2026-03-03");
    const groups = [
      [create("notes", made, { chartId: id, day: "2026-03-03" })],
      [update("notes", note, 1, { text: "edited" })],
      [move(id)],
      [update("notes", note, 1, { text: "again" })],
    ].map((mutations, at) => ({ seq: at + 1, deviceTime_ms: 0, mutations }));
    const receipts = await it.hub.engine.submit({ actor: admin, replica: null, groups });
    expect(receipts.map(({ status }) => status)).toEqual(groups.map(() => "applied"));
    expect(await rowOf("notes", made)).toMatchObject({ site_id: bursa });
    expect(await rowOf("notes", note)).toMatchObject({ site_id: bursa });
  });

  test("stays when the move is refused", async () => {
    const { id, note } = await chart();
    expect(await codeOf(clerk, move(id))).not.toBe("applied");
    expect(await rowOf("notes", note)).toMatchObject({ site_id: ankara, version: 1 });
  });

  test("goes where another one is when it is given to that", async () => {
    const [one, two] = [await chart(), await chart(bursa)];
    const reply = newId(it.hub.ports);
    await applied(it.hub, clerk, create("replies", reply, { noteId: one.note }));
    await applied(it.hub, admin, update("replies", reply, 1, { noteId: two.note }));
    expect(await rowOf("replies", reply)).toMatchObject({ site_id: bursa });
  });

  test("is compared by value: an edit of the other one rewrites nothing that has the same set", async () => {
    const { id } = await chart();
    const mark = newId(it.hub.ports);
    await applied(it.hub, clerk, create("marks", mark, { chartId: id }));
    expect(await rowOf("marks", mark)).toMatchObject({ held_by: ["a", "b"] });
    await applied(it.hub, clerk, update("charts", id, 1, { name: "x", heldBy: ["b", "a"] }));
    expect(await rowOf("marks", mark)).toMatchObject({ version: 1 });
    await applied(it.hub, clerk, update("charts", id, 2, { heldBy: { add: ["c"] } }));
    expect(await rowOf("marks", mark)).toMatchObject({ version: 2, held_by: ["a", "b", "c"] });
  });

  test("of one that its writer may not see is answered like of none", async () => {
    const { id } = await chart(bursa);
    const none = newId(it.hub.ports);
    const answers = await Promise.all(
      [id, none].map((chartId) =>
        codeOf(clerk, create("notes", noteId(chartId), { chartId, day: DAY })),
      ),
    );
    for (const answer of answers) {
      expect(answer).toMatchObject({ code: "invalid_record", faults: [{ field: "chartId" }] });
    }
  });

  test("is found by an index when it moves", async () => {
    const { id } = await chart();
    const statements = await statementsOf(() => applied(it.hub, admin, move(id)));
    const connection = await it.hub.pool.connect();
    const whole: string[] = [];
    for (const statement of statements) {
      const reads = await wholeReads(connection, statement, new Set(["notes", "marks", "replies"]));
      whole.push(...reads.map(({ relation, statement: of }) => `${relation} in ${of}`));
    }
    connection.release();
    expect(whole).toEqual([]);
  });
});

describe("[FOL2] written elsewhere", () => {
  test.each<[string, (id: string, note: string) => Mutation]>([
    [
      "when it is made",
      (id) =>
        create("notes", noteId(id, "2026-04-01"), {
          chartId: id,
          day: "2026-04-01",
          siteId: bursa,
        }),
    ],
    ["when it is edited", (_id, note) => update("notes", note, 1, { siteId: bursa })],
  ])("it is refused %s, with a sentence of its labels", async (_when, mutation) => {
    const { id, note } = await chart();
    expect(await codeOf(admin, mutation(id, note))).toMatchObject({
      code: "rule_broken",
      faults: [{ field: "siteId", message: expect.stringContaining("that of its chart") }],
    });
  });

  test("it is refused with the sentence that the collection has for it", async () => {
    const { note } = await chart();
    const made = create("replies", newId(it.hub.ports), { noteId: note, siteId: bursa });
    expect(await codeOf(admin, made)).toMatchObject({ message: "The note is at another site." });
  });

  test("two at once end in one place: who places a record holds what it follows", async () => {
    const { id } = await chart();
    const makes = Array.from({ length: 8 }, (_, at) => `2026-05-0${at + 1}`).map((day) =>
      new TestDevice(it.hub, admin).push([
        create("notes", noteId(id, day), { chartId: id, day, siteId: ankara }),
      ]),
    );
    await Promise.all([...makes, new TestDevice(it.hub, admin).push([move(id)])]);
    const { rows } = await it.hub.pool.query(
      "select distinct site_id from data.notes where chart_id = $1",
      [id],
    );
    expect(rows).toEqual([{ site_id: bursa }]);
  });
});

const restore = (id: string, base: number): Mutation => ({
  collection: "notes",
  id,
  op: "restore",
  base,
  fields: {},
});

describe("[FOL3] deleted, and moved since", () => {
  test("it is restored by who held it when it was deleted, not by who gets it so", async () => {
    const { id, note } = await chart();
    await applied(it.hub, clerk, remove("notes", note, 1));
    await applied(it.hub, admin, move(id));
    expect(await codeOf(other, restore(note, 3))).toMatchObject({ code: "not_permitted" });
    expect(await codeOf(clerk, restore(note, 3))).toMatchObject({ code: "unknown_record" });
    expect(await codeOf(admin, restore(note, 3))).toBe("applied");
    expect(await rowOf("notes", note)).toMatchObject({ site_id: bursa, text: "old words" });
  });

  test("it begins anew when its key is typed again, and the history tells nothing old", async () => {
    const { id, note } = await chart();
    await applied(it.hub, clerk, remove("notes", note, 1));
    await applied(it.hub, admin, move(id));
    await applied(it.hub, other, create("notes", note, { chartId: id, day: DAY, text: "new" }));
    expect(await rowOf("notes", note)).toMatchObject({ site_id: bursa, text: "new" });
    const { rows } = await it.hub.pool.query(
      "select before from hub.history where record_id = $1 order by version desc limit 1",
      [note],
    );
    expect(rows).toEqual([{ before: {} }]);
  });

  test("its own people restore it where it was deleted and did not move", async () => {
    const { note } = await chart();
    await applied(it.hub, clerk, remove("notes", note, 1));
    expect(await codeOf(clerk, restore(note, 2))).toBe("applied");
    const again = [remove("notes", note, 3), restore(note, 4)];
    expect(await codeOf(clerk, ...again)).toBe("applied");
  });
});

test("the system writes nothing elsewhere either", async () => {
  const { id } = await chart();
  const day = "2026-06-01";
  const made = create("notes", noteId(id, day), { chartId: id, day, siteId: bursa });
  expect(await codeOf(SYSTEM_ACTOR, made)).toMatchObject({ code: "rule_broken" });
});
