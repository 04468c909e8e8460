/** Throws that a text determines (mulberry32 over FNV-1a): the same text, the same demo. Not for secrets. */
export class Seeded {
  #state: number;

  constructor(seed: string) {
    this.#state = 0x811c9dc5;
    for (let at = 0; at < seed.length; at += 1) {
      this.#state = Math.imul(this.#state ^ seed.charCodeAt(at), 0x01000193);
    }
  }

  /** 0 up to, but not, 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends possible. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of the items. */
  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.integer(0, items.length - 1)] ?? items[0];
  }
}
