import type { Label } from "@healthops/schema/field";
import type { CodeKind } from "./code-kinds.ts";

/** What a letter in a cell means. */
export interface Code {
  readonly code: string;
  readonly kind: CodeKind;
  readonly name: Label;
  /** Worked on a day with only this code; null: the contract's day. */
  readonly minutes: number | null;
}

function code(letter: string, kind: CodeKind, en: string, tr: string): Code {
  return { code: letter, kind, name: { en, tr }, minutes: null };
}

/** The usual codes, which hold until an administrator writes others of the same letter. */
export const DEFAULT_CODES: readonly Code[] = [
  code("N", "work", "Worked", "Çalıştı"),
  code("H", "weekly_rest", "Weekly rest", "Hafta tatili"),
  code("T", "public_holiday", "Public holiday", "Resmî tatil"),
  code("S", "annual_leave", "Annual leave", "Yıllık izin"),
  code("İ", "paid_leave", "Leave", "İzin"),
  code("R", "sick_leave", "Sick", "Raporlu"),
  code("E", "missing", "Missing", "Eksik gün"),
  code("Y", "half_day", "Half day", "Yarım gün"),
  code("G", "night_work", "Night", "Gece"),
  code("O", "work", "Day", "Gündüz"),
];

/** The fields of a `timesheet_codes` record that say what it means. */
export interface GivenCode {
  readonly code: string;
  readonly nameEn: string;
  readonly nameTr: string;
  readonly countsAs: CodeKind;
  readonly minutes: number | null;
  readonly position: number;
}

/** All codes by letter, in the order they are offered: the administrators' first, then the usual ones. */
export function codesOf(given: readonly GivenCode[]): ReadonlyMap<string, Code> {
  const codes = new Map<string, Code>();
  for (const one of given.toSorted((a, b) => a.position - b.position)) {
    const name = { en: one.nameEn, tr: one.nameTr };
    codes.set(one.code, { code: one.code, kind: one.countsAs, name, minutes: one.minutes });
  }
  for (const usual of DEFAULT_CODES) {
    if (!codes.has(usual.code)) codes.set(usual.code, usual);
  }
  return codes;
}

/** The letter as it stands in the codes: typed small, with i for İ or the other way round. */
export function codeTyped(codes: ReadonlyMap<string, Code>, typed: string): Code | null {
  const text = typed.trim();
  for (const way of [text, text.toLocaleUpperCase("tr"), text.toUpperCase()]) {
    const found = codes.get(way);
    if (found !== undefined) return found;
  }
  return null;
}
