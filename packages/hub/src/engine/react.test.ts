import { newId } from "@healthops/base/ids";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  submitOne,
  update,
} from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import type { Effect } from "./effects.ts";
import type { Reaction } from "./reaction.ts";
import type { HubRule } from "./rules.ts";

/** A sample that is named after a card takes one of its stock, and says so in a note. */
const takesStock: Reaction = {
  name: "takes stock",
  collections: ["samples"],
  async react({ read }, changed) {
    const made = changed.filter(({ previous }) => previous === null);
    const cards = await read(
      "site_cards",
      made.flatMap(({ after }) => (after["note"] === null ? [] : [String(after["note"])])),
    );
    return cards.flatMap(({ id, content }) =>
      content["title"] === "silent"
        ? []
        : [{ op: "update", collection: "site_cards", id, fields: { stock: { add: -1 } } } as const],
    );
  },
};

/** A card that is used up makes a card that orders more; of one that is called "loop" or "wordy" comes nothing good. */
const ordersMore: Reaction = {
  name: "orders more",
  collections: ["site_cards"],
  react(_, changed) {
    return changed.flatMap(({ id, after }) => {
      const { siteId, title, stock } = after;
      const next = title === "loop" ? "loop" : title === "wordy" ? "w".repeat(81) : "order";
      const isDue = title === "loop" || title === "wordy" || (title === "card" && stock === 0);
      if (!isDue) return [];
      const fields = { siteId: siteId ?? null, title: next, parentId: id };
      return [{ op: "create", collection: "site_cards", fields } as const];
    });
  },
};

const neverNegative: HubRule = {
  collections: ["site_cards"],
  code: "stock_negative",
  check: (_, changed) =>
    changed.flatMap(({ after }) =>
      Number(after["stock"]) < 0 ? [{ field: "stock", message: "is used up." }] : [],
    ),
};

/** What the effect wrote down, and what it fails at. */
const outbox: Effect = {
  name: "outbox",
  collections: ["samples"],
  async run({ connection }, changed) {
    for (const { id, version, before, after, personId } of changed) {
      if (after["title"] === "unsendable") throw new Error("no such number");
      await connection.query(
        "insert into hub.sample_outbox (record_id, version, title_was, title_is, person_id) values ($1, $2, $3, $4, $5)",
        [id, version, before?.["title"] ?? null, after["title"], personId],
      );
    }
  },
};

/** In which order the rule below was asked. */
const asked: string[] = [];
const preparing: HubRule = {
  collections: ["samples"],
  async prepare({ named, coming, connection }) {
    const { rows } = await connection.query<{ one: number }>("select 1 as one");
    asked.push(
      `prepare ${named("samples").size} of ${coming("samples", "ownerId").size} (${rows[0]?.one})`,
    );
  },
  check: (_, changed) => {
    asked.push(`check ${changed.length}`);
    return [];
  },
};

let it: TestHub;
let site: string;
let ada: HubActor;
beforeAll(async () => {
  it = await openTestHub([
    {
      module: sampleModule,
      rules: [preparing, neverNegative],
      reactions: [takesStock, ordersMore],
      effects: [outbox],
      tables: [
        `create table if not exists hub.sample_outbox (
          record_id uuid not null, version int not null, title_was text, title_is text, person_id uuid)`,
      ],
    },
  ]);
  site = await addSite(it.hub, "Ankara");
  ada = await addActor(it.hub, "USER", site);
});
afterAll(() => it.close());

const card = async (title: string, stock: number): Promise<string> => {
  const id = newId(it.hub.ports);
  await applied(it.hub, ada, create("site_cards", id, { siteId: site, title, stock }));
  return id;
};
const sample = (title: string, note: string | null = null) => {
  const id = newId(it.hub.ports);
  return { id, made: create("samples", id, { ownerId: ada.personId, title, note }) };
};
const cardRow = async (id: string) => {
  const { rows } = await it.hub.pool.query<{ stock: number; version: number }>(
    "select stock, version from data.site_cards where id = $1",
    [id],
  );
  return rows[0];
};
const written = async (id: string) => {
  const { rows } = await it.hub.pool.query(
    "select version, title_was, title_is, person_id from hub.sample_outbox where record_id = $1 order by version",
    [id],
  );
  return rows;
};

