import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { TrendPeriod } from "../../trends/periods.ts";
import { TRENDS_TEXT } from "./trends-text.ts";

/** The title of a chart of daily amounts, which longer periods show as averages. */
export function useDailyTitle(title: string, by: TrendPeriod): string {
  const texts = useTexts(TRENDS_TEXT);
  return by === "day" ? title : `${title} (${texts.perPeriod[by]})`;
}
