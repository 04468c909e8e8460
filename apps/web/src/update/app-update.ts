import type { Workbox } from "workbox-window";

/** How often an open window asks whether there is a newer app. */
const ASK_EVERY_ms = 30 * 60_000;
/** An installation that was cut is begun again after this long, and as soon as the network is back. */
const INSTALL_AGAIN_ms = 20_000;

/**
 * Keeps the app available offline and offers updates. A newer app waits until the person takes it in
 * one window; then all windows change to it together, so that never two versions work on one replica.
 */
export class AppUpdate {
  #offered = false;
  readonly #listeners = new Set<() => void>();
  readonly #makeWorker: () => Workbox;
  readonly #reload: () => void;
  #worker: Workbox;
  /** Whether the page came from an installed app, or one was installed since. */
  #controlled: boolean;

  /** `controlled`: whether the page came from an installed app, not from the hub. */
  constructor(makeWorker: () => Workbox, controlled: boolean, reload: () => void) {
    this.#makeWorker = makeWorker;
    this.#controlled = controlled;
    this.#reload = reload;
    this.#worker = this.#listenTo(makeWorker());
  }

  /** Registers the worker and looks for updates from now on. */
  async start(): Promise<void> {
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      // Also in the windows where nobody pressed anything; but the first installation changes nothing.
      if (this.#controlled) this.#reload();
      this.#controlled = true;
    });
    await this.#worker.register({ immediate: true });
    setInterval(() => void this.#ask(), ASK_EVERY_ms);
    addEventListener("online", () => void this.#installAgain());
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

  #listenTo(worker: Workbox): Workbox {
    worker.addEventListener("waiting", () => this.#offer());
    worker.addEventListener("redundant", () => {
      setTimeout(() => void this.#installAgain(), INSTALL_AGAIN_ms);
    });
    return worker;
  }

  /** A first visit that lost its network half-way would otherwise not open offline before the next one. */
  async #installAgain(): Promise<void> {
    if ((await navigator.serviceWorker.getRegistration()) !== undefined) return;
    this.#worker = this.#listenTo(this.#makeWorker());
    // Without a network it is tried again when there is one.
    await this.#worker.register({ immediate: true }).catch(() => undefined);
  }

  async #ask(): Promise<void> {
    // Without a network there is nothing newer to find.
    await this.#worker.update().catch(() => undefined);
  }

  #offer(): void {
    this.#offered = true;
    for (const listener of this.#listeners) listener();
  }
}
