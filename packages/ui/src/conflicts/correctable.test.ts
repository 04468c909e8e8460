import type { PendingChange } from "@healthops/replica/outbox/pending-groups";
import { collection } from "@healthops/schema/collection";
import { reference, text } from "@healthops/schema/fields";
import { expect, test } from "vitest";
import { whyNotCorrectable } from "./correctable.ts";

const ME = "01890000-0000-7000-8000-0000000000a1";
const OTHER = "01890000-0000-7000-8000-0000000000a2";
const ID = "01890000-0000-7000-8000-0000000000b1";
const label = { en: "-", tr: "-" };
const notes = collection({
  name: "notes",
  title: { one: label, many: label },
  fields: { name: text({ label, max: 40 }), ownerId: reference({ label, to: "people" }) },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{ own: "ownerId" }], update: [{ own: "ownerId" }] },
});
const actor = { personId: ME, role: "USER", duties: [], siteIds: [], workplaceIds: [] } as const;
const change = (op: PendingChange["op"]): PendingChange => ({
  collection: "notes",
  id: ID,
  op,
  fields: { name: "A" },
  refusal: null,
});
const record = (ownerId: string) => ({
  id: ID,
  version: 1,
  createdAt_us: 0,
  updatedAt_us: 0,
  content: { name: "A", ownerId },
});

test("an edit of a record that is there and one's to change, and a new record, are put right in a form", () => {
  expect(whyNotCorrectable([change("update")], notes, record(ME), actor)).toBeNull();
  expect(whyNotCorrectable([change("create")], notes, null, actor)).toBeNull();
});

test("where a form would lead nowhere, it says why", () => {
  const why = (op: PendingChange["op"], owner: string | null) =>
    whyNotCorrectable([change(op)], notes, owner === null ? null : record(owner), actor);
  expect(why("update", null)).toBe("gone");
  expect(why("update", OTHER)).toBe("notYours");
  expect(why("delete", ME)).toBe("whole");
  expect(whyNotCorrectable([change("update")], undefined, null, actor)).toBe("unknown");
  const both = [change("update"), change("update")];
  expect(whyNotCorrectable(both, notes, record(ME), actor)).toBe("together");
});
