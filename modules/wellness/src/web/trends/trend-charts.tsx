import { Chart } from "@healthops/ui/charts/chart.tsx";
import type { Series } from "@healthops/ui/charts/chart-data";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { Goal, GoalKind } from "../../goals/active-goals.ts";
import type { TrendPeriod } from "../../trends/periods.ts";
import type { Column } from "../../trends/trend.ts";
import { averageOf, compared, sumOf } from "../../trends/trend.ts";
import { Stat } from "./stat.tsx";
import { TRENDS_TEXT } from "./trends-text.ts";
import type { DayColumns } from "./use-columns.ts";
import classes from "./trends.module.css";

interface TrendChartsProps {
  readonly by: TrendPeriod;
  readonly periods: readonly string[];
  /** By the periods that are drawn. */
  readonly columns: DayColumns;
  /** By days, for averages: of the time that is shown, and of the time before. */
  readonly days: DayColumns;
  readonly before: DayColumns;
  readonly goals: Partial<Record<GoalKind, Goal>>;
  /** Energy at rest of a day; null when the profile does not say. */
  readonly restKcal: number | null;
}

/** Energy, minutes, macros and weight over time, each with what it comes to. */
export function TrendCharts(props: TrendChartsProps) {
  const { by, periods, columns, days, before, goals, restKcal } = props;
  const texts = useTexts(TRENDS_TEXT);
  const shared = { days: periods, period: by } as const;
  const level = (name: string, value: number | undefined): readonly Series[] =>
    value === undefined ? [] : [{ name, values: periods.map(() => value), dashed: true, color: 5 }];
  const used: Series =
    restKcal === null
      ? { name: texts.burned, values: columns.burnedKcal, color: 1 }
      : {
          name: texts.used,
          values: columns.burnedKcal.map((kcal) => (kcal ?? 0) + restKcal),
          color: 1,
        };
  const weekly = goals.weekly_minutes?.target;
  const average = (name: keyof DayColumns) =>
    compared(averageOf(days[name]), averageOf(before[name]));
  const perWeek = (column: Column): number | null => {
    const sum = sumOf(column);
    return sum === null ? null : (sum / column.length) * 7;
  };
  const of = texts.perPeriod[by] === "" ? "" : ` (${texts.perPeriod[by]})`;
  const macros = [
    ["proteinG", texts.protein, 0],
    ["carbohydrateG", texts.carbohydrate, 1],
    ["fatG", texts.fat, 2],
  ] as const;
  return (
    <>
      <Chart
        {...shared}
        title={`${texts.energy}${of}`}
        unit="kcal"
        series={[
          { name: texts.eaten, values: columns.eatenKcal, kind: "bars", color: 0 },
          used,
          ...level(texts.goal, goals.daily_eaten?.target),
        ]}
        summary={
          <>
            <Stat
              name={texts.eaten}
              unit="kcal"
              per={texts.perDay}
              compared={average("eatenKcal")}
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
      <Chart
        {...shared}
        title={texts.minutes}
        unit="min"
        series={[
          { name: texts.minutes, values: columns.minutes, kind: "bars", color: 1 },
          ...level(
            texts.goal,
            weekly === undefined || by === "month" ? undefined : by === "day" ? weekly / 7 : weekly,
          ),
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
      <Chart
        {...shared}
        title={`${texts.macros}${of}`}
        unit="g"
        series={macros.map(([field, name, color]) => ({
          name,
          color,
          kind: "bars",
          stacked: true,
          values: columns[field],
        }))}
        summary={macros.map(([field, name]) => (
          <Stat key={field} name={name} unit="g" per={texts.perDay} compared={average(field)} />
        ))}
      />
      <WeightChart {...props} />
    </>
  );
}

function WeightChart({ by, periods, columns, days, goals }: TrendChartsProps) {
  const texts = useTexts(TRENDS_TEXT);
  const target = goals.body_weight?.target;
  const known = days.weightKg.filter((value) => value !== null);
  return (
    <Chart
      days={periods}
      period={by}
      title={texts.weight}
      unit="kg"
      decimals={1}
      series={[
        { name: texts.actual, values: columns.weightKg, color: 2 },
        ...(target === undefined
          ? []
          : [{ name: texts.target, values: periods.map(() => target), dashed: true, color: 5 }]),
      ]}
      summary={<WeightStat first={known[0] ?? null} last={known.at(-1) ?? null} />}
    />
  );
}

function WeightStat(props: { readonly first: number | null; readonly last: number | null }) {
  const texts = useTexts(TRENDS_TEXT);
  const formats = useFormats();
  const { first, last } = props;
  if (first === null || last === null) return null;
  const by = Math.abs(last - first);
  const sign = by < 0.05 ? "±" : last > first ? "+" : "−";
  return (
    <div className={classes["stat"]}>
      <span>{texts.last}</span>
      <strong className="ho-number">{formats.measure(last, 1, "kg")}</strong>
      <span className={`ho-number ${classes["change"]}`}>
        {sign}
        {formats.measure(by, 1, "kg")} {texts.sinceStart}
      </span>
    </div>
  );
}
