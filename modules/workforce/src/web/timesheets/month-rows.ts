import { present } from "@healthops/base/assert";
import type { GroupState } from "@healthops/replica/outbox/group-state";
import type { CellMark, CellTone, GridCell, GridRow } from "@healthops/ui/cell-grid/grid-model";
import type { Formats } from "@healthops/ui/i18n/formats";
import type { ReactNode } from "react";
import type { CodeKind } from "../../terms/code-kinds.ts";
import { cellText } from "../../cell-text.ts";
import { entryIdOf } from "../../natural-ids.ts";
import type { GridRow as MonthRow } from "../../rules/month-grid.ts";
import type { DayResult } from "../../rules/working-days.ts";
import type { Employee, Entry } from "./records.ts";
import type { TotalId } from "./totals.ts";
import { totalValue } from "./totals.ts";
import type { Month } from "./use-month.ts";

/** An employee's month: as the rules see it, and as the grid draws it. */
export interface DrawnRow {
  readonly month: MonthRow<Employee>;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly grid: GridRow;
}

export interface DrawOptions {
  readonly formats: Formats;
  readonly totals: readonly TotalId[];
  headOf(employee: Employee): ReactNode;
}

const TONES: Readonly<Partial<Record<CodeKind, CellTone>>> = {
  weekly_rest: "rest",
  public_holiday: "holiday",
  annual_leave: "leave",
  paid_leave: "leave",
  unpaid_leave: "absent",
  sick_leave: "absent",
  missing: "absent",
  night_work: "night",
};

/** Computes an employee's row by the rules. */
export function monthRow(
  { plan, entries }: Pick<Month, "plan" | "entries">,
  employee: Employee,
): MonthRow<Employee> {
  return plan.row(employee, entries.get(employee.id) ?? []);
}

type Signs = Pick<Month, "pending" | "conflicts" | "unheld">;

/** Draws a row: what each cell says, with its signs, and the totals. */
export function drawRow(
  row: MonthRow<Employee>,
  month: Signs & Pick<Month, "entries">,
  { formats, totals, headOf }: DrawOptions,
): DrawnRow {
  const { employee } = row;
  const own = new Map((month.entries.get(employee.id) ?? []).map((entry) => [entry.date, entry]));
  const cells = row.days.map((day) => cellOf(day, own.get(day.date), employee.id, month, formats));
  const grid: GridRow = {
    id: employee.id,
    name: employee.name,
    head: headOf(employee),
    cells,
    totals: totals.map((id) => totalText(totalValue(id, row.totals), formats)),
  };
  return { month: row, entries: own, grid };
}

/** Hours or days as they stand in the grid; nothing for none. */
function totalText(value: number, formats: Formats): string {
  return value === 0 ? "" : formats.number(value, 2);
}

function cellOf(
  day: DayResult,
  entry: Entry | undefined,
  employeeId: string,
  { pending, conflicts, unheld }: Signs,
  formats: Formats,
): GridCell {
  // Ids are costly to derive: without an entry only what was refused when it was new has a sign.
  const id = entry?.id ?? (unheld.size === 0 ? null : entryIdOf(employeeId, day.date));
  const mark =
    id === null ? undefined : markOf(pending[id], conflicts.has(id), entry?.note ?? null);
  const tone = day.kind === null ? undefined : TONES[day.kind];
  const ownTone = tone ?? (day.holiday === null ? undefined : "holiday");
  const text = entry === undefined ? "" : cellText(entry);
  return {
    text,
    ...(entry === undefined ? {} : shownOf(entry, day, formats)),
    ...(ownTone === undefined ? {} : { tone: ownTone }),
    ...(mark === undefined ? {} : { mark }),
  };
}

/** A cell has room for five small characters: hours go before times, and times show as hours. */
function shownOf(entry: Entry, day: DayResult, formats: Formats): Partial<GridCell> {
  const isTimed = entry.hours !== null || (entry.startTime !== null && entry.endTime !== null);
  const hint = [cellText(entry), entry.note ?? ""].filter((part) => part !== "").join(" · ");
  if (!isTimed) return entry.note === null ? {} : { hint: entry.note };
  return { shown: formats.number(day.netMinutes / 60, 2), hint };
}

function markOf(
  states: readonly GroupState[] | undefined,
  inConflict: boolean,
  note: string | null,
): CellMark | undefined {
  if (states?.includes("rejected") === true) return "refused";
  if (inConflict) return "conflict";
  if (states !== undefined && states.length > 0) return "waiting";
  return note === null || note === "" ? undefined : "note";
}

/**
 * The rows of a month. A row is computed again when its employee or entries changed, and drawn again
 * when it was computed, when its signs changed, or what all rows depend on.
 */
export class MonthRows {
  readonly #computed = new Kept<MonthRow<Employee>>();
  readonly #drawn = new Kept<DrawnRow>();

  compute(month: Month): readonly MonthRow<Employee>[] {
    return this.#computed.next(month.employees, (employee) => ({
      key: [month.plan, employee, month.entries.get(employee.id)],
      make: () => monthRow(month, employee),
    }));
  }

  draw(
    month: Month,
    rows: readonly MonthRow<Employee>[],
    options: DrawOptions,
  ): readonly DrawnRow[] {
    const shared = [options.formats, options.totals, options.headOf];
    const byId = new Map(rows.map((row) => [row.employee.id, row]));
    return this.#drawn.next(month.employees, (employee) => {
      const row = present(byId.get(employee.id), "each employee's row is computed");
      return {
        key: [row, month.signs.get(employee.id), month.unheld, ...shared],
        make: () => drawRow(row, month, options),
      };
    });
  }
}

interface Wanted<T> {
  readonly key: readonly unknown[];
  make(): T;
}

interface Made<T> {
  readonly key: readonly unknown[];
  readonly value: T;
}

/** What was made for each employee last time, with what it was made from. */
class Kept<T> {
  #kept = new Map<string, Made<T>>();

  next(employees: readonly Employee[], wantedOf: (employee: Employee) => Wanted<T>): readonly T[] {
    const next = new Map<string, Made<T>>();
    const values = employees.map((employee) => {
      const { key, make } = wantedOf(employee);
      const before = this.#kept.get(employee.id);
      const value = before !== undefined && isSame(before.key, key) ? before.value : make();
      next.set(employee.id, { key, value });
      return value;
    });
    this.#kept = next;
    return values;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, at) => Object.is(value, b[at]));
}
