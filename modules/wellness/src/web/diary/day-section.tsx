import { Button, Tooltip, VisuallyHidden } from "@mantine/core";
import {
  IconBarbell,
  IconCookie,
  IconMoon,
  IconRepeat,
  IconSun,
  IconSunrise,
} from "@tabler/icons-react";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReactNode } from "react";
import type { Slot } from "../../diary/slots.ts";
import { DIARY_TEXT } from "./diary-text.ts";
import classes from "./entries.module.css";

const LOOK = { size: 18, stroke: 1.7, "aria-hidden": true } as const;
const ICONS: Readonly<Record<Slot, ReactNode>> = {
  breakfast: <IconSunrise {...LOOK} />,
  lunch: <IconSun {...LOOK} />,
  dinner: <IconMoon {...LOOK} />,
  snack: <IconCookie {...LOOK} />,
  exercise: <IconBarbell {...LOOK} />,
};

interface DaySectionProps {
  readonly slot: Slot;
  readonly kcal: number;
  readonly count: number;
  /** What the day before had here; empty when there is nothing to repeat. */
  readonly before: readonly string[];
  /** How that day is called. */
  readonly beforeDay: string;
  /** The key that repeats it. */
  readonly repeatKey: string;
  repeat(): void;
  readonly children: ReactNode;
}

/** One part of the day with its entries, and yesterday's of the same part in one tap. */
export function DaySection(props: DaySectionProps) {
  const { slot, kcal, count, before, beforeDay, repeatKey, repeat, children } = props;
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const name = texts.slots[slot];
  const repeatName = <VisuallyHidden>{texts.repeatSlotName(name)} </VisuallyHidden>;
  return (
    <section className={`ho-card ${classes["section"]}`} aria-labelledby={`part-${slot}`}>
      <header>
        <span className={classes["icon"]} data-slot={slot}>
          {ICONS[slot]}
        </span>
        <h2 id={`part-${slot}`}>{name}</h2>
        {count === 0 ? null : (
          <span className={`ho-number ${classes["total"]}`}>
            {formats.measure(Math.round(kcal), 0, "kcal")}
          </span>
        )}
        <span className="ho-spacer" />
        {count === 0 || before.length === 0 ? null : (
          <Tooltip label={texts.repeatSlot(before.join(", "))}>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconRepeat size={15} aria-hidden />}
              onClick={repeat}
            >
              {repeatName}
              {beforeDay}
              <kbd className={`ho-kbd ${classes["key"]}`} aria-hidden>
                {repeatKey}
              </kbd>
            </Button>
          </Tooltip>
        )}
      </header>
      {count === 0 ? (
        before.length === 0 ? (
          <p className={classes["none"]}>{texts.nothing}</p>
        ) : (
          <button type="button" className={classes["again"]} onClick={repeat}>
            <IconRepeat size={16} stroke={1.7} aria-hidden />
            <span>
              {repeatName}
              <b>{beforeDay}</b> {before.join(", ")}
            </span>
            <kbd className="ho-kbd" aria-hidden>
              {repeatKey}
            </kbd>
          </button>
        )
      ) : (
        <ul>{children}</ul>
      )}
    </section>
  );
}
