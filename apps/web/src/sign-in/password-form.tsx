import { Button, PasswordInput, Stack } from "@mantine/core";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { NewPasswordFields } from "./new-password-fields.tsx";
import { OldPasswordFields } from "./old-password-fields.tsx";
import { SignInAlert } from "./sign-in-alert.tsx";
import { SIGN_IN_TEXT } from "./sign-in-text.ts";
import type { SignIn } from "./use-sign-in-form.ts";
import { useSignInForm } from "./use-sign-in-form.ts";

interface PasswordFormProps {
  /** Who it is; they only type the password. */
  readonly username: string;
  readonly signIn: SignIn;
  /** What the button says, and while it works. */
  readonly action: string;
  readonly busyAction: string;
}

/** The password of somebody who is known already. */
export function PasswordForm({ username, signIn, action, busyAction }: PasswordFormProps) {
  const say = useLabel();
  const form = useSignInForm(username, signIn);
  const { password, oldPassword, problem, phase, wait_s } = form;
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        {problem !== null && <SignInAlert problem={problem} wait_s={wait_s} />}
        {/* For what the browser remembers of passwords. */}
        <input type="hidden" name="username" autoComplete="username" value={username} readOnly />
        <PasswordInput
          ref={form.passwordField}
          name="password"
          label={say(SIGN_IN_TEXT.password)}
          value={password}
          onChange={({ currentTarget }) => form.setPassword(currentTarget.value)}
          error={phase === "checked" && password === "" && say(SIGN_IN_TEXT.passwordMissing)}
          autoComplete="current-password"
          data-autofocus
          autoFocus
          maxLength={200}
          size="md"
          required
          withAsterisk={false}
        />
        {oldPassword !== null && (
          <OldPasswordFields
            value={oldPassword}
            checked={phase === "checked"}
            onChange={form.setOldPassword}
          />
        )}
        {form.newPassword !== null && (
          <NewPasswordFields
            value={form.newPassword}
            field={form.newPasswordField}
            checked={phase === "checked"}
            onChange={form.setNewPassword}
          />
        )}
        <Button type="submit" size="md" fullWidth loading={phase === "busy"} disabled={wait_s > 0}>
          {phase === "busy" ? busyAction : action}
        </Button>
      </Stack>
    </form>
  );
}
