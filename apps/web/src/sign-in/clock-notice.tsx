import { CloseButton, Group, Paper, Text } from "@mantine/core";
import { IconClockExclamation } from "@tabler/icons-react";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useEffect, useState } from "react";
import { CLOCK_TEXTS, TOLERATED_MS } from "./clock-text.ts";
import classes from "./sign-in-again.module.css";

const LOOK_EVERY_MS = 15 * 60_000;

/** Tells a person whose device has the wrong time: entries would get wrong dates. */
export function ClockNotice() {
  const kit = useText();
  const texts = useTexts(CLOCK_TEXTS);
  const [ahead_ms, look] = useClockAhead();
  if (Math.abs(ahead_ms) <= TOLERATED_MS) return null;
  return (
    <Paper className={classes["notice"]} withBorder shadow="md" p="sm" radius="md" role="status">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <IconClockExclamation size={20} stroke={1.7} aria-hidden className={classes["key"]} />
        <div className={classes["words"]}>
          <Text size="sm" fw={620}>
            {texts.title(ahead_ms)}
          </Text>
          <Text size="sm">{texts.text}</Text>
        </div>
        <CloseButton onClick={look} aria-label={kit.common.close} />
      </Group>
    </Paper>
  );
}

/** How far the clock is off as far as anybody knows, and the way to forget it until the next look. */
function useClockAhead(): readonly [number, () => void] {
  const api = useReplica();
  const [ahead_ms, setAhead] = useState(0);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const report = await api.testConnection().catch(() => null);
      if (!gone && report !== null && report.clockAhead_ms !== null) setAhead(report.clockAhead_ms);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    const again = (): void => void look();
    window.addEventListener("online", again);
    return () => {
      gone = true;
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [api]);
  return [ahead_ms, () => setAhead(0)];
}
