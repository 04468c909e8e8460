import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { DateWarning } from "../../rules/vehicle-warnings.ts";
import { toneOf } from "./fleet.ts";
import classes from "./vehicles.module.css";
import { VEHICLES_TEXT } from "./vehicles-text.ts";

interface DateCellProps {
  readonly date: string | null;
  readonly warning: DateWarning | undefined;
}

/** A date that warns ahead: in words, and in a colour beside them. */
export function DateCell({ date, warning }: DateCellProps) {
  const texts = useTexts(VEHICLES_TEXT);
  const formats = useFormats();
  if (date === null) return <span className={classes["quiet"]}>{texts.notGiven}</span>;
  const tone = toneOf(warning);
  if (warning === undefined || tone === null) return <span>{formats.day(date)}</span>;
  const { daysLeft } = warning;
  return (
    <span className={classes["dated"]}>
      {formats.day(date)}{" "}
      <span className="ho-chip" data-tone={tone}>
        {daysLeft < 0 ? texts.overdue(-daysLeft) : texts.soon(daysLeft)}
      </span>
    </span>
  );
}
