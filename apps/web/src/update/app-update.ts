import type { Workbox } from "workbox-window";

/** How often an open window asks whether there is a newer app. */
const ASK_EVERY_ms = 30 * 60_000;

/**
 * Keeps the app available offline and offers updates. A newer app waits until the person takes it in
 * one window; then all windows change to it together, so that never two versions work on one replica.
 */
export class AppUpdate {
  #offered = false;
  readonly #listeners = new Set<() => void>();
  readonly #worker: Workbox;

  /** `controlled`: whether the page came from an installed app, not from the hub. */
  constructor(worker: Workbox, controlled: boolean, reload: () => void) {
    this.#worker = worker;
    worker.addEventListener("waiting", () => this.#offer());
    let had = controlled;
    worker.addEventListener("controlling", () => {
      // Also in the windows where nobody pressed anything; but the first installation changes nothing.
      if (had) reload();
      had = true;
    });
  }

  /** Registers the worker and looks for updates from now on. */
  async start(): Promise<void> {
    await this.#worker.register({ immediate: true });
    setInterval(() => void this.#ask(), ASK_EVERY_ms);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.#ask();
    });
  }

  /** Whether a newer app waits. */
  readonly isOffered = (): boolean => this.#offered;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes the update: every window of the app reloads. */
  readonly accept = (): void => this.#worker.messageSkipWaiting();

  async #ask(): Promise<void> {
    // Without a network there is nothing newer to find.
    await this.#worker.update().catch(() => undefined);
  }

  #offer(): void {
    this.#offered = true;
    for (const listener of this.#listeners) listener();
  }
}
