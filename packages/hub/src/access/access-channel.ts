import type { AccessChange } from "./access-change.ts";

/** Called with what changed about somebody's rights; must not throw. */
export type AccessListener = (change: AccessChange) => void;

/** Spreads changed rights to everyone in this process who listens, in the order they began to. */
export class AccessChannel {
  readonly #listeners = new Set<AccessListener>();

  /** Answers a function that ends the subscription. */
  subscribe(listener: AccessListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(change: AccessChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
