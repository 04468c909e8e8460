import { expect, test } from "vitest";
import type { StoredRecord } from "@healthops/schema/record";
import { completeContent } from "@healthops/schema/content";
import { ADA } from "../../test-kit/device.ts";
import { entries } from "../../test-kit/schema.ts";
import type { Patch } from "./replay.ts";
import { replay } from "./replay.ts";

const ID = "00000000-0000-7000-8000-000000000001";
const base: StoredRecord = {
  id: ID,
  version: 3,
  createdAt_us: 10,
  updatedAt_us: 20,
  content: completeContent(entries, { ownerId: ADA, title: "Walk", count: 5, tags: ["a"] }),
};
const show = (record: StoredRecord | null, patches: readonly Omit<Patch, "signature">[]) =>
  replay(
    entries,
    ID,
    record,
    patches.map((patch) => ({ ...patch, signature: null })),
  );
const update = (fields: Record<string, unknown>) => ({ op: "update", fields }) as const;
const GONE = { op: "delete", fields: {} } as const;
const BACK = { op: "restore", fields: {} } as const;

test("without patches the base itself is seen", () => {
  expect(show(base, [])).toEqual(base);
  expect(show(null, [])).toBeNull();
});

test("patches come on top in order, deltas add up, derived fields follow [PUL3]", () => {
  const seen = show(base, [
    update({ title: "Run", count: { add: 2 } }),
    update({ count: { add: 1 }, tags: { add: ["b"], remove: ["a"] } }),
  ]);
  expect(seen).toMatchObject({
    version: 3,
    updatedAt_us: 20,
    content: { title: "Run", count: 8, double: 16, tags: ["b"] },
  });
});

test("a create is seen with version 0 until the hub has it, then on top of the hub's row", () => {
  const create = { op: "create", fields: { ownerId: ADA, title: "New" } } as const;
  expect(show(null, [create])).toMatchObject({ version: 0, content: { title: "New", count: 0 } });
  expect(show(base, [create])).toMatchObject({ version: 3, content: { title: "New", count: 5 } });
});

test("a deletion hides the record, a restore shows it again", () => {
  expect(show(base, [GONE])).toBeNull();
  expect(show(base, [update({ title: "Run" }), GONE, BACK])).toMatchObject({
    content: { title: "Run" },
  });
});

test("an edit or restore of what the hub deleted shows nothing [MRG4]", () => {
  expect(show(null, [update({ title: "Run" })])).toBeNull();
  expect(show(null, [BACK, update({ title: "Run" })])).toBeNull();
});
