import { Switch } from "@mantine/core";
import { useText } from "../i18n/language-provider.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { useLetterKeys } from "./use-letter-keys.ts";

/** Turns shortcuts of a plain letter or sign off and on. */
export function LetterKeysSwitch() {
  const { palette } = useText();
  const announce = useAnnounce();
  const [on, set] = useLetterKeys();
  return (
    <Switch
      label={palette.letters}
      description={palette.lettersText}
      checked={on === true}
      disabled={on === null}
      onChange={({ currentTarget: { checked } }) => void set(checked).catch(announce.failed)}
    />
  );
}
