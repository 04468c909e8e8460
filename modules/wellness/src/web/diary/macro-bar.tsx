import { useComputedColorScheme } from "@mantine/core";
import { seriesColor } from "@healthops/ui/charts/chart-data";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { DaySummary } from "../../diary/day-summary.ts";
import { macroShares } from "../../diary/day-summary.ts";
import { DIARY_TEXT } from "./diary-text.ts";
import classes from "./diary.module.css";

/** Protein, carbohydrate and fat by their share of energy, each with its grams. */
export function MacroBar({ summary }: { readonly summary: DaySummary }) {
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const dark = useComputedColorScheme("light") === "dark";
  // As in the trends, so that a macro looks alike everywhere.
  const color = (place: number) => ({ background: seriesColor(place, dark) });
  const shares = macroShares(summary);
  const grams = (value: number): string => formats.measure(Math.round(value), 0, "g");
  if (shares === null) return <p className={classes["no-macros"]}>{texts.noMacros}</p>;
  const parts = [
    ["protein", texts.protein, shares.protein, summary.proteinG],
    ["carbohydrate", texts.carbohydrate, shares.carbohydrate, summary.carbohydrateG],
    ["fat", texts.fat, shares.fat, summary.fatG],
  ] as const;
  return (
    <div className={classes["macros"]} role="group" aria-label={texts.macros}>
      <div className={classes["macro-bar"]} aria-hidden>
        {parts.map(([part, , share], place) => (
          <i key={part} style={{ flexGrow: share, ...color(place) }} />
        ))}
      </div>
      <ul>
        {parts.map(([part, name, share, value], place) => (
          <li key={part}>
            <i style={color(place)} aria-hidden />
            <span>{name}</span>
            <b className="ho-number">{grams(value)}</b>
            <small className="ho-number">{formats.percent(share)}</small>
          </li>
        ))}
        <li>
          <i style={color(4)} aria-hidden />
          <span>{texts.fibre}</span>
          <b className="ho-number">{grams(summary.fibreG)}</b>
        </li>
      </ul>
    </div>
  );
}
