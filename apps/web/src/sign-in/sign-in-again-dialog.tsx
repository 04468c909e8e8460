import { Modal, Stack, Text } from "@mantine/core";
import type { DeviceCredentials } from "@healthops/replica/remote/replica-api";
import type { Status } from "@healthops/replica/status/status";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { unsentWork } from "../sign-out/unsent-work.ts";
import { PasswordForm } from "./password-form.tsx";
import { AGAIN_TEXT, againReason, unsentText } from "./sign-in-again-text.ts";

interface SignInAgainDialogProps {
  readonly opened: boolean;
  readonly status: Status | null;
  close(): void;
}

/** Asks for the password over the screen: nothing behind it is lost or even moves. */
export function SignInAgainDialog({ opened, status, close }: SignInAgainDialogProps) {
  const api = useReplica();
  const say = useLabel();
  const texts = useText();
  const announce = useAnnounce();
  const { username, displayName } = useIdentity();
  const unsent = unsentWork(status);
  const { text } = againReason(status?.revoked ?? null);
  const signIn = async (credentials: DeviceCredentials): Promise<void> => {
    const { by } = await api.signIn(credentials);
    close();
    announce.done(say(by === "hub" ? AGAIN_TEXT.done : AGAIN_TEXT.offline));
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="sm"
      title={<span style={{ fontWeight: 620 }}>{say(AGAIN_TEXT.title)}</span>}
      closeButtonProps={{ "aria-label": texts.common.close }}
    >
      <Stack gap="md">
        <Text size="sm">
          <strong>{displayName}</strong>
          {". "}
          {say(text)} {unsent > 0 && say(unsentText(unsent))}
        </Text>
        <PasswordForm
          username={username}
          signIn={signIn}
          action={say(AGAIN_TEXT.submit)}
          busyAction={say(AGAIN_TEXT.busy)}
        />
      </Stack>
    </Modal>
  );
}
