import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useText } from "@healthops/ui/i18n/language-provider.tsx";
import { useShortcut } from "@healthops/ui/palette/shortcuts.tsx";
import { useEffect } from "react";

/** Locks all windows, wherever the person is. */
export const LOCK_KEYS = "mod+shift+l";

/** The keys that lock all windows: while somebody types, and in front of a dialog too. */
export function LockShortcut() {
  const api = useReplica();
  const { shell } = useText();
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      if (key.toLowerCase() !== "l" || !shiftKey || altKey || !(ctrlKey || metaKey)) return;
      event.preventDefault();
      event.stopPropagation();
      void api.lock();
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [api]);
  // For the help and the palette.
  useShortcut(LOCK_KEYS, shell.lock, () => void api.lock());
  return null;
}
