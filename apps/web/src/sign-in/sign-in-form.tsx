import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import type { KnownPerson } from "@healthops/replica/remote/replica-api";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { KnownPeople } from "./known-people.tsx";
import { NewPasswordFields } from "./new-password-fields.tsx";
import { OldPasswordFields } from "./old-password-fields.tsx";
import { SignInAlert } from "./sign-in-alert.tsx";
import { SIGN_IN_TEXT } from "./sign-in-text.ts";
import type { SignIn } from "./use-sign-in-form.ts";
import { useSignInForm } from "./use-sign-in-form.ts";

interface SignInFormProps {
  readonly people: readonly KnownPerson[];
  readonly signIn: SignIn;
  /** Nobody is chosen beforehand. */
  readonly anew: boolean;
}

/** Name and password. The password stays in the fields and goes nowhere but to the replica. */
export function SignInForm({ people, signIn, anew }: SignInFormProps) {
  const say = useLabel();
  const form = useSignInForm(
    anew || people.length !== 1 ? "" : (people[0]?.username ?? ""),
    signIn,
  );
  const { username, setUsername, password, setPassword, problem, phase, wait_s } = form;
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        {people.length > 0 && (
          <KnownPeople people={people} chosen={username} choose={form.choose} />
        )}
        {problem !== null && <SignInAlert problem={problem} wait_s={wait_s} />}
        <TextInput
          name="username"
          label={say(SIGN_IN_TEXT.username)}
          value={username}
          onChange={({ currentTarget }) => setUsername(currentTarget.value)}
          error={phase === "checked" && username.trim() === "" && say(SIGN_IN_TEXT.usernameMissing)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={username === ""}
          maxLength={60}
          size="md"
          required
        />
        <PasswordInput
          ref={form.passwordField}
          name="password"
          label={say(SIGN_IN_TEXT.password)}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          error={phase === "checked" && password === "" && say(SIGN_IN_TEXT.passwordMissing)}
          autoComplete="current-password"
          autoFocus={username !== ""}
          maxLength={200}
          size="md"
          required
        />
        {form.oldPassword !== null && (
          <OldPasswordFields
            value={form.oldPassword}
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
          {say(phase === "busy" ? SIGN_IN_TEXT.busy : SIGN_IN_TEXT.submit)}
        </Button>
      </Stack>
    </form>
  );
}
