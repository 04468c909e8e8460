import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { RegionFigures } from "./region-figures.ts";
import classes from "./regions.module.css";
import { REGIONS_TEXT } from "./regions-text.ts";

/** A region's month in numbers. */
export function Figures({ figures }: { readonly figures: RegionFigures }) {
  const texts = useTexts(REGIONS_TEXT);
  const formats = useFormats();
  const { employees, entries, workedMinutes, overtimeMinutes, lastEntryOn } = figures;
  const facts = [
    [texts.employees, formats.number(employees)],
    [texts.entries, formats.number(entries)],
    [texts.hours, formats.number(workedMinutes / 60, 0)],
    [texts.overtime, formats.number(overtimeMinutes / 60, 0)],
    [texts.lastEntry, lastEntryOn === null ? texts.none : formats.day(lastEntryOn)],
  ];
  return (
    <dl className={classes["figures"]}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
