import { Checkbox, PasswordInput, Stack } from "@mantine/core";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { SIGN_IN_TEXT } from "./sign-in-text.ts";
import type { OldPassword } from "./use-sign-in-form.ts";

interface OldPasswordFieldsProps {
  readonly value: OldPassword;
  readonly checked: boolean;
  onChange(value: OldPassword): void;
}

/** After a change of the password elsewhere: how this device's data shall open. */
export function OldPasswordFields({ value, checked, onChange }: OldPasswordFieldsProps) {
  const say = useLabel();
  return (
    <Stack gap="sm">
      <PasswordInput
        name="previous-password"
        label={say(SIGN_IN_TEXT.previousPassword)}
        value={value.previous}
        onChange={({ currentTarget }) => onChange({ ...value, previous: currentTarget.value })}
        error={
          checked &&
          value.previous === "" &&
          !value.startOver &&
          say(SIGN_IN_TEXT.previousPasswordMissing)
        }
        autoComplete="off"
        autoFocus
        disabled={value.startOver}
        maxLength={200}
        size="md"
      />
      <Checkbox
        checked={value.startOver}
        onChange={({ currentTarget }) => onChange({ ...value, startOver: currentTarget.checked })}
        label={say(SIGN_IN_TEXT.startOver)}
        description={say(SIGN_IN_TEXT.startOverHelp)}
      />
    </Stack>
  );
}
