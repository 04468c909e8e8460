import { Button } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { DIARY_TEXT } from "./diary-text.ts";
import classes from "./diary.module.css";

interface DayFootProps {
  /** Whether the day before has anything. */
  readonly repeatable: boolean;
  /** How repeating it is called. */
  readonly words: string;
  /** How many entries have no energy. */
  readonly unknown: number;
  repeat(): void;
}

/** What concerns the whole day. */
export function DayFoot({ repeatable, words, unknown, repeat }: DayFootProps) {
  const texts = useTexts(DIARY_TEXT);
  return (
    <footer className={classes["foot"]}>
      <Button
        variant="default"
        disabled={!repeatable}
        leftSection={<IconRepeat size={16} stroke={1.7} aria-hidden />}
        onClick={repeat}
      >
        {words}
        <kbd className={`ho-kbd ${classes["key"]}`} aria-hidden>
          y
        </kbd>
      </Button>
      {unknown === 0 ? null : <span>{texts.unknown(unknown)}</span>}
    </footer>
  );
}
