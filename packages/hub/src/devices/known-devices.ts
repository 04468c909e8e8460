import { present } from "@healthops/base/assert";
import type { Clock } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { Queryable } from "../database/pool.ts";

/** How many devices one person may have. */
export interface DeviceLimits {
  /** New ones within a day. */
  readonly aDay: number;
  /** In use at once: neither revoked nor silent for a season. */
  readonly atAll: number;
}

type Outcome = "known" | "new" | "too_many_today" | "too_many";

/** As long as this the database is not asked again whether a device is known. */
const REMEMBERED_ms = 10 * 60_000;
const REMEMBERED_MAX = 50_000;

/**
 * Lets devices in that the hub knows, and new ones up to a quota [DEV4]: an id costs a device nothing,
 * and each one is a row for good and a line on somebody's screen.
 */
export class KnownDevices {
  readonly #db: Queryable;
  readonly #clock: Clock;
  readonly #limits: DeviceLimits;
  readonly #known = new Map<string, number>();

  constructor(db: Queryable, clock: Clock, limits: DeviceLimits) {
    this.#db = db;
    this.#clock = clock;
    this.#limits = limits;
  }

  /**
   * Registers what is new of these ids for the person. Whose a known one is, the engine looks. Problems
   * `too_many_devices_today` (429), `too_many_devices` (409).
   */
  async admit(personId: string, ids: readonly string[]): Promise<void> {
    const now_ms = this.#clock.now();
    for (const id of ids) {
      const asked_ms = this.#known.get(id);
      if (asked_ms !== undefined && Math.abs(now_ms - asked_ms) < REMEMBERED_ms) continue;
      const refused = await this.#register(personId, id);
      if (refused !== null) throw refused;
      if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
      this.#known.set(id, now_ms);
    }
  }

  async #register(personId: string, id: string): Promise<Problem | null> {
    const { aDay, atAll } = this.#limits;
    const { rows } = await this.#db.query<{ outcome: Outcome }>({
      name: "register_device",
      text: `select hub.register_device($1, $2, $3, $4) as outcome`,
      values: [id, personId, aDay, atAll],
    });
    const { outcome } = present(rows[0], "a function answers one row");
    if (outcome === "too_many_today") return tooManyToday(aDay);
    return outcome === "too_many" ? tooMany(atAll) : null;
  }
}

function tooManyToday(aDay: number): Problem {
  return new Problem({
    code: "too_many_devices_today",
    status: 429,
    message: `Within a day a person can begin on ${aDay} new devices. What was typed stays on this one; it is let in tomorrow, or once an administrator has revoked some of the others.`,
    extra: { allowed: aDay },
  });
}

function tooMany(atAll: number): Problem {
  return new Problem({
    code: "too_many_devices",
    status: 409,
    message: `A person can use ${atAll} devices at once. What was typed stays on this one; it is let in once an administrator has revoked devices that are no longer used.`,
    extra: { allowed: atAll },
  });
}
