import { useList } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { LoadingState } from "@healthops/ui/states/states.tsx";
import type { ListQuery } from "@healthops/schema/list/list-query";
import { addDays } from "@healthops/base/days";
import type { Reading } from "../../goals/weight-trend.ts";
import { useGoals } from "../shared/use-goals.ts";
import { usePerson } from "../shared/use-person.ts";
import { useToday } from "@healthops/ui/data/site-clock.tsx";
import { GoalCards } from "./goal-cards.tsx";
import { GOALS_TEXT } from "./goals-text.ts";
import { ProfileCard } from "./profile-card.tsx";
import { WeightCard } from "./weight-card.tsx";
import classes from "./goals.module.css";

/** What somebody aims for, how far they are, and what their body needs. */
export function Screen() {
  const texts = useTexts(GOALS_TEXT);
  const today = useToday();
  const person = usePerson(today);
  const goals = useGoals(today);
  const { diary, profile, weightKg } = person;
  const recent = useList("weights", {
    where: {
      all: [
        { field: "personId", op: "eq", value: diary.personId },
        { field: "measuredOn", op: "gt", value: addDays(today, -90) },
      ],
    },
    sort: [["measuredOn", "asc"]],
    limit: 500,
  });
  const start = useList(
    "weights",
    firstSince(diary.personId, goals.body_weight?.startsOn ?? today),
  );
  const readings = (valueOr(recent, null)?.records ?? []).map(({ content }): Reading => ({
    measuredOn: String(content["measuredOn"]),
    weightKg: Number(content["weightKg"]),
  }));
  const startKg = valueOr(start, null)?.records[0]?.content["weightKg"];
  return (
    <Page title={texts.title}>
      {!person.ready ? (
        <LoadingState lines={10} />
      ) : (
        <div className={classes["page"]}>
          <WeightCard
            diary={diary}
            today={today}
            readings={readings}
            weightKg={weightKg}
            goal={goals.body_weight}
          />
          <section aria-labelledby="goals">
            <h2 id="goals" className={classes["title"]}>
              {texts.goals}
            </h2>
            <GoalCards
              diary={diary}
              goals={goals}
              today={today}
              weightKg={weightKg}
              startKg={typeof startKg === "number" ? startKg : null}
            />
          </section>
          <ProfileCard
            personId={diary.personId}
            profile={profile}
            weightKg={weightKg}
            today={today}
          />
        </div>
      )}
    </Page>
  );
}

/** The weight that somebody had when a goal began: the first reading from then on. */
function firstSince(personId: string, day: string): ListQuery {
  return {
    where: {
      all: [
        { field: "personId", op: "eq", value: personId },
        { field: "measuredOn", op: "ge", value: day },
      ],
    },
    sort: [["measuredOn", "asc"]],
    limit: 1,
  };
}
