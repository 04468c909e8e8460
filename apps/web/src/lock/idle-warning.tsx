import { Button, Group, Modal, Progress, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { LOCK_TEXT, LOCK_TEXTS } from "./lock-text.ts";

interface IdleWarningProps {
  /** Seconds until everything locks; null while there is nothing to warn of. */
  readonly left_s: number | null;
  stay(): void;
  lockNow(): void;
}

const WHOLE_s = 30;
/** Seconds at which it is said aloud too: each second would be all that one hears. */
const SAID_s = 10;

/** Asks whether somebody is still there while the time runs out. */
export function IdleWarning({ left_s, stay, lockNow }: IdleWarningProps) {
  const say = useLabel();
  const texts = useTexts(LOCK_TEXTS);
  const left = left_s ?? 0;
  return (
    <Modal
      opened={left_s !== null}
      onClose={stay}
      withCloseButton={false}
      size="sm"
      zIndex={1_000}
      title={<span style={{ fontWeight: 620 }}>{say(LOCK_TEXT.warningTitle)}</span>}
    >
      <Stack gap="md">
        <Text size="sm">{say(LOCK_TEXT.warningText)}</Text>
        <div>
          <Text size="sm" fw={620} mb={6} style={{ fontVariantNumeric: "tabular-nums" }}>
            {texts.left(left)}
          </Text>
          <Progress value={(left / WHOLE_s) * 100} size="sm" aria-hidden transitionDuration={900} />
          <VisuallyHidden role="status">
            {texts.left(Math.ceil(left / SAID_s) * SAID_s)}
          </VisuallyHidden>
        </div>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={lockNow}>
            {say(LOCK_TEXT.lockNow)}
          </Button>
          <Button data-autofocus onClick={stay}>
            {say(LOCK_TEXT.stay)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
