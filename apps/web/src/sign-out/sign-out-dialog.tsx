import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Status } from "@healthops/replica/status/status";
import { useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import { useState } from "react";
import { SIGN_OUT_TEXT, countText } from "./sign-out-text.ts";
import { useSignOut } from "./use-sign-out.ts";
import { unsentWork } from "./unsent-work.ts";

interface SignOutDialogProps {
  readonly opened: boolean;
  readonly status: Status | null;
  close(): void;
}

/**
 * Asks what shall become of work that the hub does not have yet, and whether this device shall forget
 * the person. Erasing unsent work needs a second, deliberate step.
 */
export function SignOutDialog({ opened, status, close }: SignOutDialogProps) {
  const say = useLabel();
  const texts = useText();
  const [erase, setErase] = useState(false);
  const [sure, setSure] = useState(false);
  const unsent = unsentWork(status);
  const { busy, failure, signOut, send } = useSignOut(close);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={<span style={{ fontWeight: 620 }}>{say(SIGN_OUT_TEXT.title)}</span>}
      closeButtonProps={{ "aria-label": texts.common.close }}
    >
      <Stack gap="md">
        <UnsentWork
          unsent={unsent}
          sending={busy === "sync"}
          {...(status?.online === true ? { send } : {})}
        />
        <Checkbox
          checked={erase}
          onChange={({ currentTarget }) => {
            setErase(currentTarget.checked);
            setSure(false);
          }}
          label={say(SIGN_OUT_TEXT.erase)}
          description={say(SIGN_OUT_TEXT.eraseHelp)}
        />
        {erase && unsent > 0 && (
          <Checkbox
            color="red.8"
            checked={sure}
            onChange={({ currentTarget }) => setSure(currentTarget.checked)}
            label={say(SIGN_OUT_TEXT.sure)}
          />
        )}
        {failure !== null && (
          <Text size="sm" c="error" role="alert">
            {failure}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {texts.common.cancel}
          </Button>
          <Button
            {...(erase ? { color: "red.8" } : {})}
            disabled={erase && unsent > 0 && !sure}
            loading={busy === "out"}
            onClick={() => signOut(erase)}
          >
            {say(erase ? SIGN_OUT_TEXT.outAndErase : SIGN_OUT_TEXT.out)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface UnsentWorkProps {
  readonly unsent: number;
  readonly sending: boolean;
  /** Absent while the hub is away. */
  readonly send?: () => void;
}

function UnsentWork({ unsent, sending, send }: UnsentWorkProps) {
  const say = useLabel();
  const texts = useText();
  if (unsent === 0) return <Text size="sm">{say(SIGN_OUT_TEXT.allSent)}</Text>;
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
      <Text size="sm" fw={600}>
        {say(countText(unsent))}
      </Text>
      <Text size="sm">{say(SIGN_OUT_TEXT.unsentKept)}</Text>
      {send !== undefined && (
        <Button mt="xs" size="xs" variant="default" loading={sending} onClick={send}>
          {texts.sync.syncNow}
        </Button>
      )}
    </Alert>
  );
}
