import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useToday } from "@healthops/ui/data/site-clock.tsx";
import type { ReportSection, ReportTable } from "@healthops/ui/reports/report";
import { ReportPage } from "@healthops/ui/reports/report-page.tsx";
import { mapReport, useReportRun } from "@healthops/ui/reports/use-report-run";
import { useMemo } from "react";
import type { WellnessReportsText } from "./reports-text.ts";
import { WELLNESS_REPORTS_TEXT } from "./reports-text.ts";
import { useWellnessFilters } from "./use-wellness-filters.ts";
import type { WeightFacts, WeightPeriod } from "./weight-facts.ts";
import { weightFacts } from "./weight-facts.ts";

/** The weight against the goal. */
export function Report() {
  const texts = useTexts(WELLNESS_REPORTS_TEXT);
  const { personId, range, by, key, ready, filters, caveat, words } = useWellnessFilters();
  const today = useToday();
  const goalDay = range.to < today ? range.to : today;
  const facts = useReportRun({
    key: `${key} ${goalDay}`,
    ready,
    collections: ["weights", "goals"],
    run: ({ reader }) => weightFacts(reader, personId, range, by, goalDay),
  });
  const content = useMemo(
    () => mapReport(facts, (known) => sectionsOf(known, texts, words)),
    // The words follow from the key and the texts.
    [facts, texts, key],
  );
  return (
    <ReportPage
      title={texts.weightTitle}
      filters={filters}
      content={content}
      caveat={caveat}
      notes={texts.weightNotes}
    />
  );
}

function sectionsOf(
  { periods, goalKg }: WeightFacts,
  texts: WellnessReportsText,
  words: (from: string) => string,
): readonly ReportSection[] {
  const known = periods.flatMap((period) =>
    period.averageKg === null ? [] : [{ ...period, averageKg: period.averageKg }],
  );
  const first = known[0]?.averageKg ?? null;
  const last = known.at(-1)?.averageKg ?? null;
  const shown = { unit: "kg", decimals: 1 } as const;
  return [
    {
      kind: "figures",
      name: "all",
      figures: [
        { name: texts.last, value: last, ...shown },
        { name: texts.goal, value: goalKg, ...shown },
        {
          name: texts.change,
          value: first === null || last === null ? null : last - first,
          ...shown,
        },
        {
          name: texts.toGoal,
          value: last === null || goalKg === null ? null : last - goalKg,
          ...shown,
        },
      ],
    },
    {
      kind: "chart",
      name: "weight",
      title: texts.weightChart,
      axis: texts.period,
      categories: periods.map(({ from }) => words(from)),
      series: [
        {
          name: texts.weight,
          values: periods.map(({ averageKg }) => averageKg),
          kind: "line",
          color: 2,
        },
        ...(goalKg === null
          ? []
          : [
              {
                name: texts.goal,
                values: periods.map(() => goalKg),
                kind: "line" as const,
                dashed: true,
                color: 5,
              },
            ]),
      ],
      ...shown,
    },
    tableOf(known, goalKg, texts, words),
  ];
}

function tableOf(
  known: readonly (WeightPeriod & { readonly averageKg: number })[],
  goalKg: number | null,
  texts: WellnessReportsText,
  words: (from: string) => string,
): ReportTable {
  const kg = { kind: "number", decimals: 1 } as const;
  return {
    kind: "table",
    name: "periods",
    title: texts.weightTable,
    columns: [
      { name: "period", title: texts.period },
      { name: "readings", title: texts.readings, kind: "number" },
      { name: "average", title: texts.average, ...kg },
      { name: "least", title: texts.least, ...kg },
      { name: "most", title: texts.most, ...kg },
      { name: "toGoal", title: texts.toGoal, ...kg },
    ],
    rows: known.map(({ from, readings, averageKg, leastKg, mostKg }) => ({
      id: from,
      cells: [
        words(from),
        readings,
        averageKg,
        leastKg,
        mostKg,
        goalKg === null ? null : averageKg - goalKg,
      ],
    })),
  };
}
