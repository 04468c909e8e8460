import { expect, test } from "vitest";
import { conflictRow } from "./conflict-row.ts";

const SITE = "018f0000-0000-7000-8000-00000000000b";
const META = {
  id: "018f0000-0000-7000-8000-00000000000a",
  version: 1,
  createdAt_us: 0,
  updatedAt_us: 0,
};
const CONTENT = {
  collection: "notices",
  recordId: "018f0000-0000-7000-8000-00000000000c",
  kind: "fields",
  mineBy: null,
  theirsBy: "018f0000-0000-7000-8000-00000000000d",
  mineAt: "2026-03-01T08:30:00.000Z",
};

test.each([
  [[`user:${META.id}`, `managers:${SITE}`], SITE],
  [[`site:${SITE}`], SITE],
  [["shared"], null],
])("a conflict that is seen by %s belongs to the site %s", (scopeKeys, siteId) => {
  expect(conflictRow({ ...META, content: { ...CONTENT, scopeKeys } }).siteId).toBe(siteId);
});

test("a side that the hub itself wrote has nobody's name", () => {
  const row = conflictRow({ ...META, content: { ...CONTENT, scopeKeys: [] } });
  expect(row).toMatchObject({ mineBy: null, theirsBy: CONTENT.theirsBy });
  expect(row.at_ms).toBe(Date.parse(CONTENT.mineAt));
});
