import { Button } from "@mantine/core";
import { Chart } from "@healthops/ui/charts/chart.tsx";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useMemo, useState } from "react";
import { logWeight } from "../../body-commands.ts";
import type { Diary } from "../../commands.ts";
import { addDays } from "../../day.ts";
import type { Goal } from "../../goals/active-goals.ts";
import type { Reading } from "../../goals/weight-trend.ts";
import { reachedOn, weightTrend } from "../../goals/weight-trend.ts";
import { periodsIn } from "../../trends/periods.ts";
import { NumberInput } from "../shared/number-input.tsx";
import { useCommit } from "../shared/use-commit.ts";
import { GOALS_TEXT } from "./goals-text.ts";
import classes from "./goals.module.css";

/** What lies further back says nothing about where the weight goes now. */
const TREND_DAYS = 42;
const CHART_DAYS = 90;
const [LEAST_KG, MOST_KG] = [2, 500];

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
  const formats = useFormats();
  const kg = (value: number): string => formats.measure(value, 1, "kg");
  const days = useMemo(
    () => periodsIn({ from: addDays(today, 1 - CHART_DAYS), to: today }, "day"),
    [today],
  );
  const byDay = new Map(readings.map((reading) => [reading.measuredOn, reading.weightKg]));
  const trend = weightTrend(
    readings.filter(({ measuredOn }) => measuredOn > addDays(today, -TREND_DAYS)),
  );
  const reached = trend === null || goal === undefined ? null : reachedOn(trend, goal.target);
  const pace = (each: number): string =>
    `${each < 0 ? "−" : "+"}${formats.measure(Math.abs(each), 2, "kg")}`;
  return (
    <section className={classes["weight"]} aria-labelledby="weight">
      <div className={`ho-card ${classes["weigh"]}`}>
        <h2 id="weight">{texts.weight}</h2>
        <QuickWeight diary={diary} today={today} />
        {weightKg === null ? (
          <p>{texts.noWeight}</p>
        ) : (
          <dl>
            <div>
              <dt>{texts.last}</dt>
              <dd className="ho-number">{kg(weightKg)}</dd>
            </div>
            <div>
              <dt>{texts.trend}</dt>
              <dd className="ho-number">
                {trend === null ? "–" : texts.perWeek(pace(trend.perWeekKg))}
              </dd>
            </div>
          </dl>
        )}
        {trend === null ? (
          weightKg === null ? null : (
            <p>{texts.noTrend}</p>
          )
        ) : goal === undefined ? null : (
          <p>
            {reached === null
              ? texts.noForecast(kg(goal.target))
              : texts.forecast(kg(goal.target), formats.day(reached, "long"))}{" "}
            {goal.endsOn === null
              ? null
              : texts.targetUntil(kg(goal.target), formats.day(goal.endsOn))}
          </p>
        )}
      </div>
      <Chart
        title={texts.chart}
        days={days}
        unit="kg"
        decimals={1}
        height={190}
        series={[
          { name: texts.actual, values: days.map((day) => byDay.get(day) ?? null), color: 2 },
          ...(goal === undefined
            ? []
            : [
                {
                  name: texts.goalLine,
                  values: days.map(() => goal.target),
                  dashed: true,
                  color: 5,
                },
              ]),
        ]}
      />
    </section>
  );
}

function QuickWeight({ diary, today }: Pick<WeightCardProps, "diary" | "today">) {
  const texts = useTexts(GOALS_TEXT);
  const formats = useFormats();
  const commit = useCommit();
  const [value, setValue] = useState<number | null | undefined>(null);
  const [round, setRound] = useState(0);
  const valid = typeof value === "number" && value >= LEAST_KG && value <= MOST_KG;
  return (
    <form
      className={classes["quick"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (!valid) return;
        const said = texts.weighed(formats.measure(value, 1, "kg"));
        void commit(logWeight(diary, today, value), said).then((went) => {
          if (!went) return;
          setValue(null);
          setRound(round + 1);
        });
      }}
    >
      <NumberInput key={round} label={texts.weightToday} value={null} onChange={setValue} />
      <Button type="submit" disabled={!valid}>
        {texts.weigh}
      </Button>
    </form>
  );
}
