import { PasswordInput, Stack } from "@mantine/core";
import { PASSWORD_RULES } from "@healthops/protocol/password-rules";
import { useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import type { RefObject } from "react";
import { SIGN_IN_TEXT } from "./sign-in-text.ts";
import type { NewPassword } from "./use-sign-in-form.ts";
import { isSame } from "./use-sign-in-form.ts";

interface NewPasswordFieldsProps {
  readonly value: NewPassword;
  readonly checked: boolean;
  /** What is wrong with the new password itself; null: nothing that is known. */
  readonly fault?: string | null;
  /** Whether something else is to be typed first. */
  readonly comesLater?: boolean;
  /** The first field, for the focus. */
  readonly field: RefObject<HTMLInputElement | null>;
  onChange(value: NewPassword): void;
}

/** A password that the person chooses for themselves, twice, with what is asked of it told before. */
export function NewPasswordFields({
  value,
  checked,
  fault = null,
  comesLater = false,
  field,
  onChange,
}: NewPasswordFieldsProps) {
  const say = useLabel();
  const { common } = useText();
  const shows = { "aria-label": common.showPassword, tabIndex: 0 };
  return (
    <Stack gap="sm">
      <PasswordInput
        ref={field}
        name="new-password"
        label={say(SIGN_IN_TEXT.newPassword)}
        description={say(PASSWORD_RULES)}
        value={value.next}
        onChange={({ currentTarget }) => onChange({ ...value, next: currentTarget.value })}
        error={fault}
        visibilityToggleButtonProps={shows}
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
        visibilityToggleButtonProps={shows}
        autoComplete="new-password"
        maxLength={200}
        size="md"
        required
        withAsterisk={false}
      />
    </Stack>
  );
}
