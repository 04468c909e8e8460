import { newId } from "@healthops/base/ids";
import { create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RefusedToKeep } from "./keep-refused.ts";
import { keepRefused, withdrawOwn } from "./keep-refused.ts";

let it: TestHub;
beforeAll(async () => {
  it = await openTestHub();
});
afterAll(() => it.close());

const MB = 1024 * 1024;
const NOWHERE = (): readonly string[] => [];

/** A refused group with one record whose note weighs so much. */
function refusedGroup(seq: number, note: string): RefusedToKeep {
  const siteId = newId(it.hub.ports);
  const mutation = create("site_cards", newId(it.hub.ports), { siteId, title: "t", note });
  return {
    seq,
    deviceTime_ms: 0,
    mutations: [mutation],
    answers: [{ status: "rejected", code: "invalid_record", message: "no", faults: [] }],
    sites: [siteId],
  };
}

const kept = async (personId: string) =>
  (
    await it.hub.pool.query<{ seq: number; fields: Record<string, unknown>; leftOut: boolean }>(
      `select seq, mutations -> 0 -> 'fields' as fields,
          coalesce((mutations -> 0 ->> 'leftOut')::boolean, false) as "leftOut"
        from hub.refused where person_id = $1 and decision is null order by seq`,
      [personId],
    )
  ).rows;

describe("what one person has open of refused work is bounded", () => {
  test("beyond 32 MB what it was about is kept without its content, until some of it is settled", async () => {
    const from = { replicaId: newId(it.hub.ports), personId: newId(it.hub.ports) };
    for (const seq of [1, 2, 3, 4]) {
      await keepRefused(it.hub.pool, from, [refusedGroup(seq, "n".repeat(9 * MB))], NOWHERE);
    }
    const rows = await kept(from.personId);
    expect(rows.map(({ leftOut }) => leftOut)).toEqual([false, false, false, true]);
    expect(rows[3]?.fields).toEqual({ siteId: expect.any(String), title: "t" });
    await withdrawOwn(it.hub.pool, from.personId, [{ deviceId: from.replicaId, seq: 1 }]);
    await keepRefused(it.hub.pool, from, [refusedGroup(5, "n".repeat(9 * MB))], NOWHERE);
    expect((await kept(from.personId)).at(-1)).toMatchObject({ seq: 5, leftOut: false });
  });

  test("and so is how many changes; somebody else's are kept all the same", async () => {
    const from = { replicaId: newId(it.hub.ports), personId: newId(it.hub.ports) };
    const many = Array.from({ length: 5_100 }, (_, index) => refusedGroup(index + 1, ""));
    await keepRefused(it.hub.pool, from, many.slice(0, 4_000), NOWHERE);
    await keepRefused(it.hub.pool, from, many.slice(4_000), NOWHERE);
    expect(await kept(from.personId)).toHaveLength(5_000);
    const other = { replicaId: newId(it.hub.ports), personId: newId(it.hub.ports) };
    await keepRefused(it.hub.pool, other, [refusedGroup(1, "")], NOWHERE);
    expect(await kept(other.personId)).toHaveLength(1);
  });
});
