import type { Clock } from "@healthops/base/ports";
import type { Receipt } from "@healthops/protocol/wire/push";
import type { HubMetrics } from "./metrics.ts";

const MINUTE_ms = 60_000;
const MINUTES = 15;
const ERRORS_KEPT = 20;

type Counted = "pushes" | "mutations" | "pulls" | "rows";

/** A request that failed by the hub's own fault, or a fault of no request: where, and its own id. */
export interface HubError {
  readonly at_ms: number;
  readonly code: string;
  readonly route: string;
  readonly requestId: string;
}

export interface VitalsFacts {
  /** Version of the product. */
  readonly version: string;
  /** Folder whose disk the hub fills; null when its database is elsewhere. */
  readonly dataFolder: string | null;
}

/** What one hub process knows of itself since it started: for those who look after it. */
export class Vitals implements VitalsFacts {
  readonly version: string;
  readonly dataFolder: string | null;
  readonly startedAt_ms: number;
  live = 0;
  errorCount = 0;
  readonly clock: Clock;
  readonly #errors: HubError[] = [];
  /** Counts by minute since 1970; the last 16 minutes are kept. */
  readonly #minutes = new Map<number, Record<Counted, number>>();

  constructor(facts: VitalsFacts, clock: Clock) {
    this.version = facts.version;
    this.dataFolder = facts.dataFolder;
    this.clock = clock;
    this.startedAt_ms = clock.now();
  }

  /** The newest first. */
  get errors(): readonly HubError[] {
    return this.#errors.toReversed();
  }

  failed(error: Omit<HubError, "at_ms">): void {
    this.errorCount++;
    this.#errors.push({ ...error, at_ms: this.clock.now() });
    if (this.#errors.length > ERRORS_KEPT) this.#errors.shift();
  }

  pushed(receipts: readonly Receipt[]): void {
    const minute = this.#minute();
    minute.pushes++;
    for (const { mutations } of receipts) minute.mutations += mutations.length;
  }

  pulled(rows: number): void {
    const minute = this.#minute();
    minute.pulls++;
    minute.rows += rows;
  }

  /** How many in the last full minute, and in the last 15. */
  rate(counted: Counted): [number, number] {
    const now = this.#now();
    const sum = (minutes: number): number => {
      let total = 0;
      for (let back = 1; back <= minutes; back++)
        total += this.#minutes.get(now - back)?.[counted] ?? 0;
      return total;
    };
    return [sum(1), sum(MINUTES)];
  }

  #now(): number {
    return Math.floor(this.clock.now() / MINUTE_ms);
  }

  #minute(): Record<Counted, number> {
    const now = this.#now();
    const known = this.#minutes.get(now);
    if (known !== undefined) return known;
    const fresh = { pushes: 0, mutations: 0, pulls: 0, rows: 0 };
    this.#minutes.set(now, fresh);
    for (const minute of this.#minutes.keys())
      if (minute < now - MINUTES || minute > now) this.#minutes.delete(minute);
    return fresh;
  }
}

/** Metrics that keep the vitals too. */
export function watchedMetrics(metrics: HubMetrics, vitals: Vitals): HubMetrics {
  return {
    registry: metrics.registry,
    signIn: (outcome) => metrics.signIn(outcome),
    fault: (where) => metrics.fault(where),
    pushed(receipts) {
      vitals.pushed(receipts);
      metrics.pushed(receipts);
    },
    pulled(status, rows) {
      vitals.pulled(rows);
      metrics.pulled(status, rows);
    },
    databaseRefused: (sqlState) => metrics.databaseRefused(sqlState),
    liveOpened() {
      vitals.live++;
      metrics.liveOpened();
    },
    liveClosed() {
      vitals.live--;
      metrics.liveClosed();
    },
  };
}

declare module "fastify" {
  interface FastifyInstance {
    /** What this hub process knows of itself. */
    vitals: Vitals;
  }
}
