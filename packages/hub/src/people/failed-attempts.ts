import { Batched } from "../database/batched.ts";
import type { Queryable } from "../database/pool.ts";
import type { SecurityEvent } from "../security-log/security-events.ts";
import { recordEvents } from "../security-log/security-events.ts";

const WAITING_MAX = 1_000;

/**
 * Writes attempts that failed into the security log through one connection, however many fail at once. When
 * the database is too slow for them further ones are only counted, and their number is written.
 */
export class FailedAttempts {
  readonly #writer: Batched<SecurityEvent, null>;
  readonly #waitingMax: number;
  #left = 0;

  constructor(db: Queryable, waitingMax = WAITING_MAX) {
    this.#waitingMax = waitingMax;
    this.#writer = new Batched((events) => this.#write(db, events));
  }

  /** Settles when it is written, or was counted because too many wait. */
  async note(personId: string | null, detail: NonNullable<SecurityEvent["detail"]>): Promise<void> {
    if (this.#writer.waiting >= this.#waitingMax) this.#left++;
    else await this.#writer.of({ kind: "sign_in_failed", personId, detail });
  }

  async #write(db: Queryable, events: readonly SecurityEvent[]): Promise<null[]> {
    const count = this.#left;
    const all: SecurityEvent[] = [...events];
    if (count > 0) all.push({ kind: "sign_in_failed", detail: { why: "not_kept", count } });
    await recordEvents(db, all);
    this.#left -= count;
    return events.map(() => null);
  }
}
