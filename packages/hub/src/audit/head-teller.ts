import type { Clock, TimerHandle, Timers } from "@healthops/base/ports";
import type { Queryable } from "../database/pool.ts";
import { isoTime } from "../database/iso-time.ts";
import type { PostHead } from "./post-head.ts";

/** What an address is told of the chain's end: nothing of what is sealed in it, and nobody's name or id. */
interface ToldHead {
  /** The hub's database, by its epoch: another one since a restore. */
  readonly hub: string;
  readonly block: number;
  readonly hash: string;
  readonly sealedAt: string;
}

/** How telling goes, in this process. */
export interface Telling {
  /** The newest block that the address took, and when; null: none yet. */
  readonly block: number | null;
  readonly at_ms: number | null;
  /** Failures since the last one that was taken; 0: nothing that failed waits. */
  readonly failedInARow: number;
  /** Failures since the process started. */
  readonly failures: number;
  /** Why the last one of a row failed. */
  readonly reason: string | null;
}

interface Parts {
  readonly url: string;
  readonly hub: string;
  readonly db: Queryable;
  readonly post: PostHead;
  readonly clock: Clock;
  /** Guarded ones. */
  readonly timers: Timers;
  /** Told what no failure of the address or the database is. */
  readonly tellFault: (error: unknown) => void;
}

export const TELL_TIMEOUT_ms = 10_000;
const RETRY_FIRST_ms = 5_000;
const RETRY_MAX_ms = 10 * 60_000;

/** Five, ten, twenty seconds, … up to ten minutes. */
export function retryDelay_ms(failedInARow: number): number {
  return Math.min(RETRY_MAX_ms, RETRY_FIRST_ms * 2 ** (failedInARow - 1));
}

/**
 * Tells an address outside of the hub where the audit chain ends, so that whoever owns the hub's machine cannot cut
 * the end off unnoticed. One request at a time, always with the newest head: each head speaks for all before it.
 * Nobody waits for it: neither sealing nor the hub's end.
 */
export class HeadTeller {
  readonly #parts: Parts;
  #told: ToldHead | null = null;
  #told_ms: number | null = null;
  #failedInARow = 0;
  #failures = 0;
  #reason: string | null = null;
  #sending: AbortController | null = null;
  #wokenMeanwhile = false;
  #retry: TimerHandle | null = null;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get telling(): Telling {
    return {
      block: this.#told?.block ?? null,
      at_ms: this.#told_ms,
      failedInARow: this.#failedInARow,
      failures: this.#failures,
      reason: this.#reason,
    };
  }

  /** Has the newest head told, unless it was told last. After a failure its pause is kept. */
  wake(): void {
    if (this.#stopped || this.#retry !== null) return;
    if (this.#sending !== null) {
      this.#wokenMeanwhile = true;
      return;
    }
    this.#turn().catch(this.#parts.tellFault);
  }

  /** Tells nothing more; a request under way is broken off. */
  stop(): void {
    this.#stopped = true;
    this.#retry?.cancel();
    this.#retry = null;
    this.#sending?.abort();
  }

  async #turn(): Promise<void> {
    const sending = new AbortController();
    this.#sending = sending;
    this.#wokenMeanwhile = false;
    const failure = await this.#tellNewest(sending);
    this.#sending = null;
    if (this.#stopped) return;
    if (failure !== null) return this.#failed(failure);
    this.#failedInARow = 0;
    this.#reason = null;
    if (this.#wokenMeanwhile) this.wake();
  }

  #failed(reason: string): void {
    this.#failures++;
    this.#failedInARow++;
    this.#reason = reason;
    this.#retry = this.#parts.timers.after(retryDelay_ms(this.#failedInARow), () => {
      this.#retry = null;
      this.wake();
    });
  }

  /** Null: it was taken, or there is nothing new; otherwise why not. */
  async #tellNewest(sending: AbortController): Promise<string | null> {
    const { db, hub, clock } = this.#parts;
    let head: ToldHead | null;
    try {
      head = await newestHead(db, hub);
    } catch {
      return "database";
    }
    // the same number with another hash is another head: the address is to see that
    if (head === null || (head.block === this.#told?.block && head.hash === this.#told.hash)) {
      return null;
    }
    const failure = await this.#post(head, sending);
    if (failure === null) {
      this.#told = head;
      this.#told_ms = clock.now();
    }
    return failure;
  }

  async #post(head: ToldHead, sending: AbortController): Promise<string | null> {
    const { url, post, timers } = this.#parts;
    if (sending.signal.aborted) return "stopped";
    let timedOut = false;
    const timer = timers.after(TELL_TIMEOUT_ms, () => {
      timedOut = true;
      sending.abort();
    });
    try {
      const status = await post(url, JSON.stringify(head), sending.signal);
      return status >= 200 && status < 300 ? null : `http_${status}`;
    } catch (error) {
      return timedOut ? "timeout" : reasonOf(error);
    } finally {
      timer.cancel();
    }
  }
}

async function newestHead(db: Queryable, hub: string): Promise<ToldHead | null> {
  const { rows } = await db.query<Omit<ToldHead, "hub">>(
    `select number as block, encode(hash, 'hex') as hash, ${isoTime("sealed_at")} as "sealedAt"
      from hub.seals order by number desc limit 1`,
  );
  const [row] = rows;
  if (row === undefined) return null;
  return { hub, block: row.block, hash: row.hash, sealedAt: row.sealedAt };
}

/** The system's code for it (`ECONNREFUSED`, `CERT_HAS_EXPIRED`): never a message, in which the address stands. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" && /^\w{1,60}$/.test(code) ? code : "unreachable";
}
