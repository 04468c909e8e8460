import type { Clock } from "@healthops/base/ports";
import type { DeviceStatus } from "@healthops/protocol/device-status";
import type { Queryable } from "../database/pool.ts";

/** A device that is being seen often is written down once in this time. */
const PAUSE_ms = 60_000;
const REMEMBERED_MAX = 50_000;
const USER_AGENT_MAX_characters = 300;

/** A device that pulled, as the request names it. */
export interface PullingDevice {
  readonly replicaId: string;
  readonly personId: string;
  readonly protocol: number;
  readonly schema: string;
  readonly userAgent: string | null;
  /** Null: it told nothing of itself. */
  readonly status: DeviceStatus | null;
}

interface Written {
  readonly at_ms: number;
  readonly status: DeviceStatus | null;
}

/**
 * Remembers when each device last pulled and what it told of itself, for those who look after devices.
 * A small write beside the pull, at most one a minute and device unless it told something new: no
 * answer waits for it.
 */
export class DeviceReports {
  readonly #db: Queryable;
  readonly #clock: Clock;
  readonly #onFault: (error: Error) => void;
  readonly #written = new Map<string, Written>();
  readonly #underWay = new Set<Promise<void>>();

  /** `onFault` is told when a report could not be written; the next pull tries again. */
  constructor(db: Queryable, clock: Clock, onFault: (error: Error) => void) {
    this.#db = db;
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /** Call it for every pull that was answered, also with 304. Returns at once. */
  note(device: PullingDevice): void {
    const at_ms = this.#clock.now();
    const { replicaId, status } = device;
    const written = this.#written.get(replicaId);
    // A clock that was set back must not silence a device until it has caught up.
    const early = written !== undefined && Math.abs(at_ms - written.at_ms) < PAUSE_ms;
    if (early && (status === null || isSame(status, written.status))) return;
    if (this.#written.size >= REMEMBERED_MAX) this.#written.clear();
    this.#written.set(replicaId, { at_ms, status });
    const writing = this.#write(device).catch((error: Error) => {
      this.#written.delete(replicaId);
      this.#onFault(error);
    });
    this.#underWay.add(writing);
    void writing.finally(() => this.#underWay.delete(writing));
  }

  /** Resolves when everything noted so far is written; call it before the pool is closed. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** A device of somebody else is not touched, whoever claims its id; a new one was registered before. */
  async #write(device: PullingDevice): Promise<void> {
    const { replicaId, personId, protocol, schema, userAgent, status } = device;
    await this.#db.query({
      name: "note_pull",
      text: `update hub.replicas r set protocol = $3, schema_version = $4, last_pull_at = now(),
          user_agent = coalesce($5, r.user_agent), app_version = coalesce($6, r.app_version),
          waiting = coalesce($7, r.waiting), rejected = coalesce($8, r.rejected),
          conflicts = coalesce($9, r.conflicts),
          status_at = case when $7::integer is null then r.status_at else now() end
        where r.id = $1 and r.person_id = $2`,
      values: [
        replicaId,
        personId,
        protocol,
        schema,
        userAgent?.slice(0, USER_AGENT_MAX_characters).toWellFormed() ?? null,
        status?.app ?? null,
        status?.waiting ?? null,
        status?.rejected ?? null,
        status?.conflicts ?? null,
      ],
    });
  }
}

function isSame(told: DeviceStatus, written: DeviceStatus | null): boolean {
  return (
    written !== null &&
    told.app === written.app &&
    told.waiting === written.waiting &&
    told.rejected === written.rejected &&
    told.conflicts === written.conflicts
  );
}
