import { shownKeys } from "./keys.ts";

const MAC = /mac|iphone|ipad/i.test(navigator.platform);

/** A shortcut as keys; one after the other for a sequence. */
export function KeyCaps({ keys }: { readonly keys: string }) {
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
