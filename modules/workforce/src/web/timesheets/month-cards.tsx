import { Drawer } from "@mantine/core";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useState } from "react";
import { closedReason } from "../../rules/periods.ts";
import { DaySheet } from "./day-sheet.tsx";
import classes from "./month-cards.module.css";
import type { DrawnRow } from "./month-rows.ts";
import { PersonSheet } from "./person-sheet.tsx";
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
  const formats = useFormats();
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
  const lockedReason = closed === null ? null : say(closed);
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
          <PersonSheet {...{ row, month, lockedReason }} value={shown} onDay={setDate} />
        )}
      </Drawer>
      <Drawer
        opened={row !== undefined && day !== undefined}
        onClose={() => setDate(null)}
        position="bottom"
        size="85%"
        title={day === undefined ? "" : formats.day(day.date, "weekday")}
        closeButtonProps={{ "aria-label": kit.common.close }}
      >
        {row !== undefined && day !== undefined && (
          <DaySheet
            key={day.date}
            {...{ row, day, lockedReason }}
            value={shown}
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
