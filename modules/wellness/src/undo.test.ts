import { expect, test } from "vitest";
import { undoOf } from "./undo.ts";

const held = (id: string) => (id === "c" ? { name: "old" } : undefined);

test("creating is taken back by deleting, deleting by restoring, an update by what was there", () => {
  const collection = "meals";
  const changes = [
    { op: "create", collection, id: "a", fields: { name: "x" } },
    { op: "delete", collection, id: "b" },
    { op: "update", collection, id: "c", fields: { name: "new", proteinG: 4 } },
    { op: "update", collection, id: "unknown", fields: { name: "new" } },
  ] as const;
  expect(undoOf(changes, held)).toEqual([
    { op: "update", collection, id: "c", fields: { name: "old", proteinG: null } },
    { op: "restore", collection, id: "b" },
    { op: "delete", collection, id: "a" },
  ]);
});
