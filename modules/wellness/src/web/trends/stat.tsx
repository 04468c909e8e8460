import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from "@tabler/icons-react";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { Comparison } from "../../trends/trend.ts";
import { TRENDS_TEXT } from "./trends-text.ts";
import classes from "./trends.module.css";

interface StatProps {
  readonly name: string;
  readonly unit: string;
  readonly decimals?: number;
  /** `a day`, `a week`. */
  readonly per: string;
  readonly compared: Comparison;
}

/** An average of the time that is shown, and how it changed against the time before. */
export function Stat({ name, unit, decimals = 0, per, compared }: StatProps) {
  const texts = useTexts(TRENDS_TEXT);
  const formats = useFormats();
  const { now, before, change } = compared;
  const percent = change === null ? null : Math.round(change * 100);
  const Arrow =
    percent === null || percent === 0
      ? IconArrowRight
      : percent > 0
        ? IconArrowUpRight
        : IconArrowDownRight;
  return (
    <div className={classes["stat"]}>
      <span>{name}</span>
      <strong className="ho-number">
        {now === null ? "–" : formats.measure(now, decimals, unit)}
        <small> {per}</small>
      </strong>
      {percent === null ? null : (
        <span
          className={`ho-number ${classes["change"]}`}
          title={`${texts.before}: ${before === null ? "–" : formats.measure(before, decimals, unit)}`}
        >
          <Arrow size={14} stroke={2} aria-hidden />
          {formats.percent(percent / 100, "signed")}
          <i className={classes["hidden"]}> {texts.before}</i>
        </span>
      )}
    </div>
  );
}
