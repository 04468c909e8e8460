import { useTodayAt } from "@healthops/ui/data/site-clock.tsx";
import { useFormats, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useState } from "react";
import { EmployeeYear } from "./employee-year.tsx";
import { weekdayName } from "./month-name.ts";
import classes from "./month-cards.module.css";
import type { DrawnRow } from "./month-rows.ts";
import { PANEL_TEXT } from "./panel-text.ts";
import sheet from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import { TotalDialog } from "./total-dialog.tsx";
import type { TotalId } from "./totals.ts";
import { TOTAL_IDS, totalParts, totalValue } from "./totals.ts";
import type { Month } from "./use-month.ts";

interface PersonSheetProps {
  readonly row: DrawnRow;
  readonly month: string;
  readonly value: Pick<Month, "codes" | "ruleSets" | "zones" | "today">;
  /** Why nothing can be changed; null when it can. */
  readonly lockedReason: string | null;
  onDay(date: string): void;
}

/** One person's month for a phone: the calendar, totals that explain themselves, leave and the year's cap. */
export function PersonSheet({ row, month, value, lockedReason, onDay }: PersonSheetProps) {
  const { employee } = row.month;
  return (
    <div className={classes["sheet"]}>
      {lockedReason !== null && <p className={sheet["warning"]}>{lockedReason}</p>}
      <Calendar row={row} onDay={onDay} />
      <Totals row={row} />
      <EmployeeYear {...{ employee, month, value }} />
    </div>
  );
}

function Totals({ row }: { readonly row: DrawnRow }) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const panel = useTexts(PANEL_TEXT);
  const formats = useFormats();
  const [asked, setAsked] = useState<TotalId | null>(null);
  const { totals } = row.month;
  const some = TOTAL_IDS.filter((id) => totalValue(id, totals) !== 0);
  if (some.length === 0) return null;
  return (
    <section className={sheet["facts"]} aria-label={panel.totals}>
      <h3>{panel.totals}</h3>
      <div className={classes["totals"]}>
        {some.map((id) => (
          <button key={id} type="button" onClick={() => setAsked(id)}>
            <small>{texts.shortTotals[id]}</small>
            <b>
              {formats.measure(
                totalValue(id, totals),
                2,
                totalParts(id, totals) === null ? "d" : "h",
              )}
            </b>
          </button>
        ))}
      </div>
      <TotalDialog row={row} total={asked} onClose={() => setAsked(null)} />
    </section>
  );
}

function Calendar({ row, onDay }: { readonly row: DrawnRow; onDay(date: string): void }) {
  const { language } = useLanguage();
  const today = useTodayAt(row.month.employee.siteId);
  const { days } = row.month;
  const first = days[0]?.date ?? "";
  const blanks = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  // Any Monday and the days after it.
  const names = [5, 6, 7, 8, 9, 10, 11].map((at) =>
    weekdayName(`2026-01-${String(at).padStart(2, "0")}`, language),
  );
  return (
    <div className={classes["calendar"]}>
      {names.map((name) => (
        <span key={name} aria-hidden>
          {name}
        </span>
      ))}
      {Array.from({ length: blanks }, (_, at) => (
        <span key={`blank ${at}`} />
      ))}
      {days.map((day, at) => (
        <Day key={day.date} {...{ row, at, today, onDay }} />
      ))}
    </div>
  );
}

interface DayProps {
  readonly row: DrawnRow;
  readonly at: number;
  readonly today: string;
  onDay(date: string): void;
}

function Day({ row, at, today, onDay }: DayProps) {
  const formats = useFormats();
  const { marks } = useTexts(PANEL_TEXT);
  const day = row.month.days[at];
  const cell = row.grid.cells[at];
  if (day === undefined || cell === undefined) return null;
  const words = [
    formats.day(day.date, "weekday"),
    cell.text,
    cell.mark === undefined ? "" : marks[cell.mark],
  ].filter((word) => word !== "");
  return (
    <button
      type="button"
      data-tone={cell.tone ?? (day.isRest ? "rest" : undefined)}
      data-mark={cell.mark}
      aria-current={day.date === today ? "date" : undefined}
      aria-label={words.join(", ")}
      onClick={() => onDay(day.date)}
    >
      <small>{Number(day.date.slice(8))}</small>
      <b>{cell.shown ?? cell.text}</b>
    </button>
  );
}
