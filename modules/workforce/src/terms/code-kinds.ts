import type { Label } from "@healthops/schema/field";

/** What a code of the timesheet counts as; the rules know these and no letters. */
export const CODE_KINDS = {
  work: { en: "Work", tr: "Çalışma" },
  night_work: { en: "Night work", tr: "Gece çalışması" },
  half_day: { en: "Half a day's work", tr: "Yarım gün çalışma" },
  weekly_rest: { en: "Weekly rest", tr: "Hafta tatili" },
  public_holiday: { en: "Public holiday", tr: "Resmî tatil" },
  annual_leave: { en: "Annual leave", tr: "Yıllık izin" },
  paid_leave: { en: "Other paid leave", tr: "Diğer ücretli izin" },
  unpaid_leave: { en: "Unpaid leave", tr: "Ücretsiz izin" },
  sick_leave: { en: "Sick leave", tr: "Hastalık izni" },
  missing: { en: "Missing", tr: "Eksik gün" },
} as const satisfies Readonly<Record<string, Label>>;

export type CodeKind = keyof typeof CODE_KINDS;
