import type { FieldValue } from "@healthops/schema/field";
import type { Cell } from "./cells.ts";
import { keepCell, readInteger } from "./cells.ts";
import type { DesktopColumn, DesktopTable } from "./desktop-tables.ts";
import { EMPLOYEE_COLUMN, ID_COLUMN, isSecretName, REGION_COLUMN } from "./desktop-tables.ts";

/** A row in the product's words. */
export interface ReadRow {
  /** Of the columns that the file has. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Columns that no field stands for; null where the cell is empty. */
  readonly extra: Readonly<Record<string, FieldValue>>;
  readonly secrets: Readonly<Record<string, FieldValue>>;
  /** As written; null when it is empty or there is no such column. */
  readonly region: string | null;
  readonly employee: number | null;
  /** By field: cells that say nothing it could hold, as they were sent. */
  readonly unread: Readonly<Record<string, FieldValue>>;
  /** What is wrong with it, in words; null when nothing is. */
  readonly fault: string | null;
}

/** Makes the reader of a table's rows, for the columns that a file has. */
export function rowReader(
  table: DesktopTable,
  columns: readonly string[],
): (cells: readonly Cell[]) => ReadRow {
  const lower = columns.map((name) => name.toLowerCase());
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const known = lower.flatMap((name, at): { at: number; column: DesktopColumn }[] => {
    const column = byName.get(name);
    return column === undefined ? [] : [{ at, column }];
  });
  const regionAt = lower.indexOf(REGION_COLUMN);
  const employeeAt = table.name === "timesheets" ? lower.indexOf(EMPLOYEE_COLUMN) : -1;
  const own = new Set([ID_COLUMN, REGION_COLUMN, ...byName.keys()]);
  if (employeeAt >= 0) own.add(EMPLOYEE_COLUMN);
  const rest = columns.flatMap((name, at) =>
    own.has(lower[at] ?? "") ? [] : [{ at, name: lower[at] ?? name }],
  );
  const isSecret = (name: string): boolean => table.name === "users" && isSecretName(name);
  const kept = rest.filter(({ name }) => !isSecret(name));
  const secret = rest.filter(({ name }) => isSecret(name));

  return (cells) => {
    const fields: Record<string, FieldValue> = {};
    let unread: Record<string, FieldValue> | null = null;
    let fault: string | null = null;
    for (const { at, column } of known) {
      const reading = column.read(cells[at] ?? null);
      if ("value" in reading) {
        fields[column.field] = reading.value;
        continue;
      }
      fault ??= `${column.name} ${reading.fault}`;
      unread ??= {};
      unread[column.field] = keepCell(cells[at] ?? null);
    }
    const employee = employeeAt < 0 ? null : readInteger(cells[employeeAt] ?? null);
    if (employee !== null && "fault" in employee) fault ??= `${EMPLOYEE_COLUMN} ${employee.fault}`;
    const number = employee !== null && "value" in employee ? employee.value : null;
    return {
      fields,
      unread: unread ?? NOTHING,
      extra: pick(kept, cells),
      secrets: pick(secret, cells),
      region: regionAt < 0 ? null : regionText(cells[regionAt] ?? null),
      employee: typeof number === "number" ? number : null,
      fault,
    };
  };
}

const NOTHING: Readonly<Record<string, FieldValue>> = Object.freeze({});

function pick(
  columns: readonly { readonly at: number; readonly name: string }[],
  cells: readonly Cell[],
): Readonly<Record<string, FieldValue>> {
  if (columns.length === 0) return NOTHING;
  return Object.fromEntries(columns.map(({ at, name }) => [name, keepCell(cells[at] ?? null)]));
}

function regionText(cell: Cell): string | null {
  const text = cell === null || cell instanceof Uint8Array ? "" : String(cell).trim();
  return text === "" ? null : text;
}
