import { shownKeys } from "./keys.ts";
import { useWorks } from "./shortcuts.tsx";

const MAC = /mac|iphone|ipad/i.test(navigator.platform);

/** A shortcut as keys, one after the other for a sequence; nothing where it was turned off. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  if (!useWorks()(keys)) return null;
  return (
    <span className="ho-keys">
      {shownKeys(keys, MAC).map((stroke, at) => (
        <kbd key={`${at} ${stroke}`} className="ho-kbd">
          {stroke}
        </kbd>
      ))}
    </span>
  );
}
