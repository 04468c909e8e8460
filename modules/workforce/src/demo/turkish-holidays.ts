import { addDays } from "@healthops/base/days";
/** A public holiday as it is offered: day, name, and whether only its afternoon is free. */
export interface KnownHoliday {
  readonly date: string;
  readonly name: string;
  readonly halfDay: boolean;
}

/** Those of every year: month and day, name. 28 October is free from one o'clock. */
const FIXED: readonly (readonly [string, string])[] = [
  ["01-01", "Yılbaşı"],
  ["04-23", "Ulusal Egemenlik ve Çocuk Bayramı"],
  ["05-01", "Emek ve Dayanışma Günü"],
  ["05-19", "Atatürk'ü Anma, Gençlik ve Spor Bayramı"],
  ["07-15", "Demokrasi ve Millî Birlik Günü"],
  ["08-30", "Zafer Bayramı"],
  ["10-28", "Cumhuriyet Bayramı arifesi"],
  ["10-29", "Cumhuriyet Bayramı"],
];

/** First days of the feasts, which follow the moon and so are announced, not computed. */
const FEASTS: readonly (readonly [string, string, number])[] = [
  ["2025-03-30", "Ramazan Bayramı", 3],
  ["2025-06-06", "Kurban Bayramı", 4],
  ["2026-03-20", "Ramazan Bayramı", 3],
  ["2026-05-27", "Kurban Bayramı", 4],
  ["2027-03-09", "Ramazan Bayramı", 3],
  ["2027-05-16", "Kurban Bayramı", 4],
];

/** The public holidays of Turkey in a year, by day, one a day; the feasts of 2025 to 2027 are known. */
export function turkishHolidays(year: number): readonly KnownHoliday[] {
  const byDay = new Map<string, KnownHoliday>();
  const add = (date: string, name: string, halfDay: boolean): void => {
    const known = byDay.get(date);
    if (known === undefined || (known.halfDay && !halfDay))
      byDay.set(date, { date, name, halfDay });
  };
  for (const [day, name] of FIXED) add(`${year}-${day}`, name, day === "10-28");
  for (const [first, name, days] of FEASTS) {
    if (!first.startsWith(`${year}-`)) continue;
    add(addDays(first, -1), `${name} arifesi`, true);
    for (let at = 0; at < days; at += 1) {
      add(addDays(first, at), `${name} ${at + 1}. gün`, false);
    }
  }
  return [...byDay.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}
