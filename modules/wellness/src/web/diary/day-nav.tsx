import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconCalendarDot, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useRef } from "react";
import { addDays } from "@healthops/base/days";
import { DIARY_TEXT } from "./diary-text.ts";
import classes from "./diary.module.css";

interface DayNavProps {
  readonly day: string;
  readonly today: string;
  go(day: string): void;
}

/** Which day is written in, and the ways to another. */
export function DayNav({ day, today, go }: DayNavProps) {
  const texts = useTexts(DIARY_TEXT);
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className={classes["nav"]} role="group" aria-label={texts.chooseDay}>
      {day === today ? null : (
        <Tooltip label={`${texts.toToday} (t)`}>
          <ActionIcon variant="default" aria-label={texts.toToday} onClick={() => go(today)}>
            <IconCalendarDot size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={`${texts.dayBefore} (←)`}>
        <ActionIcon
          variant="default"
          aria-label={texts.dayBefore}
          onClick={() => go(addDays(day, -1))}
        >
          <IconChevronLeft size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <div className={classes["day"]}>
        <Button
          variant="default"
          className={classes["day-button"]}
          onClick={() => picker.current?.showPicker()}
        >
          <DayName day={day} today={today} />
        </Button>
        <input
          ref={picker}
          type="date"
          className={classes["picker"]}
          aria-label={texts.chooseDay}
          aria-hidden
          tabIndex={-1}
          value={day}
          onChange={(event) => event.currentTarget.value !== "" && go(event.currentTarget.value)}
        />
      </div>
      <Tooltip label={`${texts.dayAfter} (→)`}>
        <ActionIcon
          variant="default"
          aria-label={texts.dayAfter}
          onClick={() => go(addDays(day, 1))}
        >
          <IconChevronRight size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

function DayName({ day, today }: { readonly day: string; readonly today: string }) {
  const formats = useFormats();
  const near = useNearName(day, today);
  return (
    <>
      {near === null ? null : <b className={classes["near"]}>{near}</b>}
      <span>{near === null ? formats.day(day, "weekday") : formats.day(day)}</span>
    </>
  );
}

/** `Today`, `Yesterday`, `Tomorrow`; null for other days. */
export function useNearName(day: string, today: string): string | null {
  const texts = useTexts(DIARY_TEXT);
  if (day === today) return texts.today;
  if (day === addDays(today, -1)) return texts.yesterday;
  return day === addDays(today, 1) ? texts.tomorrow : null;
}
