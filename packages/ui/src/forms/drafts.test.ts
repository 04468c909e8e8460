import type { JsonValue } from "@healthops/schema/field";
import { expect, test } from "vitest";
import { Draft, draftName, flushDrafts } from "./drafts.ts";

function memory() {
  const values = new Map<string, JsonValue>();
  const writes: (JsonValue | null)[] = [];
  return {
    values,
    writes,
    kept: async (name: string) => values.get(name) ?? null,
    keep: async (name: string, value: JsonValue | null) => {
      writes.push(value);
      if (value === null) values.delete(name);
      else values.set(name, value);
    },
  };
}

test("what is entered is there for the next form of that record, and for no other", async () => {
  const store = memory();
  new Draft(store, draftName("meals", "a")).keep({ name: "Soup" });
  await flushDrafts();
  expect(await new Draft(store, draftName("meals", "a")).read()).toEqual({ name: "Soup" });
  expect(await new Draft(store, draftName("meals", null)).read()).toBeNull();
});

test("the first change is written at once, what comes meanwhile together", async () => {
  const store = memory();
  const draft = new Draft(store, "draft:meals/new");
  for (const name of ["S", "So", "Sou"]) draft.keep({ name });
  await flushDrafts();
  await flushDrafts();
  expect(store.writes).toEqual([{ name: "S" }, { name: "Sou" }]);
});

test("what is entered while a write goes on follows it without being asked for", async () => {
  const store = memory();
  const first = Promise.withResolvers<void>();
  const slow = {
    ...store,
    keep: async (name: string, value: JsonValue | null) => {
      await store.keep(name, value);
      if (store.writes.length === 1) await first.promise;
    },
  };
  const draft = new Draft(slow, "draft:meals/new");
  for (const name of ["S", "So", "Sou"]) draft.keep({ name });
  first.resolve();
  await expect.poll(() => store.writes).toEqual([{ name: "S" }, { name: "Sou" }]);
});

test("a draft lasts for 30 days", async () => {
  const asked: unknown[] = [];
  const store = { ...memory(), keep: async (...all: unknown[]) => void asked.push(all[2]) };
  await new Draft(store, "draft:meals/new").drop();
  expect(asked).toEqual([{ lasts_ms: 30 * 86_400_000 }]);
});

test("a draft that is dropped does not come back with what was still unwritten", async () => {
  const store = memory();
  const draft = new Draft(store, "draft:meals/new");
  draft.keep({ name: "Soup" });
  await draft.drop();
  await flushDrafts();
  expect(store.values.size).toBe(0);
});

test("a form that is back at its beginning leaves no draft", async () => {
  const store = memory();
  const draft = new Draft(store, "draft:meals/new");
  draft.keep({ name: "Soup" });
  await draft.flush();
  draft.keep({});
  await draft.flush();
  expect(store.values.size).toBe(0);
});

test("a device that keeps nothing costs the draft, not the form", async () => {
  const refusing = { kept: async () => null, keep: () => Promise.reject(new Error("full")) };
  const draft = new Draft(refusing, "draft:meals/new");
  draft.keep({ name: "Soup" });
  await expect(draft.flush()).resolves.toBeUndefined();
});
