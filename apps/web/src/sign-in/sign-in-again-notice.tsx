import { Button, Group, Paper, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import type { Status } from "@healthops/replica/status/status";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { unsentWork } from "../sign-out/unsent-work.ts";
import { AGAIN_TEXT, againReason, unsentText } from "./sign-in-again-text.ts";
import classes from "./sign-in-again.module.css";

interface SignInAgainNoticeProps {
  readonly status: Status;
  ask(): void;
  dismiss(): void;
}

/** Beside the work, because the hub may want the password in the middle of a sentence. */
export function SignInAgainNotice({ status, ask, dismiss }: SignInAgainNoticeProps) {
  const say = useLabel();
  const { title, text } = againReason(status.revoked);
  const unsent = unsentWork(status);
  return (
    <Paper className={classes["notice"]} withBorder shadow="md" p="sm" radius="md" role="status">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <IconKey size={20} stroke={1.7} aria-hidden className={classes["key"]} />
        <div className={classes["words"]}>
          <Text size="sm" fw={620}>
            {say(title)}
          </Text>
          <Text size="sm">
            {say(text)} {unsent > 0 && say(unsentText(unsent))}
          </Text>
          <Group gap="xs" mt="xs">
            <Button size="xs" onClick={ask}>
              {say(AGAIN_TEXT.submit)}
            </Button>
            <Button size="xs" variant="default" onClick={dismiss}>
              {say(AGAIN_TEXT.later)}
            </Button>
          </Group>
        </div>
      </Group>
    </Paper>
  );
}
