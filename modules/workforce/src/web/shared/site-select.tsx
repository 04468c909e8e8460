import { Select } from "@mantine/core";
import { useList } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";

interface SiteSelectProps {
  readonly value: string | null;
  onChange(siteId: string | null): void;
}

const TEXT = {
  en: { region: "Region", all: "All regions" },
  tr: { region: "Bölge", all: "Tüm bölgeler" },
};

/** Narrows a screen to one region, for those who have several. */
export function SiteSelect({ value, onChange }: SiteSelectProps) {
  const texts = useTexts(TEXT);
  const sites = valueOr(useList("sites", { limit: 500, sort: [["name", "asc"]] }), null);
  return (
    <Select
      aria-label={texts.region}
      placeholder={texts.all}
      clearable
      value={value}
      onChange={onChange}
      data={(sites?.records ?? []).map(({ id, content }) => ({
        value: id,
        label: String(content["name"]),
      }))}
    />
  );
}
