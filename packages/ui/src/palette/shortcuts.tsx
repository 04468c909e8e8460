import type { ReactNode } from "react";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { dialogIsOpen } from "./dialog-is-open.ts";
import type { Shortcut } from "./shortcut-book.ts";
import { isTyped, keysOf } from "./keys.ts";
import { ShortcutBook } from "./shortcut-book.ts";
import { useLetterKeys } from "./use-letter-keys.ts";

const BookContext = createContext<ShortcutBook | null>(null);
const LetterKeysContext = createContext(true);

/** Listens to the keyboard for the shortcuts that screens below it register. */
export function ShortcutProvider({ children }: { readonly children: ReactNode }) {
  const [book] = useState(() => new ShortcutBook());
  const [letters] = useLetterKeys();
  useEffect(() => {
    book.takesTyped = letters === true;
  }, [book, letters]);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
      const target = event.target instanceof Element ? event.target : null;
      // In front of a dialog, what lies behind it is out of reach.
      if (dialogIsOpen()) return;
      if (book.press(event, isTyping(target), event.timeStamp)) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [book]);
  return (
    <BookContext value={book}>
      <LetterKeysContext value={letters !== false}>{children}</LetterKeysContext>
    </BookContext>
  );
}

/** Whether a shortcut works, so that keys which somebody turned off are shown nowhere. */
export function useWorks(): (keys: string) => boolean {
  const letters = useContext(LetterKeysContext);
  return useCallback((keys) => letters || !isTyped(keysOf(keys)), [letters]);
}

/**
 * A shortcut for as long as the component shows. `keys`: `n`, `shift+d`, `mod+enter` (Ctrl or ⌘), or
 * a sequence `g d`. Those without Ctrl or Alt do nothing while somebody types. The help (`?`) and the
 * command palette show it by its label.
 */
export function useShortcut(
  keys: string,
  label: string,
  run: () => void,
  options: { readonly enabled?: boolean } = {},
): void {
  const book = useContext(BookContext);
  const enabled = options.enabled !== false;
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  }, [run]);
  useEffect(() => {
    if (book === null || !enabled) return undefined;
    return book.add({ keys, label, run: () => latest.current() });
  }, [book, enabled, keys, label]);
}

/** All shortcuts that work now, in the order that they were registered. */
export function useShortcuts(): readonly Shortcut[] {
  const book = useContext(BookContext);
  const subscribe = book === null ? never : book.subscribe;
  const all = book === null ? none : book.all;
  return useSyncExternalStore(subscribe, all, all);
}

const NONE: readonly Shortcut[] = [];

function none(): readonly Shortcut[] {
  return NONE;
}

function never(): () => void {
  return () => {};
}

function isModifier(key: string): boolean {
  return key === "Shift" || key === "Control" || key === "Alt" || key === "Meta";
}

const TAKES_KEYS =
  "input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable=true], [role=menu], [role=listbox]";

/** Whether keys go into an input, or move within a menu. */
function isTyping(target: Element | null): boolean {
  return (target?.closest(TAKES_KEYS) ?? null) !== null;
}
