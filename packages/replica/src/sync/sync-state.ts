import type { SyncState } from "../status/status.ts";

/** What the sync loop says about itself, with listeners. */
export class SyncStateHolder {
  readonly #listeners = new Set<() => void>();
  #state: SyncState = { online: "unknown", phase: { kind: "idle" }, live: "off", lastError: null };

  get state(): SyncState {
    return this.#state;
  }

  set(change: Partial<SyncState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Calls after each change; returns the way to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
