import type { Label } from "@healthops/schema/field";
import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { Formats } from "./formats.ts";
import { formatsFor } from "./formats.ts";
import type { Language } from "./texts/language.ts";
import { LANGUAGES, languageFor } from "./texts/language.ts";
import { en } from "./texts/en.ts";
import { tr } from "./texts/tr.ts";
import type { Texts } from "./texts/texts.ts";

const STORED_AS = "healthops.language";
const TEXTS: Readonly<Record<Language, Texts>> = { en, tr };

interface LanguageState {
  readonly language: Language;
  setLanguage(language: Language): void;
}

const LanguageContext = createContext<LanguageState>({ language: "en", setLanguage: () => {} });

/** Gives every text below it one language: the one chosen on this device, else the browser's. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, choose] = useState(initialLanguage);
  const setLanguage = useCallback((chosen: Language) => {
    localStorage.setItem(STORED_AS, chosen);
    choose(chosen);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    // Another window chose: all windows speak the same language.
    const follow = (event: StorageEvent): void => {
      if (event.key === STORED_AS) choose(initialLanguage());
    };
    window.addEventListener("storage", follow);
    return () => window.removeEventListener("storage", follow);
  }, []);
  const state = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

/** The chosen language and the way to choose another. */
export function useLanguage(): LanguageState {
  return useContext(LanguageContext);
}

/** The kit's own texts in the chosen language. */
export function useText(): Texts {
  return TEXTS[useLanguage().language];
}

/**
 * A screen's own texts in the chosen language, where a `Label` is not enough: with numbers in them. A
 * text that one of the languages lacks cannot be used.
 */
export function useTexts<En, Tr>(texts: { readonly en: En; readonly tr: Tr }): En | Tr {
  return texts[useLanguage().language];
}

/** Reads labels of the schema in the chosen language. */
export function useLabel(): (label: Label) => string {
  const { language } = useLanguage();
  return useCallback((label) => label[language], [language]);
}

/** Dates, numbers and units as the chosen language writes them. */
export function useFormats(): Formats {
  return formatsFor(useLanguage().language);
}

function initialLanguage(): Language {
  const stored = localStorage.getItem(STORED_AS);
  return LANGUAGES.find((known) => known === stored) ?? languageFor(navigator.languages);
}
