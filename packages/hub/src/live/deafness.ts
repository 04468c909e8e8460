import { randomUUID } from "node:crypto";
import type { Ports } from "@healthops/base/ports";
import { pause } from "@healthops/base/ports";
import type { Queryable } from "../database/pool.ts";

/** A notification that is under way between two connections of one database takes milliseconds. */
const HEARD_WITHIN_ms = 2_000;
const PREFIX = "probe:";

/**
 * Whether notifications come through to the listening connection [PGB2]. A pooler that hands sessions
 * out by the transaction swallows every one of them, without any error: devices then hear of changes by
 * the clock only.
 */
export class Deafness {
  readonly #database: Queryable;
  readonly #timers: Ports["timers"];
  readonly #channel: string;
  readonly #told: (deaf: boolean) => void;
  readonly #waiting = new Map<string, AbortController>();
  #deaf = false;

  /** `told` hears of each change. */
  constructor(
    database: Queryable,
    { timers }: Pick<Ports, "timers">,
    channel: string,
    told: (deaf: boolean) => void,
  ) {
    this.#database = database;
    this.#timers = timers;
    this.#channel = channel;
    this.#told = told;
  }

  get deaf(): boolean {
    return this.#deaf;
  }

  /** Sends a notification over the pool, as other hubs do, and waits for it. */
  async probe(): Promise<void> {
    const payload = PREFIX + randomUUID();
    const heard = new AbortController();
    this.#waiting.set(payload, heard);
    try {
      await this.#database.query("select pg_notify($1, $2)", [this.#channel, payload]);
      await pause(this.#timers, HEARD_WITHIN_ms, heard.signal);
      this.#found(!heard.signal.aborted);
    } finally {
      this.#waiting.delete(payload);
    }
  }

  /** Whether a payload was a probe, of this hub or another. */
  hears(payload: string): boolean {
    if (!payload.startsWith(PREFIX)) return false;
    this.#waiting.get(payload)?.abort();
    return true;
  }

  #found(deaf: boolean): void {
    if (deaf === this.#deaf) return;
    this.#deaf = deaf;
    this.#told(deaf);
  }
}
