import { Chart } from "@healthops/ui/charts/chart.tsx";
import type { Series } from "@healthops/ui/charts/chart-data";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { averageOf, compared, perWeek } from "../../trends/trend.ts";
import { goalLine } from "./goal-line.ts";
import { Stat } from "./stat.tsx";
import type { TrendProps } from "./trend-props.ts";
import { TRENDS_TEXT } from "./trends-text.ts";
import { useDailyTitle } from "./use-daily-title.ts";

/** What was eaten against what the body used, and against the goal. */
export function EnergyChart(props: TrendProps) {
  const { by, periods, columns, days, before, goals, restKcal } = props;
  const texts = useTexts(TRENDS_TEXT);
  const title = useDailyTitle(texts.energy, by);
  const burned = columns.burnedKcal;
  const used: Series =
    restKcal === null
      ? { name: texts.burned, values: burned, color: 1 }
      : { name: texts.used, values: burned.map((kcal) => (kcal ?? 0) + restKcal), color: 1 };
  return (
    <Chart
      days={periods}
      period={by}
      title={title}
      unit="kcal"
      series={[
        { name: texts.eaten, values: columns.eatenKcal, kind: "bars", color: 0 },
        used,
        ...goalLine(texts.goal, goals.daily_eaten?.target, periods),
      ]}
      summary={
        <>
          <Stat
            name={texts.eaten}
            unit="kcal"
            per={texts.perDay}
            compared={compared(averageOf(days.eatenKcal), averageOf(before.eatenKcal))}
          />
          <Stat
            name={texts.burned}
            unit="kcal"
            per={texts.perWeek}
            compared={compared(perWeek(days.burnedKcal), perWeek(before.burnedKcal))}
          />
        </>
      }
    />
  );
}
