import { sites } from "@healthops/schema/core/sites";
import { expect, test } from "vitest";
import type { AuditEntry } from "@healthops/protocol/wire/admin";
import { entryKey, fieldsOf, nameIn } from "./audit-entry.ts";

const ENTRY: AuditEntry = {
  collection: "sites",
  recordId: "018f0000-0000-7000-8000-00000000000a",
  version: 2,
  op: "update",
  at: "2026-03-01T08:30:00.000Z",
  personId: null,
  replicaId: null,
  deviceTime: null,
  reason: null,
  withheld: false,
  before: { name: "Ankara", kind: "region", later: 1, same: [1] },
  after: { name: "Ankara 2", kind: "clinic", later: 2, same: [1] },
};

test("changed fields come in the declared order, unknown ones behind, equal ones not at all", () => {
  expect(fieldsOf(ENTRY, sites)).toEqual(["name", "kind", "later"]);
  expect(fieldsOf(ENTRY, undefined)).toEqual(["kind", "later", "name"]);
});

test("a withheld change has no fields and no name", () => {
  const withheld = { ...ENTRY, withheld: true, before: null, after: null };
  expect(fieldsOf(withheld, sites)).toEqual([]);
  expect(nameIn(withheld, sites)).toBeNull();
});

test("a change names its record by the newest name that it knows", () => {
  expect(nameIn(ENTRY, sites)).toBe("Ankara 2");
  expect(nameIn({ ...ENTRY, after: null }, sites)).toBe("Ankara");
  expect(nameIn({ ...ENTRY, before: { kind: "region" }, after: { kind: "clinic" } }, sites)).toBe(
    null,
  );
});

test("every change of a record has a key of its own", () => {
  expect(entryKey(ENTRY)).not.toBe(entryKey({ ...ENTRY, version: 3 }));
});
