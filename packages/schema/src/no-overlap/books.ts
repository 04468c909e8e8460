import type { Interval } from "./interval-index.ts";
import { IntervalIndex, isEarlier } from "./interval-index.ts";
import { ruleOf } from "./occupations.ts";

/** A record that takes up its time of some things. */
export interface Occupant extends Interval {
  /** What it takes up (`keyOf`). */
  readonly keys: readonly string[];
}

/** What becomes of a record: as it will be, null when it takes up nothing. */
export interface Placing<Kept extends Occupant> {
  readonly id: string;
  readonly next: Kept | null;
  /** Whether it takes up what it did not before: what stands as it stood is not asked about. */
  readonly isNew: boolean;
}

/** A record that cannot be, and what stands in its way. */
export interface Refused<Kept extends Occupant> {
  /** The rule that both would break. */
  readonly rule: number;
  readonly wanted: Kept;
  readonly other: Kept;
}

/** A key, and the time of which all that takes it up is to be known. */
export interface Window {
  readonly key: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
}

/** What is known of a key, and since when, until when. */
interface Page<Kept extends Occupant> {
  readonly index: IntervalIndex<Kept>;
  readonly window: Window;
}

/**
 * What takes up some things while a batch of changes is decided: each new record is held against the others in
 * logarithmic time. A group that is refused by somebody else later is taken back with `settle`, before the next
 * one is asked.
 */
export class Books<Kept extends Occupant> {
  readonly #pages = new Map<string, Page<Kept>>();
  readonly #stored = new Map<string, Kept>();
  /** What the batch has made of a record; null: it takes up nothing. */
  readonly #placed = new Map<string, Kept | null>();
  #unsettled: readonly string[] = [];

  /** Of the windows, what is not in the books yet: each key once, sorted, as far as it is known and asked. */
  unknown(windows: Iterable<Window>): readonly Window[] {
    const wanted = new Map<string, Window>();
    for (const window of windows) {
      const known = this.#pages.get(window.key)?.window;
      if (known !== undefined && covers(known, window)) continue;
      const before = wanted.get(window.key) ?? known;
      wanted.set(window.key, before === undefined ? window : hull(before, window));
    }
    return [...wanted.values()].toSorted((one, other) => (one.key < other.key ? -1 : 1));
  }

  /** Takes what is stored into the books: all there is in the windows. */
  load(windows: readonly Window[], rows: Iterable<Kept>): void {
    const fresh = new Set(windows.map(({ key }) => key));
    for (const window of windows) {
      this.#pages.set(window.key, { index: new IntervalIndex(), window });
    }
    const read = new Set<string>();
    for (const row of rows) {
      if (read.has(row.id)) continue;
      read.add(row.id);
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
      else if (now !== this.#placed.get(id)) this.#place(id, now);
    }
    this.#unsettled = [];
  }

  /**
   * Places records that are made together; answers what stands in the way of them, and then nothing
   * of them remains.
   */
  ask(placings: readonly Placing<Kept>[]): readonly Refused<Kept>[] {
    const before = placings.map(({ id }) => [id, this.#placed.get(id)] as const);
    for (const { id, next } of placings) this.#place(id, next);
    const refused = placings.flatMap(
      ({ next, isNew }) => (next !== null && isNew && this.#clashOf(next)) || [],
    );
    if (refused.length === 0) {
      this.#unsettled = placings.map(({ id }) => id);
      return [];
    }
    for (const [id, placed] of before) {
      if (placed === undefined) this.#forget(id);
      else this.#place(id, placed);
    }
    return refused;
  }

  /** All that takes up any of the keys in a time, but for one record. */
  within(keys: readonly string[], time: Interval): readonly Kept[] {
    const found = keys.flatMap((key) => this.#pages.get(key)?.index.overlapping(time) ?? []);
    return [...new Map(found.map((one) => [one.id, one])).values()];
  }

  /** The earliest in the way; one that is in the way by several rules is so by the first. */
  #clashOf(wanted: Kept): Refused<Kept> | null {
    let first: Refused<Kept> | null = null;
    for (const key of wanted.keys) {
      const other = this.#pages.get(key)?.index.firstOverlap(wanted) ?? null;
      if (other === null || (first !== null && !isEarlier(other, first.other))) continue;
      first = { rule: ruleOf(key), wanted, other };
    }
    return first;
  }

  #place(id: string, next: Kept | null): void {
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
    for (const key of now.keys) this.#pages.get(key)?.index.remove(now);
  }

  #enter(one: Kept, among?: ReadonlySet<string>): void {
    for (const key of one.keys) {
      if (among === undefined || among.has(key)) this.#pages.get(key)?.index.add(one);
    }
  }
}

function covers(known: Window, { startsAt, endsAt }: Window): boolean {
  if (known.startsAt > startsAt) return false;
  return known.endsAt === null || (endsAt !== null && endsAt <= known.endsAt);
}

function hull(one: Window, other: Window): Window {
  const ends = [one.endsAt, other.endsAt];
  return {
    key: one.key,
    startsAt: one.startsAt < other.startsAt ? one.startsAt : other.startsAt,
    endsAt: ends.includes(null)
      ? null
      : (ends.reduce((a, b) => (String(a) > String(b) ? a : b)) ?? null),
  };
}
