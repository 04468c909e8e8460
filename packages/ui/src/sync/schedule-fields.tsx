import { NativeSelect } from "@mantine/core";
import type { ScheduleSettings as Schedule } from "@healthops/replica/store/schedule-settings";
import { useEffect, useState } from "react";
import { useReplica } from "../data/replica-provider.tsx";
import { useText } from "../i18n/language-provider.tsx";
import { useAnnounce } from "../states/undo.tsx";

const MINUTE_MS = 60_000;
const OFFERED_MIN = [1, 2, 5, 10, 15, 30, 60];

/** How often this device sends and asks by itself; nothing while nobody is signed in. */
export function ScheduleFields() {
  const api = useReplica();
  const { sync } = useText();
  const announce = useAnnounce();
  const [schedule, setSchedule] = useState<Schedule | null>(null);
  useEffect(() => {
    // Signed out: there is nothing to set.
    api.schedule().then(setSchedule, () => setSchedule(null));
  }, [api]);
  if (schedule === null) return null;

  const select = (field: "pushEvery_ms" | "pullEvery_ms", label: string) => (
    <NativeSelect
      size="xs"
      label={label}
      value={String(schedule[field] / MINUTE_MS)}
      data={minutesOffered(schedule[field] / MINUTE_MS).map((minutes) => ({
        value: String(minutes),
        label: sync.everyMinutes(minutes),
      }))}
      onChange={(event) => {
        const change = { [field]: Number(event.currentTarget.value) * MINUTE_MS };
        api.setSchedule(change).then(setSchedule, announce.failed);
      }}
      className="ho-schedule-select"
    />
  );
  return (
    <>
      {select("pushEvery_ms", sync.pushEvery)}
      {select("pullEvery_ms", sync.pullEvery)}
    </>
  );
}

/** The usual choices, with what is set now among them. */
function minutesOffered(now: number): readonly number[] {
  return [...new Set([...OFFERED_MIN, now])].toSorted((a, b) => a - b);
}
