import type { GridColumn, GridRow, GridSums, GridTotal } from "@healthops/ui/cell-grid/grid-model";
import type { Formats } from "@healthops/ui/i18n/formats";
import { useFormats, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { useMemo, useState } from "react";
import type { GridDay } from "../../rules/month-grid.ts";
import { weekdayName } from "./month-name.ts";
import type { DrawnRow } from "./month-rows.ts";
import { MonthRows } from "./month-rows.ts";
import type { Sums } from "./month-sums.ts";
import { MonthSums } from "./month-sums.ts";
import type { Employee } from "./records.ts";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import type { TotalId } from "./totals.ts";
import { TOTAL_IDS, shownTotals, valueOfUnits } from "./totals.ts";
import type { Month } from "./use-month.ts";

export interface DrawnMonth {
  readonly drawn: readonly DrawnRow[];
  readonly byId: ReadonlyMap<string, DrawnRow>;
  readonly rows: readonly GridRow[];
  readonly columns: readonly GridColumn[];
  readonly totals: readonly GridTotal[];
  readonly sums: GridSums;
}

const TOTAL_WIDTH = 60;

/** What an office looks at while it types. */
const PINNED: ReadonlySet<TotalId> = new Set(["worked", "overtime"]);

/** The month as rows and columns of a grid; a change draws only its row and the sums again. */
export function useDrawnMonth(value: Month): DrawnMonth {
  const formats = useFormats();
  const texts = useTexts(TIMESHEETS_TEXT);
  const { language } = useLanguage();
  const [cache] = useState(() => new MonthRows());
  const [adder] = useState(() => new MonthSums());
  const { plan, today } = value;
  const computed = useMemo(() => cache.compute(value), [cache, value]);
  // Which totals have a column depends on everybody's; a new one draws all rows again, once.
  const summed = useMemo(() => adder.next(computed), [adder, computed]);
  const key = shownTotals(summed.had).join();
  const totalIds = useMemo(() => TOTAL_IDS.filter((id) => key.split(",").includes(id)), [key]);
  const drawn = useMemo(
    () => cache.draw(value, computed, { formats, totals: totalIds, headOf }),
    [cache, value, computed, formats, totalIds],
  );
  // These stay the same while cells change, so that rows which did not change stay as they are.
  const columns = useMemo(
    () => plan.days.map((day) => columnOf(day, language, today)),
    [plan, language, today],
  );
  const totals = useMemo(
    () =>
      totalIds.map((id): GridTotal => {
        const [head = "", name = ""] = texts.totals[id];
        return { id, head, name, width: TOTAL_WIDTH, pinned: PINNED.has(id) };
      }),
    [totalIds, texts],
  );
  return useMemo(
    () => ({
      drawn,
      byId: new Map(drawn.map((row) => [row.grid.id, row])),
      rows: drawn.map(({ grid }) => grid),
      columns,
      totals,
      sums: sumsOf(summed, totalIds, formats),
    }),
    [drawn, summed, totalIds, formats, columns, totals],
  );
}

function sumsOf(
  { dayMinutes, units }: Sums,
  totalIds: readonly TotalId[],
  formats: Formats,
): GridSums {
  const text = (value: number, decimals: number): string =>
    value === 0 ? "" : formats.number(value, decimals);
  return {
    columns: dayMinutes.map((minutes) => text(minutes / 60, 0)),
    totals: totalIds.map((id) => text(valueOfUnits(id, units[id]), 2)),
  };
}

function columnOf(day: GridDay, language: string, today: string): GridColumn {
  const tone = day.holiday === null ? (day.isRest ? "rest" : null) : "holiday";
  const long = new Date(`${day.date}T00:00:00Z`).toLocaleDateString(language, {
    day: "numeric",
    month: "long",
    weekday: "long",
    timeZone: "UTC",
  });
  return {
    id: day.date,
    name: day.holiday === null ? long : `${long}, ${day.holiday.name}`,
    head: (
      <>
        <span className={classes["day"]}>{Number(day.date.slice(8))}</span>
        <span>{weekdayName(day.date, language)}</span>
      </>
    ),
    ...(tone === null ? {} : { tone }),
    ...(day.date === today ? { current: true } : {}),
  };
}

function headOf({ id, name }: Employee) {
  return (
    <AppLink href={`/c/employees/${id}`} className={classes["head"]} tabIndex={-1} title={name}>
      {name}
    </AppLink>
  );
}
