import { PasswordInput, Stack } from "@mantine/core";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import type { RefObject } from "react";
import { SIGN_IN_TEXT } from "./sign-in-text.ts";
import type { NewPassword } from "./use-sign-in-form.ts";
import { isSame } from "./use-sign-in-form.ts";

interface NewPasswordFieldsProps {
  readonly value: NewPassword;
  readonly checked: boolean;
  /** Whether something else is to be typed first. */
  readonly comesLater?: boolean;
  /** The first field, for the focus. */
  readonly field: RefObject<HTMLInputElement | null>;
  onChange(value: NewPassword): void;
}

/** After a one-time password: the password that the person chooses for themselves, twice. */
export function NewPasswordFields({
  value,
  checked,
  comesLater = false,
  field,
  onChange,
}: NewPasswordFieldsProps) {
  const say = useLabel();
  return (
    <Stack gap="sm">
      <PasswordInput
        ref={field}
        name="new-password"
        label={say(SIGN_IN_TEXT.newPassword)}
        description={say(SIGN_IN_TEXT.newPasswordHelp)}
        value={value.next}
        onChange={({ currentTarget }) => onChange({ ...value, next: currentTarget.value })}
        autoComplete="new-password"
        autoFocus={!comesLater}
        maxLength={200}
        size="md"
        required
        withAsterisk={false}
      />
      <PasswordInput
        name="new-password-again"
        label={say(SIGN_IN_TEXT.newPasswordAgain)}
        value={value.again}
        onChange={({ currentTarget }) => onChange({ ...value, again: currentTarget.value })}
        error={checked && !isSame(value) && say(SIGN_IN_TEXT.newPasswordNotSame)}
        autoComplete="new-password"
        maxLength={200}
        size="md"
        required
        withAsterisk={false}
      />
    </Stack>
  );
}
