import { addDays, isDay } from "@healthops/base/days";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { LoadingState } from "@healthops/ui/states/states.tsx";
import { useMemo, useRef } from "react";
import { daySummary } from "../../diary/day-summary.ts";
import type { DayEntries } from "../../diary/repeat.ts";
import { repeatEntries } from "../../diary/repeat.ts";
import type { Slot } from "../../diary/slots.ts";
import { bodyFacts, restingKcal } from "../../goals/body.ts";
import { useCommit } from "../shared/use-commit.ts";
import { useGoals } from "../shared/use-goals.ts";
import { usePerson } from "../shared/use-person.ts";
import { useToday } from "@healthops/ui/data/site-clock.tsx";
import { Composer } from "./composer.tsx";
import { DayFoot } from "./day-foot.tsx";
import { DayHero } from "./day-hero.tsx";
import { DayNav, useNearName } from "./day-nav.tsx";
import { DaySections } from "./day-sections.tsx";
import { DIARY_TEXT } from "./diary-text.ts";
import { useComposer } from "./use-composer.ts";
import { useDiaryKeys } from "./use-diary-keys.ts";
import { useDay, useEntered } from "./use-entries.ts";
import classes from "./diary.module.css";

const NOTHING: DayEntries = { meals: [], exercises: [] };

/** The day diary: what was eaten and done, and the quickest way to write down more. */
export function Screen() {
  const texts = useTexts(DIARY_TEXT);
  const today = useToday();
  const [query, change] = useAddressQuery();
  const day = isDay(query["day"]) ? query["day"] : today;
  const go = (to: string): void => change({ day: to === today ? null : to });

  const person = usePerson(day);
  const { diary, weightKg } = person;
  const goals = useGoals(day);
  const entries = useDay(day);
  const before = useDay(addDays(day, -1)) ?? NOTHING;
  const entered = useEntered(day);
  const commit = useCommit();
  const field = useRef<HTMLInputElement>(null);
  const composer = useComposer({ day, diary, weightKg, entered });

  const summary = useMemo(
    () => daySummary(entries?.meals ?? [], entries?.exercises ?? []),
    [entries],
  );
  const repeat = (slot: Slot | null): void => {
    const changes = repeatEntries(diary, before, slot, { day, weightKg });
    void commit(changes, texts.repeated(changes.length));
  };
  useDiaryKeys({ day, today, go, focus: () => field.current?.focus(), repeat });
  const beforeDay = useBeforeName(day, today);
  const restKcal = restingKcal(bodyFacts(person.profile, weightKg, day));
  return (
    <Page title={texts.diary} actions={<DayNav day={day} today={today} go={go} />}>
      <div className={classes["layout"]}>
        <div className={classes["top"]}>
          <DayHero
            summary={summary}
            goalKcal={goals.daily_eaten?.target ?? null}
            restKcal={person.ready ? restKcal : null}
          />
        </div>
        <div className={classes["side"]}>
          <Composer
            composer={composer}
            weightKg={weightKg}
            ready={entered !== null}
            field={field}
            add={(changes) => commit(changes, texts.added(changes.length))}
          />
        </div>
        <div className={classes["parts"]}>
          {entries === null ? (
            <LoadingState />
          ) : (
            <DaySections
              entries={entries}
              before={before}
              beforeDay={beforeDay}
              repeat={repeat}
              commit={commit}
            />
          )}
          <DayFoot
            repeatable={before.meals.length + before.exercises.length > 0}
            words={day === today ? texts.repeatDay : texts.repeatDayOf}
            unknown={summary.unknown}
            repeat={() => repeat(null)}
          />
        </div>
      </div>
    </Page>
  );
}

/** How the day before is called: `Yesterday`, or its date. */
function useBeforeName(day: string, today: string): string {
  const formats = useFormats();
  const before = addDays(day, -1);
  return useNearName(before, today) ?? formats.day(before);
}
