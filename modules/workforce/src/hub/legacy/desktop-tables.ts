import type { Cell, Reading } from "./cells.ts";
import { readBoolean, readDay, readInteger, readText, readTime } from "./cells.ts";

/** A column of the old program's table and the field that it stands for. */
export interface DesktopColumn {
  readonly name: string;
  /** Declared type when the hub makes the table. */
  readonly type: "TEXT" | "INTEGER";
  readonly field: string;
  readonly read: (cell: Cell) => Reading;
}

/** A table of the old program and the collection that its rows are merged into. */
export interface DesktopTable {
  readonly name: TableName;
  readonly collection: string;
  readonly columns: readonly DesktopColumn[];
  /** Columns besides the id without which a row means nothing. */
  readonly needed: readonly string[];
  /** Whether a file must have the table. */
  readonly required: boolean;
}

export type TableName = "employees" | "vehicles" | "drivers" | "timesheets" | "users";

/** Columns with a meaning of their own, in every table that has them. */
export const ID_COLUMN = "id";
export const REGION_COLUMN = "region";
export const EMPLOYEE_COLUMN = "employee_id";
export const CREATED_COLUMN = "created_at";

/** Rows of settings have no number: their key is their name. */
export const SETTINGS_TABLE = "settings";

/** The tables of numbered rows, those first that others refer to. */
export const DESKTOP_TABLES: readonly DesktopTable[] = [
  {
    name: "employees",
    collection: "employees",
    columns: [text("name", "name"), text("position", "position")],
    needed: ["name"],
    required: true,
  },
  {
    name: "vehicles",
    collection: "vehicles",
    columns: [text("plate", "plate"), text("brand", "brand"), text("model", "model")],
    needed: ["plate"],
    required: false,
  },
  {
    name: "drivers",
    collection: "drivers",
    columns: [
      text("full_name", "fullName"),
      text("license_class", "licenseClass"),
      text("phone", "phone"),
    ],
    needed: ["full_name"],
    required: false,
  },
  {
    name: "timesheets",
    collection: "timesheet_entries",
    columns: [
      { name: "work_date", type: "TEXT", field: "date", read: readDay },
      { name: "start_time", type: "TEXT", field: "startTime", read: readTime },
      { name: "end_time", type: "TEXT", field: "endTime", read: readTime },
      { name: "break_minutes", type: "INTEGER", field: "breakMinutes", read: readInteger },
      { name: "is_special", type: "INTEGER", field: "isSpecial", read: readBoolean },
      text("notes", "note"),
    ],
    needed: [EMPLOYEE_COLUMN, "work_date"],
    required: true,
  },
  {
    name: "users",
    collection: "desktop_users",
    columns: [text("username", "username"), text("role", "role")],
    needed: ["username"],
    required: false,
  },
];

/** The columns of a table as the documented program has them, in its order. */
export const DOCUMENTED_COLUMNS: Readonly<Record<TableName, readonly string[]>> = {
  employees: ["id", "name", "region", "position", "created_at"],
  vehicles: ["id", "plate", "brand", "model", "region"],
  drivers: ["id", "full_name", "license_class", "phone", "region"],
  timesheets: [
    "id",
    "employee_id",
    "work_date",
    "start_time",
    "end_time",
    "break_minutes",
    "is_special",
    "notes",
    "region",
  ],
  users: ["id", "username", "role", "region"],
};

/** What the program calls a field; its people know no other name. */
export function columnOf({ columns }: DesktopTable, field: string): string {
  if (field === "siteId") return REGION_COLUMN;
  if (field === "employeeId") return EMPLOYEE_COLUMN;
  return columns.find((column) => column.field === field)?.name ?? field;
}

function text(name: string, field: string): DesktopColumn {
  return { name, type: "TEXT", field, read: readText };
}

/** Columns of users that are nobody else's business: each PC keeps its own. */
const SECRET = /pass|parola|[sş]ifre|token|secret|hash|salt|api_?key|anahtar|^pin$/i;

export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}
