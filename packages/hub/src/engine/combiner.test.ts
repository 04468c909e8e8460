import { Problem } from "@healthops/base/problem";
import { expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
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
