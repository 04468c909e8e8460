import type { Label } from "@healthops/schema/field";

/** The languages that the product speaks; each dictionary is complete in each of them. */
export const LANGUAGES = ["en", "tr"] as const satisfies readonly (keyof Label)[];
export type Language = (typeof LANGUAGES)[number];

/** What a language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  tr: "Türkçe",
};

/** How dates and numbers are written: weeks begin on Monday and days have 24 hours in both. */
export const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", tr: "tr-TR" };

/** The best of our languages for the ones a person's browser asks for, English when none fits. */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = LANGUAGES.find((known) => tag.toLowerCase().split("-")[0] === known);
    if (language !== undefined) return language;
  }
  return "en";
}