describe("reactions", () => {
  test("change other records in the same group, as the hub, in the name of who caused it", async () => {
    const id = await card("shelf", 2);
    await applied(it.hub, ada, sample("first", id).made);
    expect(await cardRow(id)).toEqual({ stock: 1, version: 2 });
    const { rows } = await it.hub.pool.query(
      "select person_id, replica_id, reason from hub.history where record_id = $1 and version = 2",
      [id],
    );
    expect(rows).toEqual([
      {
        person_id: ada.personId,
        replica_id: null,
        reason: "Follows from another change (takes stock).",
      },
    ]);
  });

  test("see what earlier groups of the batch did, and may have reactions themselves", async () => {
    const id = await card("card", 2);
    const groups = ["a", "b"].map((title, at) => ({
      seq: at + 1,
      deviceTime_ms: 0,
      mutations: [sample(title, id).made],
    }));
    const receipts = await it.hub.engine.submit({ actor: ada, replica: null, groups });
    expect(receipts.map(({ status }) => status)).toEqual(["applied", "applied"]);
    expect(await cardRow(id)).toEqual({ stock: 0, version: 3 });
    const { rows } = await it.hub.pool.query(
      "select title, deleted from data.site_cards where parent_id = $1",
      [id],
    );
    expect(rows).toEqual([{ title: "order", deleted: false }]);
  });

  test("that a rule refuses refuse the whole group with that rule's code", async () => {
    const id = await card("shelf", 0);
    const { id: sampleId, made } = sample("too much", id);
    const receipt = await submitOne(it.hub, ada, made);
    expect(receipt.mutations).toMatchObject([
      { status: "rejected", code: "stock_negative", faults: [{ field: "stock" }] },
    ]);
    expect(await cardRow(id)).toEqual({ stock: 0, version: 1 });
    const { rows } = await it.hub.pool.query("select id from data.samples where id = $1", [
      sampleId,
    ]);
    expect(rows).toEqual([]);
    expect(await written(sampleId)).toEqual([]);
  });

  test("whose change is not valid refuse the group as that record's validator does", async () => {
    const id = newId(it.hub.ports);
    const fields = { siteId: site, title: "wordy" };
    const receipt = await submitOne(it.hub, ada, create("site_cards", id, fields));
    expect(receipt.mutations).toMatchObject([
      { status: "rejected", code: "invalid_record", faults: [{ field: "title" }] },
    ]);
    expect(await cardRow(id)).toBeUndefined();
  });

  test("without an end are a defect that ends nobody else's changes", async () => {
    const loop = newId(it.hub.ports);
    const fields = { siteId: site, title: "loop" };
    const [bad, good] = await Promise.allSettled([
      submitOne(it.hub, ada, create("site_cards", loop, fields)),
      applied(it.hub, ada, sample("beside").made),
    ]);
    expect(bad).toMatchObject({ status: "rejected" });
    expect(good).toMatchObject({ status: "fulfilled", value: { status: "applied" } });
    expect(await cardRow(loop)).toBeUndefined();
  });
});

describe("effects", () => {
  test("are told once a batch what every record was and will be, and commit with it", async () => {
    const { id, made } = sample("one");
    const groups = [[made], [update("samples", id, 1, { title: "two" })]].map((mutations, at) => ({
      seq: at + 1,
      deviceTime_ms: 0,
      mutations,
    }));
    await it.hub.engine.submit({ actor: ada, replica: null, groups });
    await applied(it.hub, ada, update("samples", id, 2, { title: "three" }));
    expect(await written(id)).toEqual([
      { version: 2, title_was: null, title_is: "two", person_id: ada.personId },
      { version: 3, title_was: "two", title_is: "three", person_id: ada.personId },
    ]);
  });

  test("that fail fail the change they are about, and nobody else's", async () => {
    const bad = sample("unsendable");
    const good = sample("fine");
    const [failed, done] = await Promise.allSettled([
      submitOne(it.hub, ada, bad.made),
      submitOne(it.hub, ada, good.made),
    ]);
    expect(failed).toMatchObject({ status: "rejected", reason: { message: "no such number" } });
    expect(done).toMatchObject({ status: "fulfilled", value: { status: "applied" } });
    expect(await written(bad.id)).toEqual([]);
    expect(await written(good.id)).toHaveLength(1);
  });
});

test("a rule may lock and read once for a whole batch before anything is decided", async () => {
  asked.length = 0;
  const groups = ["x", "y", "z"].map((title, at) => ({
    seq: at + 1,
    deviceTime_ms: 0,
    mutations: [sample(title).made],
  }));
  await it.hub.engine.submit({ actor: ada, replica: null, groups });
  expect(asked).toEqual(["prepare 3 of 1 (1)", "check 1", "check 1", "check 1"]);
});

test("tables of a module have its name, or the hub does not open", async () => {
  const tables = ["create table if not exists hub.settings (key text)"];
  await expect(openTestHub([{ module: sampleModule, tables }])).rejects.toThrow(
    "a table of module sample is hub.sample_…",
  );
});
