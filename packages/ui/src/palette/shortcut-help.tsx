import { Divider, Modal } from "@mantine/core";
import { useText } from "../i18n/language-provider.tsx";
import { KeyCaps } from "./key-caps.tsx";
import { LetterKeysSwitch } from "./letter-keys.tsx";
import type { Shortcut } from "./shortcut-book.ts";
import { useShortcuts, useWorks } from "./shortcuts.tsx";

interface ShortcutHelpProps {
  readonly opened: boolean;
  onClose(): void;
}

/** What the keyboard does on this screen. */
export function ShortcutHelp({ opened, onClose }: ShortcutHelpProps) {
  const { common, palette } = useText();
  const works = useWorks();
  const working = useShortcuts().filter(({ keys }) => works(keys));
  const all = [...new Map(working.map((each) => [each.keys, each])).values()];
  const leads = all.filter(({ keys }) => keys.startsWith("g "));
  const rest = all.filter(({ keys }) => !keys.startsWith("g "));
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={<span style={{ fontWeight: 620 }}>{palette.shortcuts}</span>}
      closeButtonProps={{ "aria-label": common.close }}
    >
      <div className="ho-shortcuts">
        <Part title={palette.here} shortcuts={rest} />
        <Part title={palette.goTo} shortcuts={leads} />
      </div>
      <Divider my="md" />
      <LetterKeysSwitch />
    </Modal>
  );
}

function Part(props: { readonly title: string; readonly shortcuts: readonly Shortcut[] }) {
  const { title, shortcuts } = props;
  if (shortcuts.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {shortcuts.map(({ keys, label }) => (
          <div key={keys}>
            <dt>{label}</dt>
            <dd>
              <KeyCaps keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
