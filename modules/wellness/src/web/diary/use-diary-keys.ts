import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useShortcut } from "@healthops/ui/palette/shortcuts.tsx";
import { addDays } from "@healthops/base/days";
import type { Slot } from "../../diary/slots.ts";
import { DIARY_TEXT } from "./diary-text.ts";

interface DiaryDeeds {
  readonly day: string;
  readonly today: string;
  go(day: string): void;
  /** Goes to the field for new entries. */
  focus(): void;
  /** Repeats one part of the day before, or all of it. */
  repeat(slot: Slot | null): void;
}

/** The keys of the diary: the help and the palette tell them. */
export function useDiaryKeys({ day, today, go, focus, repeat }: DiaryDeeds): void {
  const texts = useTexts(DIARY_TEXT);
  const again = (slot: Slot): string => texts.repeatSlot(texts.slots[slot]);
  useShortcut("t", texts.toToday, () => go(today));
  useShortcut("arrowleft", texts.dayBefore, () => go(addDays(day, -1)));
  useShortcut("arrowright", texts.dayAfter, () => go(addDays(day, 1)));
  useShortcut("n", texts.newEntry, focus);
  useShortcut("y", texts.repeatDay, () => repeat(null));
  useShortcut("1", again("breakfast"), () => repeat("breakfast"));
  useShortcut("2", again("lunch"), () => repeat("lunch"));
  useShortcut("3", again("dinner"), () => repeat("dinner"));
  useShortcut("4", again("snack"), () => repeat("snack"));
  useShortcut("5", again("exercise"), () => repeat("exercise"));
}
