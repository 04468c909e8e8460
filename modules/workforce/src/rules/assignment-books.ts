import type { Assignment, Clash } from "./assignments.ts";
import { IntervalIndex, isEarlier } from "./interval-index.ts";

/** What becomes of an assignment: as it will be, null when it is deleted. */
export interface Placing<Kept extends Assignment> {
  readonly id: string;
  readonly next: Kept | null;
}

/** An assignment that cannot be, and what stands in its way. */
export interface Refused<Kept extends Assignment> {
  readonly by: Clash["by"];
  readonly other: Kept;
}

/**
 * The assignments of some vehicles and drivers while a batch of changes is decided: each new one is held
 * against the others in logarithmic time. A group that is refused by somebody else later is taken back
 * with `settle`, before the next one is asked.
 */
export class AssignmentBooks<Kept extends Assignment> {
  /** By vehicle or driver. */
  readonly #indexes = new Map<string, IntervalIndex<Kept>>();
  readonly #stored = new Map<string, Kept>();
  /** What the batch has made of an assignment; null: deleted. */
  readonly #placed = new Map<string, Kept | null>();
  #unsettled: readonly string[] = [];

  /** Those of the vehicles and drivers whose assignments are not in the books yet, each once, sorted. */
  unknown(resources: Iterable<string>): readonly string[] {
    return [...new Set(resources)].filter((one) => !this.#indexes.has(one)).toSorted();
  }

  /** Takes the stored assignments of vehicles and drivers into the books: all there are. */
  load(resources: readonly string[], rows: Iterable<Kept>): void {
    const fresh = new Set(resources);
    for (const resource of fresh) this.#indexes.set(resource, new IntervalIndex());
    for (const row of rows) {
      this.#stored.set(row.id, row);
      if (!this.#placed.has(row.id)) this.#enter(row, fresh);
    }
    for (const placed of this.#placed.values()) if (placed !== null) this.#enter(placed, fresh);
  }

  /**
   * Corrects what the last group had placed: `actual` says what the batch holds of it, undefined when
   * the batch has not changed it after all.
   */
  settle(actual: (id: string) => Kept | null | undefined): void {
    for (const id of this.#unsettled) {
      const now = actual(id);
      if (now === undefined) this.#forget(id);
      else if (now !== this.#placed.get(id)) this.#place({ id, next: now });
    }
    this.#unsettled = [];
  }

  /**
   * Places assignments that are made together; answers what stands in the way of them, and then nothing
   * of them remains.
   */
  ask(placings: readonly Placing<Kept>[]): readonly Refused<Kept>[] {
    const before = placings.map(({ id }) => [id, this.#placed.get(id)] as const);
    for (const placing of placings) this.#place(placing);
    const refused = placings.flatMap(({ next }) => (next && this.#clashOf(next)) ?? []);
    if (refused.length === 0) {
      this.#unsettled = placings.map(({ id }) => id);
      return [];
    }
    for (const [id, placed] of before) {
      if (placed === undefined) this.#forget(id);
      else this.#place({ id, next: placed });
    }
    return refused;
  }

  /** The earliest in the way; one that is in the way of both is in the vehicle's. */
  #clashOf(one: Kept): Refused<Kept> | null {
    const vehicles = this.#indexes.get(one.vehicleId)?.firstOverlap(one) ?? null;
    const drivers = this.#indexes.get(one.driverId)?.firstOverlap(one) ?? null;
    if (drivers === null) return vehicles === null ? null : { by: "vehicle", other: vehicles };
    if (vehicles === null || isEarlier(drivers, vehicles)) return { by: "driver", other: drivers };
    return { by: "vehicle", other: vehicles };
  }

  #place({ id, next }: Placing<Kept>): void {
    this.#leave(id);
    this.#placed.set(id, next);
    if (next !== null) this.#enter(next);
  }

  #forget(id: string): void {
    this.#leave(id);
    this.#placed.delete(id);
    const stored = this.#stored.get(id);
    if (stored !== undefined) this.#enter(stored);
  }

  #leave(id: string): void {
    const now = this.#placed.has(id) ? this.#placed.get(id) : this.#stored.get(id);
    if (now === undefined || now === null) return;
    for (const resource of resourcesOf(now)) this.#indexes.get(resource)?.remove(now);
  }

  #enter(one: Kept, among?: ReadonlySet<string>): void {
    for (const resource of resourcesOf(one)) {
      if (among === undefined || among.has(resource)) this.#indexes.get(resource)?.add(one);
    }
  }
}

/** The vehicle and the driver. */
export function resourcesOf({ vehicleId, driverId }: Assignment): readonly string[] {
  return [vehicleId, driverId];
}
