import type { FieldValue } from "@healthops/schema/field";

/** A value as SQLite holds it. */
export type Cell = string | number | null | Uint8Array;

/** What a cell says in the product's words, or what is wrong with it. */
export type Reading = { readonly value: FieldValue } | { readonly fault: string };

const TRUE = new Set(["1", "true", "t", "yes", "y", "evet"]);
const FALSE = new Set(["", "0", "false", "f", "no", "n", "hayır", "hayir"]);
const DAY = /^(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?$/;
const TURKISH_DAY = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/;
const TIME = /^(\d{1,2})[:.](\d\d)(?::\d\d(?:\.\d+)?)?$/;

/** Texts; numbers as they are written, a blank text as nothing. */
export function readText(cell: Cell): Reading {
  if (cell instanceof Uint8Array) return { fault: "is binary data, not a text" };
  const text = cell === null ? "" : String(cell);
  return { value: text.trim() === "" ? null : text };
}

export function readInteger(cell: Cell): Reading {
  if (cell === null || cell === "") return { value: null };
  const number = typeof cell === "string" ? Number(cell.trim()) : cell;
  return typeof number === "number" && Number.isSafeInteger(number)
    ? { value: number }
    : { fault: "is not a whole number" };
}

export function readBoolean(cell: Cell): Reading {
  const text = cell === null || cell instanceof Uint8Array ? "" : String(cell).trim().toLowerCase();
  if (TRUE.has(text)) return { value: true };
  return FALSE.has(text) && !(cell instanceof Uint8Array)
    ? { value: false }
    : { fault: "is neither 0 nor 1" };
}

/** Days as `2026-03-01`, also with a time behind, or as `01.03.2026`. */
export function readDay(cell: Cell): Reading {
  if (cell === null || cell === "") return { value: null };
  const text = typeof cell === "string" ? cell.trim() : "";
  const iso = DAY.exec(text);
  if (iso !== null) return { value: `${iso[1]}-${iso[2]}-${iso[3]}` };
  const turkish = TURKISH_DAY.exec(text);
  if (turkish === null) return { fault: "is not a day such as 2026-03-01" };
  const [, day = "", month = "", year = ""] = turkish;
  return { value: `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` };
}

/** Times of the day as `08:30` or `8.30`, also with seconds behind. */
export function readTime(cell: Cell): Reading {
  if (cell === null || cell === "") return { value: null };
  const [, hours, minutes] = TIME.exec(typeof cell === "string" ? cell.trim() : "") ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) {
    return { fault: "is not a time such as 08:30, from 00:00 to 23:59" };
  }
  return { value: `${hours.padStart(2, "0")}:${minutes}` };
}

/** A field's value as it goes into a cell. */
export function writeCell(value: FieldValue | undefined): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "number" || typeof value === "string" ? value : JSON.stringify(value);
}

/** A cell of a column that nobody here knows, as it is kept. */
export function keepCell(cell: Cell): FieldValue {
  return cell instanceof Uint8Array ? { base64: Buffer.from(cell).toString("base64") } : cell;
}

/** The cell that {@link keepCell} kept. */
export function keptCell(value: FieldValue | undefined): Cell {
  if (typeof value === "object" && value !== null && "base64" in value) {
    return new Uint8Array(Buffer.from(String(value["base64"]), "base64"));
  }
  return writeCell(value);
}
