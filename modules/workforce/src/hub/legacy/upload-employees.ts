import type { FileState } from "./file-state.ts";
import { recordAt } from "./file-state.ts";
import type { RefusedRow } from "./place-rows.ts";

/** The employees that a file's entries may name, by the program's numbers. */
export class UploadEmployees {
  readonly #records = new Map<number, string>();
  readonly #sites = new Map<string, string>();
  readonly #refused = new Set<number>();

  constructor({ tables: { employees } }: FileState) {
    for (const [index, id] of employees.ids.entries()) {
      this.#records.set(id, recordAt(employees, index));
    }
  }

  /** What this upload says of some of them. */
  learn({ rows, refused }: LearntRows): void {
    for (const { id, recordId, siteId } of rows) {
      this.#records.set(id, recordId);
      this.#sites.set(recordId, siteId);
    }
    for (const { id } of refused) if (id !== null) this.#refused.add(id);
  }

  /** The employee's record, or why an entry cannot name it. */
  named(id: number | null): string | RefusedRow {
    const recordId = id === null ? undefined : this.#records.get(id);
    if (recordId !== undefined) return recordId;
    const refused = id !== null && this.#refused.has(id);
    return {
      id: null,
      code: refused ? "employee_refused" : "unknown_employee",
      reason: refused
        ? `its employee ${id} was refused`
        : `it names employee ${id ?? "nobody"}, who is not in the file`,
    };
  }

  /** The region of an employee, as this upload leaves it. */
  siteOf(recordId: string, stored: ReadonlyMap<string, string>): string | null {
    return this.#sites.get(recordId) ?? stored.get(recordId) ?? null;
  }
}

interface LearntRows {
  readonly rows: readonly {
    readonly id: number;
    readonly recordId: string;
    readonly siteId: string;
  }[];
  readonly refused: readonly RefusedRow[];
}
