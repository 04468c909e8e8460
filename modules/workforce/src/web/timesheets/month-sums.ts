import type { GridRow } from "../../rules/month-grid.ts";
import type { EmployeeTotals } from "../../rules/employee-totals.ts";
import type { Employee } from "./records.ts";
import type { TotalId } from "./totals.ts";
import { TOTAL_IDS, totalUnits } from "./totals.ts";

type Row = GridRow<Employee>;

/** What the rows of a month sum to. */
export interface Sums {
  /** Net minutes of each day. */
  readonly dayMinutes: readonly number[];
  /** Of each total, in its whole units. */
  readonly units: Readonly<Record<TotalId, number>>;
  /** The totals of which somebody has any. */
  readonly had: ReadonlySet<TotalId>;
}

/**
 * Sums the rows of a month by difference: what a row that changed held is taken off and what it holds now is
 * added, so that a typed code costs one row, however many people there are. All are whole numbers,
 * so nothing is lost on the way.
 */
export class MonthSums {
  #rows = new Map<string, Row>();
  readonly #dayMinutes: number[] = [];
  readonly #units = zeros();
  readonly #people = zeros();

  next(rows: readonly Row[]): Sums {
    const gone = new Map(this.#rows);
    const now = new Map<string, Row>();
    for (const row of rows) {
      const { id } = row.employee;
      now.set(id, row);
      const before = gone.get(id);
      gone.delete(id);
      if (before === row) continue;
      if (before !== undefined) this.#add(before, -1);
      this.#add(row, 1);
    }
    for (const row of gone.values()) this.#add(row, -1);
    this.#rows = now;
    return {
      dayMinutes: [...this.#dayMinutes],
      units: { ...this.#units },
      had: new Set(TOTAL_IDS.filter((id) => this.#people[id] > 0)),
    };
  }

  #add({ days, totals }: Row, sign: 1 | -1): void {
    for (const [at, { netMinutes }] of days.entries()) {
      this.#dayMinutes[at] = (this.#dayMinutes[at] ?? 0) + sign * netMinutes;
    }
    for (const id of TOTAL_IDS) this.#count(id, totals, sign);
  }

  #count(id: TotalId, totals: EmployeeTotals, sign: 1 | -1): void {
    const units = totalUnits(id, totals);
    this.#units[id] += sign * units;
    if (units !== 0) this.#people[id] += sign;
  }
}

function zeros(): Record<TotalId, number> {
  return Object.fromEntries(TOTAL_IDS.map((id) => [id, 0])) as Record<TotalId, number>;
}
