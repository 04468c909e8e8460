import type { ScopeKey } from "@healthops/schema/scope";

export type Heads = ReadonlyMap<ScopeKey, number>;

/** Called with the heads that moved; must not throw. */
export type HeadsListener = (heads: Heads) => void;

/** Spreads moved heads to everyone in this process who listens. */
export class HeadsChannel {
  readonly #listeners = new Set<HeadsListener>();

  /** Answers a function that ends the subscription. */
  subscribe(listener: HeadsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(heads: Heads): void {
    if (heads.size === 0) return;
    for (const listener of this.#listeners) listener(heads);
  }

  get listeners(): number {
    return this.#listeners.size;
  }
}
