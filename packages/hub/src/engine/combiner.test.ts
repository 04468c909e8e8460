import { Problem } from "@healthops/base/problem";
import { expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import type { Group, Receipt } from "@healthops/protocol/wire/push";
import { QueryBudget, currentBudget, within } from "../database/query-budget.ts";
import type { BatchOutcome } from "./apply.ts";
import { Combiner } from "./combiner.ts";
import type { Submission } from "./submission.ts";

const submission = (reason: string): Submission => ({
  actor: SYSTEM_ACTOR,
  replica: null,
  groups: [],
  reason,
});

const fine = (batch: readonly Submission[]): BatchOutcome => ({
  results: batch.map(() => ({ receipts: [] })),
  heads: new Map(),
});

/** A combiner whose first two transactions wait, so that what follows gathers into one batch. */
function gathering(apply: (batch: readonly Submission[]) => BatchOutcome) {
  const batches: (string | undefined)[][] = [];
  const gate = Promise.withResolvers<void>();
  const combiner = new Combiner(async (batch) => {
    batches.push(batch.map(({ reason }) => reason));
    if (batches.length <= 2) await gate.promise;
    return apply(batch);
  });
  return { combiner, batches, open: () => gate.resolve() };
}

test("[ORD4] what arrives while others are applied is applied together", async () => {
  const { combiner, batches, open } = gathering(fine);
  const all = ["a", "b", "c", "d", "e"].map((name) => combiner.submit(submission(name)));
  open();
  await Promise.all(all);
  expect(batches).toEqual([["a"], ["b"], ["c", "d", "e"]]);
});

test("[ORD5] a batch goes on, and so do those after it, whoever's request began it and has ended", async () => {
  const budget = new QueryBudget(() => undefined);
  const ended: (boolean | null)[] = [];
  const { combiner, open } = gathering((batch) => {
    ended.push(currentBudget()?.hasEnded ?? null);
    return fine(batch);
  });
  const all = within(budget, () =>
    ["a", "b", "c"].map((name) => combiner.submit(submission(name))),
  );
  budget.end();
  open();
  await Promise.all(all);
  expect(ended).toEqual([null, null, null]);
});

test("one that breaks its transaction does not take the others along", async () => {
  const { combiner, open } = gathering((batch) => {
    if (batch.some(({ reason }) => reason === "bad")) throw new Error("a value that breaks SQL");
    return fine(batch);
  });
  const all = ["a", "b", "c", "bad", "d"].map((name) => combiner.submit(submission(name)));
  open();
  const settled = await Promise.allSettled(all);
  expect(settled.map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
});

test("when it is unknown whether a batch was saved, nothing of it is tried again", async () => {
  const { combiner, batches, open } = gathering((batch) => {
    if (batch.length > 1) throw new Problem({ code: "outcome_unknown", message: "Look first." });
    return fine(batch);
  });
  const all = ["a", "b", "c", "d"].map((name) => combiner.submit(submission(name)));
  open();
  const settled = await Promise.allSettled(all);
  expect(settled.map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "rejected",
    "rejected",
  ]);
  expect(batches).toEqual([["a"], ["b"], ["c", "d"]]);
});

/** A push of so many groups by a device of the person. */
function pushBy(personId: string, count: number, reason = personId): Submission {
  const groups = Array.from({ length: count }, (_, index): Group => {
    const mutation = { collection: "notices", id: `${reason}-${index}`, op: "create" as const };
    return { seq: index + 1, deviceTime_ms: 0, mutations: [{ ...mutation, base: 0, fields: {} }] };
  });
  const replica = { id: `device of ${personId}`, protocol: 1, schema: "s" };
  return { actor: { ...SYSTEM_ACTOR, personId, system: false }, replica, groups, reason };
}

/** Applies in batches of which only so many groups of each submission are decided in time. */
function slow(decided: number) {
  const batches: [string, number][][] = [];
  const refusedBefore: number[] = [];
  const combiner = new Combiner(async (batch) => {
    batches.push(batch.map(({ reason = "", groups }) => [reason, groups.length]));
    refusedBefore.push(batch[0]?.refusedBefore?.length ?? 0);
    await Promise.resolve();
    const results = batch.map(({ groups }) => ({
      receipts: groups
        .slice(0, decided)
        .map(({ seq }): Receipt =>
          seq === 1
            ? { seq, status: "rejected", mutations: [] }
            : { seq, status: "applied", mutations: [] },
        ),
    }));
    return { results, heads: new Map() };
  });
  return { combiner, batches, refusedBefore };
}

test("[ORD5] a push that takes long comes in parts, each no larger than there is time for", async () => {
  const { combiner, batches, refusedBefore } = slow(250);
  const receipts = await combiner.submit(pushBy("importer", 1_000));
  expect(receipts.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_000 }, (_, at) => at + 1));
  expect(batches.flat().map(([, groups]) => groups)).toEqual([1_000, 500, 500, 250]);
  expect(refusedBefore, "what builds on a refused group is still held back").toEqual([0, 1, 1, 1]);
});

test("[ORD5] small pushes of others go in between the parts of a large one", async () => {
  const { combiner, batches } = slow(100);
  const done: string[] = [];
  const named = (name: string, submission: Submission): Promise<void> =>
    combiner.submit(submission).then(() => void done.push(name));
  await Promise.all([
    named("large", pushBy("importer", 5_000, "large")),
    named("second", pushBy("importer", 5_000, "second")),
    named("small", pushBy("nurse", 3, "small")),
    named("too", pushBy("doctor", 30, "too")),
  ]);
  expect(done.slice(0, 2)).toEqual(["small", "too"]);
  const first = batches.findIndex(([batch]) => batch?.[0] === "second");
  const last = batches.findLastIndex(([batch]) => batch?.[0] === "large");
  expect(first, "one large push of a person at a time").toBeGreaterThan(last);
});

test("[ORD5] what had no time in its batch keeps its place", async () => {
  let turn = 0;
  const order: (string | undefined)[] = [];
  const combiner = new Combiner(async (batch) => {
    turn++;
    const results = batch.map(({ groups, reason }, index) => {
      const receipts: Receipt[] = turn === 3 && index > 0 ? [] : groups.map(applied);
      if (receipts.length > 0) order.push(reason);
      return { receipts };
    });
    await Promise.resolve();
    return { results, heads: new Map() };
  });
  const names = ["a", "b", "c", "d", "e"];
  await Promise.all(names.map((name) => combiner.submit(pushBy("nurse", 1, name))));
  expect(order).toEqual(names);
});

function applied({ seq }: Group): Receipt {
  return { seq, status: "applied", mutations: [] };
}
