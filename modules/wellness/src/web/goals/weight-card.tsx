import { Chart } from "@healthops/ui/charts/chart.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useMemo } from "react";
import type { Diary } from "../../commands.ts";
import { addDays } from "@healthops/base/days";
import type { Goal } from "../../goals/active-goals.ts";
import type { Reading } from "../../goals/weight-trend.ts";
import { periodsIn } from "../../trends/periods.ts";
import { goalLine } from "../trends/goal-line.ts";
import { GOALS_TEXT } from "./goals-text.ts";
import { QuickWeight } from "./quick-weight.tsx";
import { WeightWords } from "./weight-text.tsx";
import classes from "./goals.module.css";

const CHART_DAYS = 90;

interface WeightCardProps {
  readonly diary: Diary;
  readonly today: string;
  /** Of the last 90 days, in any order. */
  readonly readings: readonly Reading[];
  readonly weightKg: number | null;
  readonly goal: Goal | undefined;
}

/** A weight in one line, and where the last ones lead. */
export function WeightCard({ diary, today, readings, weightKg, goal }: WeightCardProps) {
  const texts = useTexts(GOALS_TEXT);
  const days = useMemo(
    () => periodsIn({ from: addDays(today, 1 - CHART_DAYS), to: today }, "day"),
    [today],
  );
  const byDay = new Map(readings.map((reading) => [reading.measuredOn, reading.weightKg]));
  return (
    <section className={classes["weight"]} aria-labelledby="weight">
      <div className={`ho-card ${classes["weigh"]}`}>
        <h2 id="weight">{texts.weight}</h2>
        <QuickWeight diary={diary} today={today} />
        <WeightWords readings={readings} today={today} weightKg={weightKg} goal={goal} />
      </div>
      <Chart
        title={texts.chart}
        days={days}
        unit="kg"
        decimals={1}
        height={190}
        series={[
          { name: texts.weight, values: days.map((day) => byDay.get(day) ?? null), color: 2 },
          ...goalLine(texts.goalLine, goal?.target, days),
        ]}
      />
    </section>
  );
}
