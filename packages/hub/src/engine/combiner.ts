import { isProblem } from "@healthops/base/problem";
import type { Receipt } from "@healthops/protocol/wire/push";
import { apart } from "../database/query-budget.ts";
import type { BatchOutcome } from "./apply.ts";
import type { Submission, SubmissionResult } from "./submission.ts";
import { Turns, Waiting } from "./turns.ts";

/** Transactions under way at once in one process; more only wait for each other's counters. */
const TRANSACTIONS_MAX = 3;
/** Of them with large submissions, so that small ones always find a place. */
const LARGE_MAX = 2;
/** Of them with small ones: what arrives meanwhile gathers. */
const SMALL_MAX = 2;

/**
 * Lets submissions that arrive while others are being applied wait together and be applied together
 * [ORD4]: when one scope is hot, its counter is then locked once for many pushes instead of once each.
 * Nobody holds up the others [ORD5]: people take turns, small submissions never wait behind large ones,
 * and a batch whose time is over comes back with what is left of it.
 */
export class Combiner {
  readonly #apply: (batch: readonly Submission[]) => Promise<BatchOutcome>;
  readonly #turns = new Turns();
  #underWay = 0;
  #large = 0;

  constructor(apply: (batch: readonly Submission[]) => Promise<BatchOutcome>) {
    this.#apply = apply;
  }

  /** The receipts of the submission's groups, once they are committed; rejects with a Problem otherwise. */
  submit(submission: Submission): Promise<readonly Receipt[]> {
    return new Promise((resolve, reject) => {
      this.#turns.add(new Waiting(submission, resolve, reject));
      this.#next();
    });
  }

  #next(): void {
    while (this.#underWay < TRANSACTIONS_MAX) {
      const large = this.#large < LARGE_MAX ? this.#turns.takeLarge() : null;
      const waitsForPlace = this.#underWay - this.#large >= SMALL_MAX;
      const small = large !== null || waitsForPlace ? [] : this.#turns.takeSmall();
      if (large === null && small.length === 0) return;
      this.#start(large === null ? small : [large], large !== null);
    }
  }

  #start(batch: readonly Waiting[], large: boolean): void {
    this.#underWay++;
    if (large) this.#large++;
    void apart(() => this.#run(batch)).finally(() => {
      this.#underWay--;
      if (large) this.#large--;
      // backwards: what is left goes to the front again
      for (const waiting of batch.toReversed()) this.#turns.done(waiting);
      this.#next();
    });
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    try {
      const { results } = await this.#apply(batch.map((waiting) => waiting.part()));
      for (const [index, waiting] of batch.entries()) take(waiting, results[index]);
    } catch (error) {
      if (batch.length === 1 || isProblem(error)) {
        for (const waiting of batch) waiting.fail(error);
        return;
      }
      // One of them broke the transaction and nothing of it remains: each on its own, so that only the
      // culprit fails. (When that is not certain, the error is a Problem and nothing is repeated.)
      for (const waiting of batch) await this.#run([waiting]);
    }
  }
}

function take(waiting: Waiting, result: SubmissionResult | undefined): void {
  if (result === undefined) waiting.fail(new Error("a submission got no result"));
  else if ("problem" in result) waiting.fail(result.problem);
  else waiting.take(result.receipts);
}
