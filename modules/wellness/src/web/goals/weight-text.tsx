import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { addDays } from "@healthops/base/days";
import type { Goal } from "../../goals/active-goals.ts";
import type { Reading, WeightTrend } from "../../goals/weight-trend.ts";
import { reachedOn, weightTrend } from "../../goals/weight-trend.ts";
import { GOALS_TEXT } from "./goals-text.ts";

/** What lies further back says nothing about where the weight goes now. */
const TREND_DAYS = 42;

interface WeightWordsProps {
  readonly readings: readonly Reading[];
  readonly today: string;
  readonly weightKg: number | null;
  readonly goal: Goal | undefined;
}

/** The last weight, how it changes, and when the goal is reached that way. */
export function WeightWords({ readings, today, weightKg, goal }: WeightWordsProps) {
  const texts = useTexts(GOALS_TEXT);
  const formats = useFormats();
  const since = addDays(today, -TREND_DAYS);
  const trend = weightTrend(readings.filter(({ measuredOn }) => measuredOn > since));
  if (weightKg === null) return <p>{texts.noWeight}</p>;
  const pace = (each: number): string =>
    `${each < 0 ? "−" : "+"}${formats.measure(Math.abs(each), 2, "kg")}`;
  return (
    <>
      <dl>
        <div>
          <dt>{texts.last}</dt>
          <dd className="ho-number">{formats.measure(weightKg, 1, "kg")}</dd>
        </div>
        <div>
          <dt>{texts.trend}</dt>
          <dd className="ho-number">
            {trend === null ? "–" : texts.perWeek(pace(trend.perWeekKg))}
          </dd>
        </div>
      </dl>
      {trend === null ? (
        <p>{texts.noTrend}</p>
      ) : goal === undefined ? null : (
        <Forecast trend={trend} goal={goal} />
      )}
    </>
  );
}

function Forecast({ trend, goal }: { readonly trend: WeightTrend; readonly goal: Goal }) {
  const texts = useTexts(GOALS_TEXT);
  const formats = useFormats();
  const target = formats.measure(goal.target, 1, "kg");
  const reached = reachedOn(trend, goal.target);
  return (
    <p>
      {reached === null
        ? texts.noForecast(target)
        : texts.forecast(target, formats.day(reached, "long"))}
      {goal.endsOn === null ? "" : ` ${texts.targetUntil(target, formats.day(goal.endsOn))}`}
    </p>
  );
}
