import { assert } from "@healthops/base/assert";
import type { Random } from "@healthops/base/ports";

/** Throws that a seed determines (xorshift128): the same seed, the same diary. Not for secrets. */
export class Dice implements Random {
  #x: number;
  #y = 362_436_069;
  #z = 521_288_629;
  #w = 88_675_123;

  /** `of` names whose throws they are: the same seed of another is another sequence. */
  constructor(seed: number, ...of: readonly string[]) {
    this.#x = seed ^ 0x9e37_79b9;
    for (const name of of) this.#y = mixed(this.#y, name);
    // The first throws of neighbouring seeds resemble each other.
    for (let count = 0; count < 20; count += 1) this.#next();
  }

  /** 0 up to, but not, 1. */
  fraction(): number {
    return this.#next() / 2 ** 32;
  }

  /** A whole number, both ends possible. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** Around `mean`, seldom further away than twice the `spread`. */
  around(mean: number, spread: number): number {
    const bell = this.fraction() + this.fraction() + this.fraction() + this.fraction() - 2;
    return mean + bell * 1.7 * spread;
  }

  /** One of the items; there must be some. */
  pick<T>(items: readonly T[]): T {
    assert(items.length > 0, "there is something to pick from");
    return items[this.integer(0, items.length - 1)] as T;
  }

  /** Some of the items, each at most once. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = [...items];
    const picked: T[] = [];
    while (picked.length < count && left.length > 0) {
      picked.push(...left.splice(this.integer(0, left.length - 1), 1));
    }
    return picked;
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at += 4) {
      const word = this.#next();
      bytes[at] = word;
      bytes[at + 1] = word >>> 8;
      bytes[at + 2] = word >>> 16;
      bytes[at + 3] = word >>> 24;
    }
    return bytes;
  }

  #next(): number {
    const t = this.#x ^ (this.#x << 11);
    this.#x = this.#y;
    this.#y = this.#z;
    this.#z = this.#w;
    this.#w = this.#w ^ (this.#w >>> 19) ^ (t ^ (t >>> 8));
    return this.#w >>> 0;
  }
}

/** FNV-1a in 32 bits. */
function mixed(start: number, text: string): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash;
}
