import type { GridColumn, GridRow, GridTotal } from "@healthops/ui/cell-grid/grid-model";
import { useFormats, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/shell/app-link.tsx";
import { useMemo, useState } from "react";
import type { GridDay } from "../../rules/month-grid.ts";
import { dayHere, weekdayName } from "./month-name.ts";
import type { DrawnRow } from "./month-rows.ts";
import { MonthRows, monthRow } from "./month-rows.ts";
import type { Employee } from "./records.ts";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import { TOTAL_IDS, shownTotals, totalValue } from "./totals.ts";
import type { Month } from "./use-month.ts";

export interface DrawnMonth {
  readonly drawn: readonly DrawnRow[];
  readonly byId: ReadonlyMap<string, DrawnRow>;
  readonly rows: readonly GridRow[];
  readonly columns: readonly GridColumn[];
  readonly totals: readonly GridTotal[];
}

const TOTAL_WIDTH = 58;

/** The month as rows and columns of a grid; a change draws only its row and the sums again. */
export function useDrawnMonth(month: string, value: Month): DrawnMonth {
  const formats = useFormats();
  const texts = useTexts(TIMESHEETS_TEXT);
  const { language } = useLanguage();
  const [cache] = useState(() => new MonthRows());
  // Which totals have a column depends on everybody's; a new one draws all rows again, once.
  const key = useMemo(
    () => shownTotals(value.employees.map((one) => monthRow(value, one).totals)).join(),
    [value],
  );
  const totalIds = useMemo(() => TOTAL_IDS.filter((id) => key.split(",").includes(id)), [key]);
  const drawn = useMemo(
    () => cache.draw(value, { formats, totals: totalIds, headOf }, [formats, totalIds]),
    [cache, value, formats, totalIds],
  );
  return useMemo(() => {
    const sum = (take: (row: DrawnRow) => number, decimals: number): string => {
      const value = drawn.reduce((all, row) => all + take(row), 0);
      return value === 0 ? "" : formats.number(value, decimals);
    };
    const columns = value.plan.days.map((day, at): GridColumn => ({
      ...columnOf(day, language),
      total: sum(({ month: row }) => (row.days[at]?.netMinutes ?? 0) / 60, 0),
    }));
    const totals = totalIds.map((id): GridTotal => {
      const [head = "", name = ""] = texts.totals[id];
      const total = sum(({ month: row }) => totalValue(id, row.totals), 2);
      return { id, head, name, width: TOTAL_WIDTH, total };
    });
    return {
      drawn,
      byId: new Map(drawn.map((row) => [row.grid.id, row])),
      rows: drawn.map(({ grid }) => grid),
      columns,
      totals,
    };
  }, [drawn, value.plan, totalIds, formats, language, texts]);
}

function columnOf(day: GridDay, language: string): Omit<GridColumn, "total"> {
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
    ...(day.date === dayHere() ? { current: true } : {}),
  };
}

function headOf({ id, name }: Employee) {
  return (
    <AppLink href={`/c/employees/${id}`} className={classes["head"]} tabIndex={-1} title={name}>
      {name}
    </AppLink>
  );
}
