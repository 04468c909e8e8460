import { Chart } from "@healthops/ui/charts/chart.tsx";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { goalLine } from "./goal-line.ts";
import type { TrendProps } from "./trend-props.ts";
import { TRENDS_TEXT } from "./trends-text.ts";
import classes from "./trends.module.css";

/** The weight against its target. */
export function WeightChart({ by, periods, columns, days, goals }: TrendProps) {
  const texts = useTexts(TRENDS_TEXT);
  const known = days.weightKg.filter((value) => value !== null);
  return (
    <Chart
      days={periods}
      period={by}
      title={texts.weight}
      unit="kg"
      decimals={1}
      series={[
        { name: texts.weight, values: columns.weightKg, color: 2 },
        ...goalLine(texts.target, goals.body_weight?.target, periods),
      ]}
      summary={<Stat first={known[0] ?? null} last={known.at(-1) ?? null} />}
    />
  );
}

function Stat({ first, last }: { readonly first: number | null; readonly last: number | null }) {
  const texts = useTexts(TRENDS_TEXT);
  const formats = useFormats();
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
