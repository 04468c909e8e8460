import { useMemo, useState } from "react";
import { useLanguage } from "@healthops/ui/i18n/language-provider.tsx";
import type { Change } from "../../change.ts";
import type { Diary } from "../../commands.ts";
import type { AddTo, Pick } from "../../diary/add.ts";
import { addPicks, usualAmount } from "../../diary/add.ts";
import { stepMinutes, stepPortion } from "../../diary/portion.ts";
import type { QuickActivity, QuickNow } from "../../diary/quick-add.ts";
import { addQuick, quickActivity } from "../../diary/quick-add.ts";
import { parseQuickEntry } from "../../diary/quick-entry.ts";
import type { MealSlot, Slot } from "../../diary/slots.ts";
import { slotAt } from "../../diary/slots.ts";
import type { Entered, Suggestion } from "../../diary/suggestions.ts";
import { recents, search } from "../../diary/suggestions.ts";
import { minuteHere } from "../shared/minute-here.ts";

const RECENTS = 7;
const FOUND = 12;
const NOTHING: Entered = { meals: [], exercises: [] };

/** What the field for new entries knows and can do. */
export interface Composer {
  readonly slot: Slot;
  /** Where food goes: the slot, or the meal of the hour while exercises are chosen. */
  readonly mealSlot: MealSlot;
  readonly text: string;
  readonly offered: readonly Suggestion[];
  readonly picks: ReadonlyMap<string, Pick>;
  /** A quick entry that can be written down at once; null when the text is none. */
  readonly quick: { readonly entry: QuickNow; readonly activity: QuickActivity | null } | null;
  setSlot(slot: Slot): void;
  setText(text: string): void;
  toggle(suggestion: Suggestion): void;
  step(key: string, direction: 1 | -1): void;
  clear(): void;
  /** The new records of everything that is checked. */
  changesOfPicks(): readonly Change[];
  /** The new records of one suggestion as it stands. */
  changesOf(suggestion: Suggestion): readonly Change[];
  changesOfQuick(): readonly Change[];
}

/** The state of the field for new entries of a day. */
export function useComposer(options: {
  readonly day: string;
  readonly diary: Diary;
  readonly weightKg: number | null;
  readonly entered: Entered | null;
}): Composer {
  const { day, diary, weightKg } = options;
  const entered = options.entered ?? NOTHING;
  const { language } = useLanguage();
  const [slot, setSlot] = useState<Slot>(() => slotAt(minuteHere()));
  const [text, setText] = useState("");
  const [picks, setPicks] = useState<ReadonlyMap<string, Pick>>(new Map());

  const meant = useMemo(() => parseQuickEntry(text, slot), [text, slot]);
  const times = meant?.what === "times" ? meant.times : 1;
  // Beside a number, the name alone is searched for.
  const query = meant === null ? text : (meant.name ?? "");
  const offered = useMemo(
    () =>
      text.trim() === ""
        ? recents(entered, slot, day, RECENTS)
        : search(entered, query, slot, day, FOUND),
    [entered, text, query, slot, day],
  );
  const quick = useMemo(() => {
    if (meant === null || meant.what === "times") return null;
    const activity = meant.what === "exercise" ? quickActivity(entered, meant.name, day) : null;
    return { entry: meant, activity };
  }, [meant, entered, day]);

  const to: AddTo = {
    day,
    slot,
    mealSlot: mealSlotOf(slot),
    weightKg,
    language,
  };
  const amountFor = (suggestion: Suggestion): number =>
    suggestion.what === "meal" ? times : usualAmount(suggestion);
  return {
    slot,
    mealSlot: to.mealSlot,
    text,
    offered,
    picks,
    quick,
    setSlot,
    setText,
    toggle(suggestion) {
      const next = new Map(picks);
      if (!next.delete(suggestion.key)) {
        next.set(suggestion.key, { suggestion, amount: amountFor(suggestion) });
      }
      setPicks(next);
    },
    step(key, direction) {
      const pick = picks.get(key);
      if (pick === undefined) return;
      const step = pick.suggestion.what === "meal" ? stepPortion : stepMinutes;
      setPicks(new Map(picks).set(key, { ...pick, amount: step(pick.amount, direction) }));
    },
    clear() {
      setPicks(new Map());
      setText("");
    },
    changesOfPicks: () => addPicks(diary, [...picks.values()], to),
    changesOf: (suggestion) => addPicks(diary, [{ suggestion, amount: amountFor(suggestion) }], to),
    changesOfQuick: () => (quick === null ? [] : addQuick(diary, quick.entry, quick.activity, to)),
  };
}

/** Food that is found while exercises are chosen goes to the meal of the hour. */
function mealSlotOf(slot: Slot): MealSlot {
  return slot === "exercise" ? slotAt(minuteHere()) : slot;
}
