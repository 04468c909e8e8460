import type { StoredRecord } from "@healthops/schema/record";
import { expect, test } from "vitest";
import { EntryGroups } from "./entry-groups.ts";

function record(employeeId: string, day: number, code = "N"): StoredRecord {
  const date = `2026-04-${String(day).padStart(2, "0")}`;
  const fields = { employeeId, date, code };
  return { id: `${employeeId} ${day}`, version: 1, updatedAt_us: 1, content: fields } as never;
}

function map(records: readonly StoredRecord[]): ReadonlyMap<string, StoredRecord> {
  return new Map(records.map((one) => [one.id, one]));
}

const [A1, A2, B1] = [record("a", 1), record("a", 2), record("b", 1)];

function codes(groups: ReturnType<EntryGroups["next"]>) {
  return Object.fromEntries([...groups].map(([id, own]) => [id, own.map(({ code }) => code)]));
}

test("only who has an entry that came, changed or went gets a new list", () => {
  const groups = new EntryGroups();
  const first = groups.next(map([A1, A2, B1]));
  expect(codes(first)).toEqual({ a: ["N", "N"], b: ["N"] });

  const changed = groups.next(map([A1, record("a", 2, "S"), B1]));
  expect(codes(changed)).toEqual({ a: ["N", "S"], b: ["N"] });
  expect(changed.get("b")).toBe(first.get("b"));

  const gone = groups.next(map([A1, B1]));
  expect(codes(gone)).toEqual({ a: ["N"], b: ["N"] });
  expect(gone.get("b")).toBe(first.get("b"));

  const without = groups.next(map([A1]));
  expect(codes(without)).toEqual({ a: ["N"] });
  expect(without.get("a")).toBe(gone.get("a"));
});

test("the same records give the same groups", () => {
  const groups = new EntryGroups();
  const first = groups.next(map([A1, B1]));
  expect(groups.next(map([A1, B1]))).toBe(first);
});
