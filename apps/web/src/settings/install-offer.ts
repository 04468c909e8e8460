/** The browser's own event, which no library of types knows yet. */
interface InstallPrompt extends Event {
  prompt(): Promise<{ readonly outcome: "accepted" | "dismissed" }>;
}

export type InstallState = "offered" | "installed" | "by hand";

/**
 * Whether this browser would install the app. It asks once, early, long before anybody opens the
 * settings, so this listens from the start.
 */
class InstallOffer {
  readonly #listeners = new Set<() => void>();
  #prompt: InstallPrompt | null = null;
  #installed = false;

  /** Begins to listen; called once, when the window starts. */
  listen(window: Window): void {
    this.#installed = window.matchMedia("(display-mode: standalone)").matches;
    window.addEventListener("beforeinstallprompt", (event) => {
      // It is offered in the settings, and not in the middle of somebody's work.
      event.preventDefault();
      this.#set(event as InstallPrompt, this.#installed);
    });
    window.addEventListener("appinstalled", () => this.#set(null, true));
  }

  readonly state = (): InstallState =>
    this.#installed ? "installed" : this.#prompt === null ? "by hand" : "offered";

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows the browser's question; it may be asked only once. */
  readonly install = (): void => {
    const prompt = this.#prompt;
    this.#set(null, this.#installed);
    // What the person answered is told by `appinstalled`.
    prompt?.prompt().catch(() => undefined);
  };

  #set(prompt: InstallPrompt | null, installed: boolean): void {
    this.#prompt = prompt;
    this.#installed = installed;
    for (const listener of this.#listeners) listener();
  }
}

/** This window's. */
export const INSTALL_OFFER = new InstallOffer();
