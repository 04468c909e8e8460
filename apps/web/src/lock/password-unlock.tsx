import { Text } from "@mantine/core";
import type { KnownPerson } from "@healthops/replica/remote/replica-api";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { PasswordForm } from "../sign-in/password-form.tsx";
import { LOCK_TEXT, LOCK_TEXTS } from "./lock-text.ts";
import { unlockWithPassword } from "./unlock-with-password.ts";

interface PasswordUnlockProps {
  readonly person: KnownPerson;
  /** The PIN was wrong too often. */
  readonly pinEnded: boolean;
}

/** Unlocks all windows with the password, with or without the hub. */
export function PasswordUnlock({ person, pinEnded }: PasswordUnlockProps) {
  const api = useReplica();
  const say = useLabel();
  const texts = useTexts(LOCK_TEXTS);
  return (
    <>
      {pinEnded && (
        <Text size="sm" role="status">
          {texts.pinEnded}
        </Text>
      )}
      <PasswordForm
        username={person.username}
        signIn={(credentials) => unlockWithPassword(api, credentials)}
        action={say(LOCK_TEXT.unlock)}
        busyAction={say(LOCK_TEXT.unlocking)}
      />
    </>
  );
}
