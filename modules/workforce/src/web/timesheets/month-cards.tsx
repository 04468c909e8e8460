import { Drawer } from "@mantine/core";
import {
  useFormats,
  useLabel,
  useLanguage,
  useText,
  useTexts,
} from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useState } from "react";
import { closedReason } from "../../rules/periods.ts";
import { DaySheet } from "./day-sheet.tsx";
import { dayHere, weekdayName } from "./month-name.ts";
import type { DrawnRow } from "./month-rows.ts";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import { totalValue } from "./totals.ts";
import { useDrawnMonth } from "./use-drawn-month.tsx";
import type { Month } from "./use-month.ts";
import { useOptimisticMonth } from "./use-optimistic-month.ts";

interface MonthCardsProps {
  readonly month: string;
  readonly value: Month;
}

/** The month on a phone: everybody with their totals, one person's calendar, one day. */
export function MonthCards({ month, value }: MonthCardsProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const kit = useText();
  const say = useLabel();
  const announce = useAnnounce();
  const [shown, write] = useOptimisticMonth(value);
  const drawn = useDrawnMonth(shown);
  const [open, setOpen] = useState<string | null>(null);
  const [date, setDate] = useState<string | null>(null);
  const row = open === null ? undefined : drawn.byId.get(open);
  const day = row?.month.days.find((one) => one.date === date);
  const closed = closedReason(month, shown.state);
  return (
    <>
      <ul className={`ho-card ${classes["people"] ?? ""}`}>
        {drawn.drawn.map((one) => (
          <PersonLine key={one.grid.id} row={one} onOpen={() => setOpen(one.grid.id)} />
        ))}
      </ul>
      <Drawer
        opened={row !== undefined}
        onClose={() => setOpen(null)}
        position="bottom"
        size="85%"
        title={row?.month.employee.name ?? ""}
        closeButtonProps={{ "aria-label": kit.common.close }}
      >
        {row !== undefined && (
          <>
            {closed !== null && <p className={classes["quiet"]}>{say(closed)}</p>}
            <Calendar row={row} onDay={setDate} />
          </>
        )}
      </Drawer>
      <Drawer
        opened={row !== undefined && day !== undefined}
        onClose={() => setDate(null)}
        position="bottom"
        size="auto"
        title={texts.day}
        closeButtonProps={{ "aria-label": kit.common.close }}
      >
        {row !== undefined && day !== undefined && (
          <DaySheet
            key={day.date}
            employee={row.month.employee}
            day={day}
            entry={row.entries.get(day.date)}
            codes={shown.codes}
            lockedReason={closed === null ? null : say(closed)}
            onClose={() => setDate(null)}
            onWrite={async (content) => {
              const place = { employee: row.month.employee, date: day.date };
              try {
                await write([{ ...place, entry: row.entries.get(day.date), content }]);
                setDate(null);
              } catch (error) {
                announce.failed(error);
              }
            }}
          />
        )}
      </Drawer>
    </>
  );
}

function PersonLine({ row, onOpen }: { readonly row: DrawnRow; onOpen(): void }) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const formats = useFormats();
  const { employee, totals } = row.month;
  const overtime = totalValue("overtime", totals);
  return (
    <li>
      <button type="button" className={classes["person"]} onClick={onOpen}>
        <span>
          <strong>{employee.name}</strong>
          <small>{employee.position}</small>
        </span>
        <span>
          {formats.measure(totalValue("worked", totals), 1, "h")}
          <br />
          <small>
            {overtime === 0 ? "" : `${texts.overtime} ${formats.measure(overtime, 1, "h")}`}
          </small>
        </span>
      </button>
    </li>
  );
}

function Calendar({ row, onDay }: { readonly row: DrawnRow; onDay(date: string): void }) {
  const { language } = useLanguage();
  const formats = useFormats();
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
      {days.map((day, at) => {
        const cell = row.grid.cells[at];
        const tone = cell?.tone ?? (day.isRest ? "rest" : undefined);
        return (
          <button
            key={day.date}
            type="button"
            data-tone={tone}
            data-mark={cell?.mark}
            aria-current={day.date === dayHere() ? "date" : undefined}
            aria-label={`${formats.day(day.date, "weekday")}: ${cell?.text ?? ""}`}
            onClick={() => onDay(day.date)}
          >
            <small>{Number(day.date.slice(8))}</small>
            <b>{cell?.shown ?? cell?.text}</b>
          </button>
        );
      })}
    </div>
  );
}
