import { Chart } from "@healthops/ui/charts/chart.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { compared, perWeek } from "../../trends/trend.ts";
import { goalLine } from "./goal-line.ts";
import { Stat } from "./stat.tsx";
import type { TrendProps } from "./trend-props.ts";
import { TRENDS_TEXT } from "./trends-text.ts";

/** Minutes of exercise against the week's goal, which a day has a seventh of. */
export function MinutesChart({ by, periods, columns, days, before, goals }: TrendProps) {
  const texts = useTexts(TRENDS_TEXT);
  const weekly = goals.weekly_minutes?.target;
  const target =
    weekly === undefined || by === "month" ? undefined : by === "day" ? weekly / 7 : weekly;
  return (
    <Chart
      days={periods}
      period={by}
      title={texts.minutes}
      unit="min"
      series={[
        { name: texts.minutes, values: columns.minutes, kind: "bars", color: 1 },
        ...goalLine(texts.goal, target, periods),
      ]}
      summary={
        <Stat
          name={texts.average}
          unit="min"
          per={texts.perWeek}
          compared={compared(perWeek(days.minutes), perWeek(before.minutes))}
        />
      }
    />
  );
}
