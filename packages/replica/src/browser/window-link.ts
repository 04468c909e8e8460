import type { Random } from "@healthops/base/ports";
import { Channel } from "./windows/channel.ts";
import type { HandedOver } from "./keys/hand-over.ts";
import { askForSecret, handOver } from "./keys/hand-over.ts";
import type { LockedAway } from "./locked-away.ts";
import type { HeldLock } from "./windows/locks.ts";
import { holdLock, isHeld } from "./windows/locks.ts";

/** A database with the key that opens it, on its way from an unlocked window to a new one. */
export interface Unlocked {
  /** The database's name. */
  readonly name: string;
  readonly key: Uint8Array;
}

/** Between all windows of the app in this browser profile; messages never leave it. */
type Message =
  | {
      readonly kind: "who is signed in";
      readonly asker: string;
      readonly publicKey: Uint8Array;
    }
  | {
      readonly kind: "unlocked";
      readonly asker: string;
      readonly name: string;
      readonly key: HandedOver;
    }
  | { readonly kind: "who is locked"; readonly asker: string }
  | { readonly kind: "locked"; readonly asker: string; readonly locked: LockedAway }
  | { readonly kind: "signed in"; readonly name: string }
  /** Null: signed out. */
  | { readonly kind: "lock"; readonly locked: LockedAway | null }
  | { readonly kind: "wrong PIN"; readonly name: string; readonly triesLeft: number };

type Answer = Extract<Message, { readonly kind: "unlocked" | "locked" }>;

export interface WindowLinkParts {
  readonly newId: () => string;
  readonly random: Random;
  /** What this window has open. */
  readonly unlocked: () => Unlocked | null;
  /** What this window has locked. */
  readonly locked: () => LockedAway | null;
  /** Another window signed somebody in to the database of that name. */
  readonly onSignedIn: (name: string) => void;
  /** Another window was locked, or signed out (null). */
  readonly onLocked: (locked: LockedAway | null) => void;
  /** Somebody typed a wrong PIN in another window. */
  readonly onWrongPin: (name: string, triesLeft: number) => void;
}

const CHANNEL = "healthops-windows";
/** Held, shared, by every window that has a database open, or locked. */
const OPEN_LOCK = "healthops-unlocked";
const AWAY_LOCK = "healthops-locked";
/** An unlocked window may be busy with a long transaction. */
const PATIENCE_MS = 5_000;

/**
 * Keeps the windows of one browser profile in step: a new window gets the key from one that is
 * unlocked, so that nobody types the password twice; locking or signing out counts for all. Keys
 * cross the channel sealed for the window that asked.
 */
export class WindowLink {
  readonly #parts: WindowLinkParts;
  readonly #channel: Channel<Message>;
  readonly #asked = new Map<string, (answer: Answer) => void>();
  #open: HeldLock | null = null;
  #away: HeldLock | null = null;

  constructor(parts: WindowLinkParts) {
    this.#parts = parts;
    this.#channel = new Channel(CHANNEL, (message) => this.#heard(message));
  }

  /** What another window has open, with its key; null when none has, or none answers. */
  async askIfAny(): Promise<Unlocked | null> {
    return (await isHeld(OPEN_LOCK)) ? this.ask() : null;
  }

  /** As `askIfAny`, when it is known that there is such a window. */
  async ask(): Promise<Unlocked | null> {
    const asking = await askForSecret();
    const answer = await this.#ask((asker) => ({
      kind: "who is signed in",
      asker,
      publicKey: asking.publicKey,
    }));
    if (answer?.kind !== "unlocked") return null;
    return { name: answer.name, key: await asking.open(answer.key) };
  }

  /** What another window has locked; null when none has. */
  async askForLocked(): Promise<LockedAway | null> {
    if (!(await isHeld(AWAY_LOCK))) return null;
    const answer = await this.#ask((asker) => ({ kind: "who is locked", asker }));
    return answer?.kind === "locked" ? answer.locked : null;
  }

  /** What this window holds from now on, so that new ones know whether asking makes sense. */
  holds(what: "open" | "locked" | "nothing"): void {
    if (what === "open") this.#open ??= holdLock(OPEN_LOCK, "shared", () => undefined);
    else this.#open = released(this.#open);
    if (what === "locked") this.#away ??= holdLock(AWAY_LOCK, "shared", () => undefined);
    else this.#away = released(this.#away);
  }

  /** Tells the other windows that this one has a database open. */
  announce(name: string): void {
    this.#say({ kind: "signed in", name });
  }

  /** Has all other windows close what they have open. */
  lockOthers(locked: LockedAway | null): void {
    this.#say({ kind: "lock", locked });
  }

  wrongPin(name: string, triesLeft: number): void {
    this.#say({ kind: "wrong PIN", name, triesLeft });
  }

  #ask(question: (asker: string) => Message): Promise<Answer | null> {
    const asker = this.#parts.newId();
    return new Promise((resolve) => {
      const end = (answer: Answer | null): void => {
        clearTimeout(timer);
        this.#asked.delete(asker);
        resolve(answer);
      };
      const timer = setTimeout(() => end(null), PATIENCE_MS);
      this.#asked.set(asker, end);
      this.#say(question(asker));
    });
  }

  #heard(message: Message): void {
    const parts = this.#parts;
    if (message.kind === "lock") parts.onLocked(message.locked);
    else if (message.kind === "signed in") parts.onSignedIn(message.name);
    else if (message.kind === "wrong PIN") parts.onWrongPin(message.name, message.triesLeft);
    else if (message.kind === "who is signed in") {
      void this.#giveKey(message.asker, message.publicKey);
    } else if (message.kind === "who is locked") {
      const locked = parts.locked();
      if (locked !== null) this.#say({ kind: "locked", asker: message.asker, locked });
    } else this.#asked.get(message.asker)?.(message);
  }

  async #giveKey(asker: string, publicKey: Uint8Array): Promise<void> {
    const unlocked = this.#parts.unlocked();
    if (unlocked === null) return;
    const { name } = unlocked;
    const key = await handOver(this.#parts.random, publicKey, unlocked.key);
    // Locked in between: nobody gets the key any more.
    if (this.#parts.unlocked()?.name !== name) return;
    this.#say({ kind: "unlocked", asker, name, key });
  }

  #say(message: Message): void {
    this.#channel.post(message);
  }
}

function released(lock: HeldLock | null): null {
  lock?.release();
  return null;
}
