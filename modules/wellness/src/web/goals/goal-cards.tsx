import {
  IconFlame,
  IconLeaf,
  IconMeat,
  IconScale,
  IconStopwatch,
  IconToolsKitchen2,
} from "@tabler/icons-react";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReactNode } from "react";
import { endGoal, setGoal } from "../../body-commands.ts";
import type { Diary } from "../../commands.ts";
import { addDays } from "@healthops/base/days";
import type { Goal, GoalKind } from "../../goals/active-goals.ts";
import { progress } from "../../goals/weight-trend.ts";
import { useCommit } from "../shared/use-commit.ts";
import { GoalCard } from "./goal-card.tsx";
import { GOALS_TEXT } from "./goals-text.ts";
import { useProgress } from "./use-progress.ts";
import classes from "./goals.module.css";

const LOOK = { size: 18, stroke: 1.7, "aria-hidden": true } as const;
const KINDS: readonly (readonly [kind: GoalKind, unit: string, icon: ReactNode])[] = [
  ["daily_eaten", "kcal", <IconToolsKitchen2 key="icon" {...LOOK} />],
  ["weekly_minutes", "min", <IconStopwatch key="icon" {...LOOK} />],
  ["body_weight", "kg", <IconScale key="icon" {...LOOK} />],
  ["daily_protein", "g", <IconMeat key="icon" {...LOOK} />],
  ["daily_fibre", "g", <IconLeaf key="icon" {...LOOK} />],
  ["weekly_burned", "kcal", <IconFlame key="icon" {...LOOK} />],
];

interface GoalCardsProps {
  readonly diary: Diary;
  readonly goals: Partial<Record<GoalKind, Goal>>;
  readonly today: string;
  readonly weightKg: number | null;
  /** Weight when the weight goal began; null when unknown. */
  readonly startKg: number | null;
}

/** Every kind of goal, those that are set with how far they are. */
export function GoalCards({ diary, goals, today, weightKg, startKg }: GoalCardsProps) {
  const texts = useTexts(GOALS_TEXT);
  const formats = useFormats();
  const commit = useCommit();
  const measured = useProgress(today);
  const progressOf = (kind: GoalKind, unit: string, target: number) => {
    const say = (value: number): string =>
      formats.measure(value, kind === "body_weight" ? 1 : 0, unit);
    const left = (amount: number): string =>
      amount <= 0 ? texts.reached : texts.left(say(amount));
    if (kind !== "body_weight") {
      const now = measured[kind];
      const note =
        kind === "daily_eaten" && now > target ? texts.over(say(now - target)) : left(target - now);
      return { text: texts.of(say(now), say(target)), part: now / target, note };
    }
    if (weightKg === null) return null;
    const part = progress(startKg ?? weightKg, weightKg, target);
    const away = part === 1 ? 0 : Math.abs(target - weightKg);
    return { text: `${say(weightKg)} → ${say(target)}`, part, note: left(away) };
  };
  return (
    <ul className={classes["cards"]}>
      {KINDS.map(([kind, unit, icon]) => {
        const goal = goals[kind];
        return (
          <GoalCard
            key={kind}
            kind={kind}
            unit={unit}
            icon={icon}
            goal={goal}
            over={
              kind === "daily_eaten" && goal !== undefined && measured.daily_eaten > goal.target
            }
            progress={goal === undefined ? null : progressOf(kind, unit, goal.target)}
            save={(target, endsOn) =>
              commit(setGoal(diary, goal, { kind, target, endsOn, today }), texts.saved, () => goal)
            }
            giveUp={() =>
              goal !== undefined &&
              void commit(endGoal(goal, today, addDays(today, -1)), texts.gaveUp, () => goal)
            }
          />
        );
      })}
    </ul>
  );
}
