import type { Ports } from "@healthops/base/ports";
import type { Receipt } from "@healthops/protocol/wire/push";
import type pg from "pg";
import type { Lines } from "../lines/lines.ts";
import { epochForOlder } from "../lines/older-device.ts";
import type { BatchOutcome } from "./apply.ts";
import { applyBatch } from "./apply.ts";
import type { Catalog } from "./catalog.ts";
import { Combiner } from "./combiner.ts";
import { groupHash } from "./group-hash.ts";
import type { Effect } from "./effects.ts";
import type { Reaction } from "./reaction.ts";
import type { HubRule } from "./rules.ts";
import { ScopeCounters } from "./scope-counters.ts";
import type { Submission, AnsweredSubmission } from "./submission.ts";
import type { WritePath } from "./write-path.ts";

export interface EngineOptions {
  readonly pool: pg.Pool;
  readonly catalog: Catalog;
  readonly epoch: string;
  readonly lines: Lines;
  readonly rules: readonly HubRule[];
  readonly reactions: readonly Reaction[];
  readonly effects: readonly Effect[];
  readonly ports: Pick<Ports, "clock" | "random">;
  /** Called after each commit with the heads that it moved. */
  readonly onCommitted: (heads: BatchOutcome["heads"]) => void;
}

/** The one way into the synced tables [ORD2]. */
export class Engine {
  readonly epoch: string;
  readonly catalog: Catalog;
  readonly #lines: Lines;
  readonly #combiner: Combiner;

  constructor(options: EngineOptions) {
    const { pool, catalog, epoch, lines, ports } = options;
    const { rules, reactions, effects } = options;
    const path: WritePath = {
      pool,
      catalog,
      rules,
      reactions,
      effects,
      ports,
      epoch,
      lines,
      scopes: new ScopeCounters(pool, lines),
    };
    this.epoch = epoch;
    this.#lines = lines;
    this.catalog = catalog;
    // What was remembered may not be there on the database that the hub goes on with.
    lines.onChange(() => path.scopes.forget());
    this.#combiner = new Combiner(async (batch) => {
      const outcome = await applyBatch(path, batch);
      options.onCommitted(outcome.heads);
      return outcome;
    });
  }

  /** The epoch as a device hears it that names none [LIN5]. */
  get epochInLine(): string {
    return epochForOlder(this.epoch, this.#lines.current);
  }

  /**
   * Applies groups of changes and answers a receipt for each, in order [PSH1, PSH2]. Refusals of a
   * change are receipts; a Problem is thrown when the submission as a whole cannot be taken
   * (`sequence_gap`, `hub_behind`, `line_changed`, `device_copied`, `replica_of_other_person`,
   * `device_revoked`).
   */
  submit(submission: Submission): Promise<readonly Receipt[]> {
    return this.#combiner.submit(submission);
  }

  /** The same, with the hash of the last group: what a device's push is answered with [PSH4]. */
  async push(submission: Submission): Promise<AnsweredSubmission> {
    const receipts = await this.#combiner.submit(submission);
    const last = submission.groups.at(-1);
    return { receipts, hash: last === undefined ? null : groupHash(last) };
  }
}
