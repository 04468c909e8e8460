import type { Group, Receipt } from "@healthops/protocol/wire/push";
import type { Queryable } from "../database/pool.ts";
import { keepRefused } from "./keep-refused.ts";

/** A push and what became of its groups. */
export interface AnsweredPush {
  readonly replicaId: string;
  readonly personId: string;
  readonly groups: readonly Group[];
  readonly receipts: readonly Receipt[];
}

/**
 * Keeps what a device wanted and the hub refused, so that those who look after people can see it, also
 * when the device never comes back. Written beside the answer, and only where something was refused.
 */
export class RefusedChanges {
  readonly #db: Queryable;
  readonly #onFault: (error: Error) => void;
  readonly #underWay = new Set<Promise<void>>();

  /** `onFault` is told when a refusal could not be written; the device still shows it to its person. */
  constructor(db: Queryable, onFault: (error: Error) => void) {
    this.#db = db;
    this.#onFault = onFault;
  }

  /** Call it with the answers of every push. Returns at once. */
  note(push: AnsweredPush): void {
    const refused = new Map(
      push.receipts.filter(({ status }) => status === "rejected").map((one) => [one.seq, one]),
    );
    if (refused.size === 0) return;
    const writing = this.#write(push, refused).catch(this.#onFault);
    this.#underWay.add(writing);
    void writing.finally(() => this.#underWay.delete(writing));
  }

  /** Resolves when everything noted so far is written; call it before the pool is closed. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #write(push: AnsweredPush, refused: ReadonlyMap<number, Receipt>): Promise<void> {
    const groups = push.groups.filter(({ seq }) => refused.has(seq));
    await keepRefused(
      this.#db,
      push,
      groups.map(({ seq, deviceTime_ms, mutations }) => ({
        seq,
        deviceTime_ms,
        mutations,
        answers: refused.get(seq)?.mutations ?? [],
        sites: [],
      })),
    );
  }
}
