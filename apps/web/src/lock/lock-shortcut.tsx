import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useText } from "@healthops/ui/i18n/language-provider.tsx";
import { useShortcut } from "@healthops/ui/palette/shortcuts.tsx";

/** Locks all windows, wherever the person is. */
export const LOCK_KEYS = "mod+shift+l";

/** The keys that lock all windows; they work while somebody types. */
export function LockShortcut() {
  const api = useReplica();
  const { shell } = useText();
  useShortcut(LOCK_KEYS, shell.lock, () => void api.lock());
  return null;
}
