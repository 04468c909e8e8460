import type { Keys, Pressed } from "./keys.ts";
import { isStroke, isTyped, keysOf, worksInInputs } from "./keys.ts";

export interface Shortcut {
  /** `n`, `shift+d`, `mod+enter`, or one after the other: `g d`. */
  readonly keys: string;
  /** What it does, for the help and the palette. */
  readonly label: string;
  run(): void;
}

interface Entry {
  readonly shortcut: Shortcut;
  readonly keys: Keys;
}

/** Within this time the next key of a sequence must follow. */
const SEQUENCE_MS = 1_500;

/** The shortcuts of what shows now; a later one with the same keys goes before an earlier one. */
export class ShortcutBook {
  readonly #listeners = new Set<() => void>();
  #entries: readonly Entry[] = [];
  #shown: readonly Shortcut[] = [];
  /** The first keys of sequences that may go on. */
  #begun: readonly Pressed[] = [];
  #begunAt_ms = 0;
  /** Whether shortcuts of a plain letter or sign work; those with Ctrl or Alt always do. */
  takesTyped = true;

  /** Registers a shortcut; returns the way to take it back. */
  add(shortcut: Shortcut): () => void {
    const entry = { shortcut, keys: keysOf(shortcut.keys) };
    this.#set([...this.#entries, entry]);
    return () => this.#set(this.#entries.filter((other) => other !== entry));
  }

  readonly all = (): readonly Shortcut[] => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes a key press; whether it was meant for a shortcut. `typing`: the focus is in an input. */
  press(pressed: Pressed, typing: boolean, now_ms: number): boolean {
    const fresh = now_ms - this.#begunAt_ms > SEQUENCE_MS || typing;
    const strokes = [...(fresh ? [] : this.#begun), pressed];
    this.#begun = [];
    const fitting = this.#entries.filter(
      ({ keys }) =>
        (!typing || worksInInputs(keys)) &&
        (this.takesTyped || !isTyped(keys)) &&
        strokes.length <= keys.strokes.length &&
        strokes.every((stroke, at) => {
          const wanted = keys.strokes[at];
          return wanted !== undefined && isStroke(wanted, stroke);
        }),
    );
    const whole = fitting.findLast(({ keys }) => keys.strokes.length === strokes.length);
    if (whole !== undefined) {
      whole.shortcut.run();
      return true;
    }
    if (fitting.length > 0) {
      this.#begun = strokes;
      this.#begunAt_ms = now_ms;
      return true;
    }
    // The key did not go on with the sequence: it may begin something of its own.
    return strokes.length > 1 && this.press(pressed, typing, now_ms);
  }

  #set(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.#shown = entries.map(({ shortcut }) => shortcut);
    for (const listener of this.#listeners) listener();
  }
}
