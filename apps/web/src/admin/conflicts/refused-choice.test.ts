import type { RefusedRecord } from "@healthops/protocol/wire/refused";
import { collection } from "@healthops/schema/collection";
import { integer, reference, text } from "@healthops/schema/fields";
import { describe, expect, test } from "vitest";
import {
  AS_WANTED,
  decidedFields,
  obstacleOf,
  takenFields,
  takenRecords,
} from "./refused-choice.ts";

const label = (word: string) => ({ en: word, tr: word });
const cards = collection({
  name: "cards",
  title: { one: label("Card"), many: label("Cards") },
  fields: {
    siteId: reference({ label: label("Site"), to: "sites", required: true }),
    title: text({ label: label("Title"), max: 80, required: true }),
    stock: integer({ label: label("Stock"), min: 0 }),
  },
  scopes: [{ kind: "site", field: "siteId" }],
  permissions: { create: [{ site: "siteId" }], update: [{ site: "siteId" }] },
});
const collections = new Map([["cards", cards]]);

const PRESENT = { version: 3, deleted: false, content: { siteId: "a", title: "old", stock: 5 } };
const record = (more: Partial<RefusedRecord>): RefusedRecord => ({
  collection: "cards",
  recordId: "r",
  op: "update",
  withheld: false,
  present: PRESENT,
  wanted: { title: "new", stock: 5 },
  ...more,
});

const choose = (value: number) =>
  new Map([["cards r", { whole: true, fields: { stock: { value, unread: null } } }]]);

describe("what is taken over of a refused change", () => {
  test("is asked of the fields that differ from what the hub has, and taken as wanted by default", () => {
    expect(decidedFields(record({}), cards)).toEqual(["title"]);
    expect(takenFields(record({}), cards, AS_WANTED)).toEqual({ title: "new" });
  });

  test("may be left as it is, or put right", () => {
    const chosen = { whole: true, fields: { title: "theirs" as const } };
    expect(takenFields(record({}), cards, chosen)).toBeNull();
    const own = { whole: true, fields: { title: { value: "third", unread: null } } };
    expect(takenFields(record({}), cards, own)).toEqual({ title: "third" });
  });

  test("is a deletion or a return of the record, when somebody says so", () => {
    const deletion = record({ op: "delete", wanted: {} });
    expect(takenFields(deletion, cards, AS_WANTED)).toEqual({});
    expect(takenFields(deletion, cards, { ...AS_WANTED, whole: false })).toBeNull();
    const back = record({ op: "restore", wanted: {}, present: { ...PRESENT, deleted: true } });
    expect(takenFields(back, cards, AS_WANTED)).toEqual({});
  });

  test("is nothing where it is private, gone, unknown here or done already", () => {
    expect(obstacleOf(record({ withheld: true, present: null, wanted: null }), cards)).toBe(
      "withheld",
    );
    expect(obstacleOf(record({}), undefined)).toBe("unknownKind");
    expect(obstacleOf(record({ present: null }), cards)).toBe("gone");
    expect(obstacleOf(record({ op: "delete", present: null }), cards)).toBe("gone");
    expect(obstacleOf(record({ wanted: { title: "old" } }), cards)).toBe("same");
    expect(obstacleOf(record({ op: "create", present: null }), cards)).toBeNull();
  });

  test("waits while a value of one's own is not valid", () => {
    const records = [record({ wanted: { stock: -1 } })];
    expect(takenRecords({ records }, collections, choose(-2)).valid).toBe(false);
    expect(takenRecords({ records }, collections, choose(2))).toEqual({
      possible: true,
      valid: true,
      records: [{ collection: "cards", recordId: "r", base: 3, fields: { stock: 2 } }],
    });
  });
});
