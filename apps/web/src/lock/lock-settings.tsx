import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useEffect, useState } from "react";
import { LEAST_MINUTES, MOST_MINUTES } from "./lock-minutes.ts";
import { LOCK_SETTINGS_TEXT } from "./lock-settings-text.ts";
import { PinDialog } from "./pin-dialog.tsx";
import { useLockMinutes } from "./use-lock-minutes.ts";

const UNIT = { en: " min", tr: " dk" } as const;

/** After how many minutes everything locks, and the PIN that unlocks quickly. */
export function LockSettings() {
  return (
    <Stack gap="lg">
      <Minutes />
      <Pin />
    </Stack>
  );
}

function Minutes() {
  const say = useLabel();
  const announce = useAnnounce();
  const unit = useTexts(UNIT);
  const [minutes, change] = useLockMinutes();
  return (
    <NumberInput
      key={minutes}
      label={say(LOCK_SETTINGS_TEXT.minutes)}
      description={say(LOCK_SETTINGS_TEXT.minutesHelp)}
      defaultValue={minutes}
      suffix={unit}
      min={LEAST_MINUTES}
      max={MOST_MINUTES}
      allowDecimal={false}
      maw={260}
      onBlur={({ currentTarget }) => {
        const wanted = Number.parseInt(currentTarget.value, 10);
        if (!Number.isFinite(wanted) || wanted === minutes) return;
        change(wanted).then(
          () => announce.done(say(LOCK_SETTINGS_TEXT.minutesSaved)),
          announce.failed,
        );
      }}
    />
  );
}

function Pin() {
  const api = useReplica();
  const say = useLabel();
  const announce = useAnnounce();
  const [has, setHas] = useState<boolean | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    api.hasPin().then(setHas, announce.failed);
  }, [api, announce]);
  const done = (now: boolean): void => {
    setHas(now);
    setAsking(false);
    announce.done(say(now ? LOCK_SETTINGS_TEXT.saved : LOCK_SETTINGS_TEXT.removed));
  };
  const remove = async (): Promise<void> => {
    try {
      await api.setPin(null);
      done(false);
    } catch (error) {
      announce.failed(error);
    }
  };
  return (
    <div>
      <Text size="sm" fw={620} component="div">
        {say(LOCK_SETTINGS_TEXT.pin)}
      </Text>
      <Text size="xs" c="dimmed" mb="xs" component="div">
        {say(has === true ? LOCK_SETTINGS_TEXT.pinSet : LOCK_SETTINGS_TEXT.pinUnset)}
      </Text>
      <Group gap="xs">
        <Button variant="default" disabled={has === null} onClick={() => setAsking(true)}>
          {say(has === true ? LOCK_SETTINGS_TEXT.change : LOCK_SETTINGS_TEXT.set)}
        </Button>
        {has === true && (
          <Button variant="subtle" onClick={() => void remove()}>
            {say(LOCK_SETTINGS_TEXT.remove)}
          </Button>
        )}
      </Group>
      <PinDialog
        opened={asking}
        change={has === true}
        close={() => setAsking(false)}
        onSet={() => done(true)}
      />
    </div>
  );
}
