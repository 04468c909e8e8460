import type { NavigationItem } from "@healthops/ui/shell/navigation";
import { useShortcut } from "@healthops/ui/palette/shortcuts.tsx";

interface GoShortcutsProps {
  readonly items: readonly NavigationItem[];
  go(href: string): void;
}

/** `g` and a letter goes to a place. */
export function GoShortcuts({ items, go }: GoShortcutsProps) {
  return items.map((item) =>
    item.keys === undefined ? null : (
      <GoShortcut key={item.href} keys={item.keys} label={item.label} run={() => go(item.href)} />
    ),
  );
}

function GoShortcut(props: { readonly keys: string; readonly label: string; run(): void }) {
  useShortcut(props.keys, props.label, props.run);
  return null;
}
