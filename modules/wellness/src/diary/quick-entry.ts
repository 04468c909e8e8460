import type { Slot } from "./slots.ts";

/** What somebody meant who typed a number. */
export type QuickEntry =
  /** `250`, `250 menemen`, `menemen 250 kcal`: energy eaten. */
  | { readonly what: "meal"; readonly kcal: number; readonly name: string | null }
  /** `30`, `30 dk koşu`, `run 1.5 h`: minutes of an activity. */
  | { readonly what: "exercise"; readonly minutes: number; readonly name: string | null }
  /** `2 elma`: so many times what is searched for. */
  | { readonly what: "times"; readonly times: number; readonly name: string };

const KCAL_MAX = 50_000;
const MINUTES_MAX = 1440;
/** Up to here a bare number before a food counts it; nobody notes apples by single kilocalories. */
const TIMES_MAX = 9;

/** What a unit says of the number before it, and by how much it is multiplied. */
const UNITS: Readonly<Record<string, readonly ["meal" | "exercise" | "times", number]>> = {
  kcal: ["meal", 1],
  cal: ["meal", 1],
  kal: ["meal", 1],
  kj: ["meal", 1 / 4.184],
  min: ["exercise", 1],
  mins: ["exercise", 1],
  minutes: ["exercise", 1],
  dk: ["exercise", 1],
  dakika: ["exercise", 1],
  h: ["exercise", 60],
  hours: ["exercise", 60],
  sa: ["exercise", 60],
  saat: ["exercise", 60],
  x: ["times", 1],
  "×": ["times", 1],
};

const NUMBER_FIRST = /^(\d{1,5}(?:[.,]\d{1,2})?)\s*([\p{Letter}×]*)(?:\s+(.*))?$/u;
const NUMBER_LAST = /^(.*\D)\s+(\d{1,5}(?:[.,]\d{1,2})?)\s*([\p{Letter}×]*)$/u;

/**
 * Reads a quick entry: a number with or without unit, before or after a name. Without a unit the part
 * of the day that is chosen says what it counts. Null when it is no quick entry, or no number that
 * the diary would take.
 */
export function parseQuickEntry(text: string, slot: Slot): QuickEntry | null {
  const typed = text.trim();
  const first = NUMBER_FIRST.exec(typed);
  if (first !== null) return read(first[1], first[2], first[3], slot);
  const last = NUMBER_LAST.exec(typed);
  return last === null ? null : read(last[2], last[3], last[1], slot);
}

function read(
  digits: string | undefined,
  word: string | undefined,
  rest: string | undefined,
  slot: Slot,
): QuickEntry | null {
  const number = Number((digits ?? "").replace(",", "."));
  const unit = UNITS[(word ?? "").toLowerCase()];
  // A word that is no unit belongs to the name.
  const named = `${unit === undefined ? (word ?? "") : ""} ${rest ?? ""}`.trim();
  const name = named === "" ? null : named;
  const what = unit?.[0] ?? meant(number, name, slot);
  const value = number * (unit?.[1] ?? 1);
  if (!(value > 0)) return null;
  if (what === "times") return name === null || value > 20 ? null : { what, times: value, name };
  if (what === "meal") {
    return value > KCAL_MAX ? null : { what, kcal: Math.round(value), name };
  }
  return value > MINUTES_MAX ? null : { what, minutes: Math.round(value), name };
}

function meant(number: number, name: string | null, slot: Slot): QuickEntry["what"] {
  if (slot === "exercise") return "exercise";
  return name !== null && number <= TIMES_MAX ? "times" : "meal";
}
