import { isProblem } from "@healthops/base/problem";
import type { Receipt } from "@healthops/protocol/wire/push";
import type { BatchOutcome } from "./apply.ts";
import type { Submission, SubmissionResult } from "./submission.ts";
import { mutationCount } from "./submission.ts";

/** Most mutations that are applied in one transaction, unless a single submission has more. */
const BATCH_MUTATIONS_MAX = 5_000;
/** Transactions under way at once in one process; more only wait for each other's counters. */
const TRANSACTIONS_MAX = 2;

interface Waiting {
  readonly submission: Submission;
  resolve(receipts: readonly Receipt[]): void;
  reject(error: unknown): void;
}

/**
 * Lets submissions that arrive while others are being applied wait together and be applied together
 * [ORD4]: when one scope is hot, its counter is then locked once for many pushes instead of once each.
 */
export class Combiner {
  readonly #apply: (batch: readonly Submission[]) => Promise<BatchOutcome>;
  readonly #waiting: Waiting[] = [];
  #underWay = 0;

  constructor(apply: (batch: readonly Submission[]) => Promise<BatchOutcome>) {
    this.#apply = apply;
  }

  /** The receipts of the submission's groups, once they are committed; rejects with a Problem otherwise. */
  submit(submission: Submission): Promise<readonly Receipt[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ submission, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#underWay >= TRANSACTIONS_MAX || this.#waiting.length === 0) return;
    this.#underWay++;
    void this.#run(this.#take()).finally(() => {
      this.#underWay--;
      this.#next();
    });
  }

  #take(): Waiting[] {
    const batch: Waiting[] = [];
    let mutations = 0;
    for (;;) {
      const next = this.#waiting[0];
      if (next === undefined) return batch;
      mutations += mutationCount(next.submission);
      if (batch.length > 0 && mutations > BATCH_MUTATIONS_MAX) return batch;
      batch.push(next);
      this.#waiting.shift();
    }
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    try {
      const { results } = await this.#apply(batch.map(({ submission }) => submission));
      for (const [index, waiting] of batch.entries()) settle(waiting, results[index]);
    } catch (error) {
      if (batch.length === 1 || isProblem(error)) {
        for (const waiting of batch) waiting.reject(error);
        return;
      }
      // One of them broke the transaction and nothing of it remains: each on its own, so that only the
      // culprit fails. (When that is not certain, the error is a Problem and nothing is repeated.)
      for (const waiting of batch) await this.#run([waiting]);
    }
  }
}

function settle(waiting: Waiting, result: SubmissionResult | undefined): void {
  if (result === undefined) waiting.reject(new Error("a submission got no result"));
  else if ("problem" in result) waiting.reject(result.problem);
  else waiting.resolve(result.receipts);
}
