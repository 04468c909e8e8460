import { Chart } from "@healthops/ui/charts/chart.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { averageOf, compared } from "../../trends/trend.ts";
import { Stat } from "./stat.tsx";
import type { TrendProps } from "./trend-props.ts";
import { TRENDS_TEXT } from "./trends-text.ts";
import { useDailyTitle } from "./use-daily-title.ts";

/** Protein, carbohydrate and fat, one on the other. */
export function MacrosChart({ by, periods, columns, days, before }: TrendProps) {
  const texts = useTexts(TRENDS_TEXT);
  const title = useDailyTitle(texts.macros, by);
  const macros = [
    ["proteinG", texts.protein, 0],
    ["carbohydrateG", texts.carbohydrate, 1],
    ["fatG", texts.fat, 2],
  ] as const;
  return (
    <Chart
      days={periods}
      period={by}
      title={title}
      unit="g"
      series={macros.map(([field, name, color]) => ({
        name,
        color,
        kind: "bars",
        stacked: true,
        values: columns[field],
      }))}
      summary={macros.map(([field, name]) => (
        <Stat
          key={field}
          name={name}
          unit="g"
          per={texts.perDay}
          compared={compared(averageOf(days[field]), averageOf(before[field]))}
        />
      ))}
    />
  );
}
