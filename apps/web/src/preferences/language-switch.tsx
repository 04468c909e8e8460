import { SegmentedControl } from "@mantine/core";
import { LANGUAGE_NAMES, LANGUAGES } from "@healthops/ui/i18n/texts/language";
import { useLanguage, useText } from "@healthops/ui/i18n/language-provider.tsx";

const CHOICES = LANGUAGES.map((language) => ({
  value: language,
  label: LANGUAGE_NAMES[language],
}));

/** Chooses the language of this device. */
export function LanguageSwitch() {
  const { language, setLanguage } = useLanguage();
  const texts = useText();
  return (
    <SegmentedControl
      aria-label={texts.common.language}
      size="xs"
      data={CHOICES}
      value={language}
      onChange={setLanguage}
    />
  );
}
