import type { Clock } from "@healthops/base/ports";
import type { Queryable } from "../database/pool.ts";

/** A device that is being seen often is written down once in this time. */
const PAUSE_ms = 60_000;
const REMEMBERED_MAX = 50_000;

/** A device that pulled, as the request names it. */
export interface PullingDevice {
  readonly replicaId: string;
  readonly personId: string;
  readonly protocol: number;
  readonly schema: string;
}

/**
 * Remembers when each device last pulled, for the sync health that administrators see. At most one
 * small write a minute and device, beside the pull: no answer waits for it.
 */
export class PullTimes {
  readonly #db: Queryable;
  readonly #clock: Clock;
  readonly #onFault: (error: Error) => void;
  readonly #written_ms = new Map<string, number>();
  readonly #underWay = new Set<Promise<void>>();

  /** `onFault` is told when a time could not be written; the next pull tries again. */
  constructor(db: Queryable, clock: Clock, onFault: (error: Error) => void) {
    this.#db = db;
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /** Call it for every pull that was answered, also with 304. Returns at once. */
  note(device: PullingDevice): void {
    const now_ms = this.#clock.now();
    const written_ms = this.#written_ms.get(device.replicaId);
    // A clock that was set back must not silence a device until it has caught up.
    if (written_ms !== undefined && Math.abs(now_ms - written_ms) < PAUSE_ms) return;
    if (this.#written_ms.size >= REMEMBERED_MAX) this.#written_ms.clear();
    this.#written_ms.set(device.replicaId, now_ms);
    const writing = this.#write(device).catch((error: Error) => {
      this.#written_ms.delete(device.replicaId);
      this.#onFault(error);
    });
    this.#underWay.add(writing);
    void writing.finally(() => this.#underWay.delete(writing));
  }

  /** Resolves when everything noted so far is written; call it before the pool is closed. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** A device of somebody else is not touched, whoever claims its id. */
  async #write({ replicaId, personId, protocol, schema }: PullingDevice): Promise<void> {
    await this.#db.query({
      name: "note_pull",
      text: `insert into hub.replicas as r (id, person_id, protocol, schema_version, last_pull_at)
        values ($1, $2, $3, $4, now())
        on conflict (id) do update set protocol = excluded.protocol,
          schema_version = excluded.schema_version, last_pull_at = excluded.last_pull_at
        where r.person_id = excluded.person_id`,
      values: [replicaId, personId, protocol, schema],
    });
  }
}
