import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReportSection, ReportTable } from "@healthops/ui/reports/report";
import { ReportPage } from "@healthops/ui/reports/report-page.tsx";
import { mapReport, useReportRun } from "@healthops/ui/reports/use-report-run";
import { useMemo } from "react";
import type { EnergyFacts, EnergyPeriod } from "./energy-facts.ts";
import { energyFacts } from "./energy-facts.ts";
import type { WellnessReportsText } from "./reports-text.ts";
import { WELLNESS_REPORTS_TEXT } from "./reports-text.ts";
import { useWellnessFilters } from "./use-wellness-filters.ts";

/** What was eaten against what the body used. */
export function Report() {
  const texts = useTexts(WELLNESS_REPORTS_TEXT);
  const { personId, range, by, key, ready, filters, caveat, words } = useWellnessFilters();
  const facts = useReportRun({
    key,
    ready,
    collections: ["meals", "exercises", "weights", "wellness_profiles"],
    run: ({ reader }) => energyFacts(reader, personId, range, by),
  });
  const content = useMemo(
    () => mapReport(facts, (known) => sectionsOf(known, texts, words)),
    // The words follow from the key and the texts.
    [facts, texts, key],
  );
  return (
    <ReportPage
      title={texts.energyTitle}
      filters={filters}
      content={content}
      caveat={caveat}
      notes={texts.energyNotes}
    />
  );
}

function sectionsOf(
  { periods, restADayKcal }: EnergyFacts,
  texts: WellnessReportsText,
  words: (from: string) => string,
): readonly ReportSection[] {
  const known = periods.filter(({ days, burnedKcal }) => days > 0 || burnedKcal > 0);
  const sums = sumsOf(known, restADayKcal);
  const { days, eaten, burned, balance } = sums;
  return [
    {
      kind: "figures",
      name: "all",
      figures: [
        { name: texts.days, value: days, unit: null },
        { name: texts.eatenADay, value: days === 0 ? null : eaten / days, unit: "kcal" },
        { name: texts.burnedName, value: burned, unit: "kcal" },
        { name: texts.balanceDay, value: balance === null ? null : balance / days, unit: "kcal" },
      ],
    },
    {
      kind: "chart",
      name: "energy",
      title: texts.energyChart,
      axis: texts.period,
      categories: periods.map(({ from }) => words(from)),
      series: [
        {
          name: texts.eatenName,
          values: periods.map((period) => (period.days === 0 ? null : period.eatenKcal)),
          color: 0,
        },
        {
          name: restADayKcal === null ? texts.burnedName : texts.usedName,
          values: periods.map((period) => usedKcal(period)),
          color: 1,
        },
      ],
      unit: "kcal",
    },
    tableOf(known, sums, texts, words),
  ];
}

interface EnergySums {
  readonly days: number;
  readonly eaten: number;
  readonly burned: number;
  readonly rest: number | null;
  readonly balance: number | null;
}

function sumsOf(known: readonly EnergyPeriod[], restADayKcal: number | null): EnergySums {
  const sum = (of: (period: EnergyPeriod) => number | null): number =>
    known.reduce((total, period) => total + (of(period) ?? 0), 0);
  const days = sum((period) => period.days);
  return {
    days,
    eaten: sum(({ eatenKcal }) => eatenKcal),
    burned: sum(({ burnedKcal }) => burnedKcal),
    rest: restADayKcal === null ? null : sum(({ restKcal }) => restKcal),
    balance: restADayKcal === null || days === 0 ? null : sum(({ balanceKcal }) => balanceKcal),
  };
}

function tableOf(
  known: readonly EnergyPeriod[],
  { days, eaten, burned, rest, balance }: EnergySums,
  texts: WellnessReportsText,
  words: (from: string) => string,
): ReportTable {
  const kcal = { kind: "number" } as const;
  return {
    kind: "table",
    name: "periods",
    title: texts.energyTable,
    columns: [
      { name: "period", title: texts.period },
      { name: "days", title: texts.days, ...kcal },
      { name: "eaten", title: texts.eaten, ...kcal },
      { name: "eatenDay", title: texts.eatenDay, ...kcal },
      { name: "burned", title: texts.burned, ...kcal },
      { name: "rest", title: texts.rest, ...kcal },
      { name: "balance", title: texts.balance, ...kcal },
    ],
    rows: known.map((period) => ({
      id: period.from,
      cells: [
        words(period.from),
        period.days,
        period.eatenKcal,
        period.days === 0 ? null : period.eatenKcal / period.days,
        period.burnedKcal,
        period.restKcal,
        period.balanceKcal,
      ],
    })),
    totals: [texts.total, days, eaten, days === 0 ? null : eaten / days, burned, rest, balance],
  };
}

/** What the balance is taken against, so that both bars of a period are apart by it; else exercise. */
function usedKcal({ eatenKcal, burnedKcal, restKcal, balanceKcal }: EnergyPeriod): number | null {
  if (balanceKcal !== null) return eatenKcal - balanceKcal;
  return restKcal !== null || burnedKcal === 0 ? null : burnedKcal;
}
