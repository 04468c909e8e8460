import { useFormats, useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { CODE_KINDS } from "../../terms/code-kinds.ts";
import type { EmployeeTotals } from "../../rules/employee-totals.ts";
import type { DayResult } from "../../rules/working-days.ts";
import { PANEL_TEXT } from "./panel-text.ts";
import type { Entry } from "./records.ts";
import { payWords, ruleNumbers } from "./rule-text.ts";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";

interface DayFactsProps {
  readonly day: DayResult;
  readonly entry: Entry;
  /** The month's totals of the employee, whose parts name the rules. */
  readonly totals: EmployeeTotals;
  /** Minutes a week by the employee's contract. */
  readonly contractMinutes: number;
  /** Whose clock the times are of; null: the one on the wall. */
  readonly zone: string | null;
}

/** How a day counts: presence, break and net time, and each rule that makes more of it. */
export function DayFacts({ day, entry, totals, contractMinutes, zone }: DayFactsProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const panel = useTexts(PANEL_TEXT);
  const formats = useFormats();
  const say = useLabel();
  const hours = (minutes: number): string => formats.measure(minutes / 60, 2, "h");
  const timed = entry.startTime !== null && entry.endTime !== null && entry.hours === null;
  const byCode = !timed && entry.hours === null && day.netMinutes > 0;
  return (
    <section className={classes["facts"]}>
      <dl>
        {day.kind !== null && (
          <>
            <dt>{panel.countsAs}</dt>
            <dd>{say(CODE_KINDS[day.kind])}</dd>
          </>
        )}
        {timed && (
          <>
            <dt>{texts.present}</dt>
            <dd>
              {entry.startTime}–{entry.endTime} ({hours(day.presentMinutes)})
            </dd>
            <dt>{panel.clock}</dt>
            <dd>{zone === null ? panel.wallClock : panel.clockOf(zone)}</dd>
            <dt>{texts.pause}</dt>
            <dd>{formats.measure(day.breakMinutes, 0, "min")}</dd>
          </>
        )}
        <dt>
          {texts.net}
          {byCode && <small> ({panel.byContract})</small>}
        </dt>
        <dd>{hours(day.netMinutes)}</dd>
        {partsOf(day.date, totals).map(({ key, part }) => {
          const numbers = ruleNumbers(part.ruleId, day, contractMinutes, { formats, panel });
          const words = [numbers, payWords(part.pay, formats, panel)].filter((word) => word !== "");
          return (
            <div key={key}>
              <dt>
                {say(part.label)}
                {words.length > 0 && <small> ({words.join(" · ")})</small>}
              </dt>
              <dd>{hours(part.minutes)}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** Which rules make what of a day, besides its net time. */
function partsOf(date: string, totals: EmployeeTotals) {
  const names = ["overtime", "extraWork", "restDay", "holiday", "night"] as const;
  return names.flatMap((name) =>
    totals[name].parts
      .filter(({ from }) => from === date)
      .map((part) => ({ key: `${name} ${part.ruleId}`, part })),
  );
}
