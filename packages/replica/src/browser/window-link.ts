import { Channel } from "./channel.ts";
import { holdLock, isHeld } from "./locks.ts";

/** A database with the key that opens it, on its way from an unlocked window to a new one. */
export interface Unlocked {
  /** The database's name. */
  readonly name: string;
  readonly key: Uint8Array;
}

/** Between all windows of the app in this browser profile; messages never leave it. */
type Message =
  | { readonly kind: "who is signed in"; readonly asker: string }
  | { readonly kind: "unlocked"; readonly asker: string; readonly unlocked: Unlocked }
  | { readonly kind: "signed in"; readonly name: string }
  | { readonly kind: "lock" };

export interface WindowLinkParts {
  readonly newId: () => string;
  /** What this window has open. */
  readonly unlocked: () => Unlocked | null;
  /** Another window signed somebody in to the database of that name. */
  readonly signedIn: (name: string) => void;
  /** Another window was locked, or signed out. */
  readonly locked: () => void;
}

const CHANNEL = "healthops-windows";
/** Held, shared, by every window that has a database open. */
const OPEN_LOCK = "healthops-unlocked";
/** An unlocked window may be busy with a long transaction. */
const PATIENCE_MS = 5_000;

/**
 * Keeps the windows of one browser profile in step: a new window gets the key from one that is
 * unlocked, so that nobody types the password twice; locking or signing out counts for all.
 */
export class WindowLink {
  readonly #parts: WindowLinkParts;
  readonly #channel: Channel<Message>;
  readonly #asked = new Map<string, (unlocked: Unlocked) => void>();
  #releaseOpen: (() => void) | null = null;

  constructor(parts: WindowLinkParts) {
    this.#parts = parts;
    this.#channel = new Channel(CHANNEL, (message) => this.#heard(message));
  }

  /** What another window has open, with its key; null when none has, or none answers. */
  async askIfAny(): Promise<Unlocked | null> {
    return (await isHeld(OPEN_LOCK)) ? this.ask() : null;
  }

  /** As `askIfAny`, when it is known that there is such a window. */
  ask(): Promise<Unlocked | null> {
    const asker = this.#parts.newId();
    return new Promise((resolve) => {
      const end = (unlocked: Unlocked | null): void => {
        clearTimeout(timer);
        this.#asked.delete(asker);
        resolve(unlocked);
      };
      const timer = setTimeout(() => end(null), PATIENCE_MS);
      this.#asked.set(asker, end);
      this.#say({ kind: "who is signed in", asker });
    });
  }

  /** This window has a database open from now on; `announce` tells the others. */
  opened(name: string, announce: boolean): void {
    this.#releaseOpen ??= holdLock(OPEN_LOCK, "shared", () => undefined).release;
    if (announce) this.#say({ kind: "signed in", name });
  }

  /** This window has nothing open any more. */
  closed(): void {
    this.#releaseOpen?.();
    this.#releaseOpen = null;
  }

  /** Has all other windows close what they have open. */
  lockOthers(): void {
    this.#say({ kind: "lock" });
  }

  #heard(message: Message): void {
    if (message.kind === "lock") this.#parts.locked();
    else if (message.kind === "signed in") this.#parts.signedIn(message.name);
    else if (message.kind === "unlocked") this.#asked.get(message.asker)?.(message.unlocked);
    else {
      const unlocked = this.#parts.unlocked();
      if (unlocked !== null) this.#say({ kind: "unlocked", asker: message.asker, unlocked });
    }
  }

  #say(message: Message): void {
    this.#channel.post(message);
  }
}
