import { Problem } from "@healthops/base/problem";
import type { Change } from "@healthops/replica/outbox/change";
import { expect, test } from "vitest";
import { runGroups } from "./run-groups.ts";

const groups = Array.from({ length: 1_150 }, (_, at): readonly Change[] => [
  { op: "delete", collection: "runs", id: String(at) },
]);

/** Refuses the records with these ids, whole portions with them, as a replica does. */
function api(refused: readonly string[], code = "not_permitted") {
  const made: string[] = [];
  return {
    made,
    mutateAll: async (all: readonly (readonly Change[])[]) => {
      const ids = all.map(([change]) => (change?.op === "delete" ? change.id : ""));
      if (ids.some((id) => refused.includes(id))) throw new Problem({ code, message: "No." });
      made.push(...ids);
      return ids.map((id) => ({ group: 1, ids: [id] }));
    },
  };
}

test("one refused record does not hold up the others", async () => {
  const replica = api(["3", "601"]);
  const seen: number[] = [];
  const control = { signal: new AbortController().signal, progress: (n: number) => seen.push(n) };
  const { done, refused, stopped } = await runGroups(replica, groups, control);
  expect([done.length, refused.map(({ at }) => at), stopped]).toEqual([1_148, [3, 601], false]);
  expect(replica.made.length).toBe(1_148);
  expect(seen).toEqual([500, 1_000, 1_150]);
});

test("stops between two portions, and says how far it came", async () => {
  const stop = new AbortController();
  const control = { signal: stop.signal, progress: () => stop.abort() };
  const outcome = await runGroups(api([]), groups, control);
  expect([outcome.done.length, outcome.stopped]).toEqual([500, true]);
});

test("a full device stops everything at once", async () => {
  const control = { signal: new AbortController().signal, progress: () => undefined };
  await expect(runGroups(api(["0"], "storage_full"), groups, control)).rejects.toMatchObject({
    code: "storage_full",
  });
});
