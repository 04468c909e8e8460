/** A shortcut taken apart: `mod+k`, `?`, `g d`. */
export interface Keys {
  /** One after the other. */
  readonly strokes: readonly Stroke[];
}

interface Stroke {
  /** As `KeyboardEvent.key` says it, in lower case. */
  readonly key: string;
  /** Ctrl, or ⌘ on a Mac. */
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** The parts of a keyboard event that a shortcut looks at. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Reads a shortcut: strokes apart by a space, `mod`, `alt` and `shift` joined to a key by `+`. */
export function keysOf(text: string): Keys {
  return { strokes: text.toLowerCase().split(" ").map(strokeOf) };
}

/** Whether the stroke works while somebody types: it has a modifier that types nothing. */
export function worksInInputs({ strokes: [first] }: Keys): boolean {
  return first !== undefined && (first.mod || first.alt);
}

/**
 * Whether the shortcut begins with a key that types a character, with Shift at most. Voice input and
 * unsteady hands press such keys unasked, so a person can turn these shortcuts off.
 */
export function isTyped({ strokes: [first] }: Keys): boolean {
  return first !== undefined && !first.mod && !first.alt && first.key.length === 1;
}

/** Whether a key press is that stroke. Signs such as `?` need Shift on some keyboards and not on others. */
export function isStroke({ key, mod, alt, shift }: Stroke, pressed: Pressed): boolean {
  if (pressed.key.toLowerCase() !== key) return false;
  if ((pressed.ctrlKey || pressed.metaKey) !== mod || pressed.altKey !== alt) return false;
  return pressed.shiftKey === shift || !/^[a-z0-9]$|^.{2,}$/u.test(key);
}

/** The shortcut as people read it: `Ctrl K`, `G D`. */
export function shownKeys(text: string, mac: boolean): readonly string[] {
  return keysOf(text).strokes.map(({ key, mod, alt, shift }) =>
    [
      mod ? (mac ? "⌘" : "Ctrl") : "",
      alt ? (mac ? "⌥" : "Alt") : "",
      shift ? "Shift" : "",
      NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key),
    ]
      .filter(Boolean)
      .join(" "),
  );
}

const NAMES: Readonly<Record<string, string>> = {
  enter: "Enter",
  escape: "Esc",
  delete: "Del",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
};

function strokeOf(text: string): Stroke {
  const parts = text.split("+");
  // `+` itself is a key too.
  const key = parts.at(-1) === "" ? "+" : (parts.at(-1) ?? "");
  const has = (name: string): boolean => parts.slice(0, -1).includes(name);
  return { key, mod: has("mod"), alt: has("alt"), shift: has("shift") };
}
