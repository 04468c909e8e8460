import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReportSection } from "@healthops/ui/reports/report";
import { ReportPage } from "@healthops/ui/reports/report-page.tsx";
import { mapReport, useReportRun } from "@healthops/ui/reports/use-report-run";
import { useMemo } from "react";
import type { Macro, MacroPeriod } from "./macro-facts.ts";
import { ENERGY_MACROS, MACROS, energyShare, macroFacts } from "./macro-facts.ts";
import type { WellnessReportsText } from "./reports-text.ts";
import { WELLNESS_REPORTS_TEXT } from "./reports-text.ts";
import { useWellnessFilters } from "./use-wellness-filters.ts";

/** Protein, carbohydrate, fat and fibre. */
export function Report() {
  const texts = useTexts(WELLNESS_REPORTS_TEXT);
  const { personId, range, by, key, ready, filters, caveat, words } = useWellnessFilters();
  const facts = useReportRun({
    key,
    ready,
    collections: ["meals"],
    run: ({ reader }) => macroFacts(reader, personId, range, by),
  });
  const content = useMemo(
    () => mapReport(facts, (periods) => sectionsOf(periods, texts, words)),
    // The words follow from the key and the texts.
    [facts, texts, key],
  );
  return (
    <ReportPage
      title={texts.macrosTitle}
      filters={filters}
      content={content}
      caveat={caveat}
      notes={texts.macrosNotes}
    />
  );
}

function sectionsOf(
  periods: readonly MacroPeriod[],
  texts: WellnessReportsText,
  words: (from: string) => string,
): readonly ReportSection[] {
  const names: Readonly<Record<Macro, string>> = {
    proteinG: texts.protein,
    carbohydrateG: texts.carbohydrate,
    fatG: texts.fat,
    fibreG: texts.fibre,
  };
  const known = periods.filter(({ days }) => days > 0);
  const whole = totalOf(known);
  return [
    {
      kind: "figures",
      name: "all",
      figures: [
        { name: texts.days, value: whole.days, unit: null },
        ...MACROS.map((macro) => ({
          name: texts.gramsDay(names[macro]),
          value: aDay(whole, macro),
          unit: null,
        })),
      ],
    },
    {
      kind: "chart",
      name: "macros",
      title: texts.macrosChart,
      axis: texts.period,
      categories: periods.map(({ from }) => words(from)),
      series: ENERGY_MACROS.map((macro) => ({
        name: names[macro],
        values: periods.map((period) => aDay(period, macro)),
        stacked: true,
      })),
      unit: "g",
    },
    {
      kind: "table",
      name: "periods",
      title: texts.macrosTable,
      columns: [
        { name: "period", title: texts.period },
        { name: "days", title: texts.days, kind: "number" },
        ...MACROS.map((macro) => ({
          name: macro,
          title: texts.gramsDay(names[macro]),
          kind: "number" as const,
          decimals: 1,
        })),
        ...ENERGY_MACROS.map((macro) => ({
          name: `${macro}Share`,
          title: texts.energyShare(names[macro]),
          kind: "number" as const,
        })),
      ],
      rows: known.map((period) => ({
        id: period.from,
        cells: [words(period.from), ...cells(period)],
      })),
      totals: [texts.total, ...cells(whole)],
    },
  ];
}

function cells(period: Omit<MacroPeriod, "from">): readonly (number | null)[] {
  return [
    period.days,
    ...MACROS.map((macro) => aDay(period, macro)),
    ...ENERGY_MACROS.map((macro) => energyShare(period.grams, macro)),
  ];
}

function aDay({ days, grams }: Omit<MacroPeriod, "from">, macro: Macro): number | null {
  return days === 0 ? null : grams[macro] / days;
}

function totalOf(periods: readonly MacroPeriod[]): Omit<MacroPeriod, "from"> {
  const sum = (macro: Macro): number =>
    periods.reduce((total, { grams }) => total + grams[macro], 0);
  return {
    days: periods.reduce((total, { days }) => total + days, 0),
    grams: {
      proteinG: sum("proteinG"),
      carbohydrateG: sum("carbohydrateG"),
      fatG: sum("fatG"),
      fibreG: sum("fibreG"),
    },
  };
}
