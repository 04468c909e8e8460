import { Avatar, Button, Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { clearMessages } from "@healthops/ui/states/clear-messages";
import { IconLock } from "@tabler/icons-react";
import type { Locked } from "@healthops/replica/remote/replica-api";
import { useLabel } from "@healthops/ui/i18n/language-provider.tsx";
import { useEffect, useState } from "react";
import { SignInScreen } from "../sign-in/sign-in-screen.tsx";
import classes from "./lock-screen.module.css";
import { LOCK_TEXT } from "./lock-text.ts";
import { PasswordUnlock } from "./password-unlock.tsx";
import { PinUnlock } from "./pin-unlock.tsx";

const QUIET = { variant: "subtle", size: "compact-sm" } as const;

interface LockScreenProps {
  readonly locked: Locked;
  /** The windows are still closing: nothing can be typed yet. */
  readonly closing: boolean;
  /** Somebody else signed in instead. */
  onSomebodyElse(): void;
}

/** Stands in place of everything while a person's data is locked. */
export function LockScreen({ locked, closing, onSomebodyElse }: LockScreenProps) {
  const say = useLabel();
  const [somebodyElse, setSomebodyElse] = useState(false);
  useEffect(() => {
    // Neither the title nor a message may tell what was on the screen.
    document.title = "HealthOps";
    clearMessages();
  }, []);
  if (somebodyElse) {
    return (
      <SignInScreen
        onSignedIn={onSomebodyElse}
        anew
        back={{ label: say(LOCK_TEXT.back), go: () => setSomebodyElse(false) }}
      />
    );
  }
  return (
    <Center mih="100dvh" p="md" component="main" className={classes["page"]}>
      <Paper withBorder p="xl" radius="lg" w="100%" maw={380} className={classes["card"]}>
        <Stack gap="lg">
          <Stack gap={10} align="center">
            <span className={classes["face"]}>
              <Avatar
                name={locked.person.displayName}
                color="initials"
                radius="50%"
                size={72}
                aria-hidden
              />
              <span className={classes["badge"]}>
                <IconLock size={15} stroke={2} aria-hidden />
              </span>
            </span>
            <Title order={1} ta="center">
              {locked.person.displayName}
            </Title>
            <Text size="sm" c="dimmed" ta="center">
              {say(LOCK_TEXT.locked)}
            </Text>
          </Stack>
          {closing ? null : <Unlock locked={locked} somebodyElse={() => setSomebodyElse(true)} />}
        </Stack>
      </Paper>
    </Center>
  );
}

interface UnlockProps {
  readonly locked: Locked;
  somebodyElse(): void;
}

/** By PIN where there is one, by password always. */
function Unlock({ locked, somebodyElse }: UnlockProps) {
  const say = useLabel();
  const [byPassword, setByPassword] = useState(false);
  // A PIN that was wrong too often in another window ends here too.
  const pinEnded = !locked.pin && locked.triesLeft === 0;
  const withPin = locked.pin && !byPassword;
  return (
    <Stack gap="sm">
      {withPin ? (
        <PinUnlock triesLeft={locked.triesLeft} />
      ) : (
        <PasswordUnlock person={locked.person} pinEnded={pinEnded} />
      )}
      <Group justify={locked.pin ? "space-between" : "center"} gap="xs">
        {locked.pin && (
          <Button className={classes["link"]} onClick={() => setByPassword(withPin)} {...QUIET}>
            {say(withPin ? LOCK_TEXT.usePassword : LOCK_TEXT.usePin)}
          </Button>
        )}
        <Button className={classes["link"]} onClick={somebodyElse} {...QUIET}>
          {say(LOCK_TEXT.somebodyElse)}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" ta="center">
        {say(LOCK_TEXT.kept)}
      </Text>
    </Stack>
  );
}
