import { useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { DayRange } from "@healthops/ui/calendar/period";
import { daysOf } from "@healthops/ui/calendar/period";
import type { ReportSection, ReportSeries } from "@healthops/ui/reports/report";
import { ReportPage } from "@healthops/ui/reports/report-page.tsx";
import { mapReport, useReportRun } from "@healthops/ui/reports/use-report-run";
import { useMemo } from "react";
import type { ActivityFacts, ActivitySum } from "./activity-facts.ts";
import { activityFacts } from "./activity-facts.ts";
import type { WellnessReportsText } from "./reports-text.ts";
import { WELLNESS_REPORTS_TEXT } from "./reports-text.ts";
import { useWellnessFilters } from "./use-wellness-filters.ts";

/** Colours that are told apart; the rest stands under one name. */
const NAMED_MAX = 5;

/** What was done for how long. */
export function Report() {
  const texts = useTexts(WELLNESS_REPORTS_TEXT);
  const { language } = useLanguage();
  const { personId, range, by, key, ready, filters, caveat, words } = useWellnessFilters();
  const facts = useReportRun({
    key: `${key} ${language}`,
    ready,
    collections: ["exercises"],
    run: ({ reader }) => activityFacts(reader, personId, range, by, language),
  });
  const content = useMemo(
    () => mapReport(facts, (known) => sectionsOf(known, range, texts, words)),
    // The range and the words follow from the key and the texts.
    [facts, texts, key],
  );
  return (
    <ReportPage
      title={texts.activitiesTitle}
      filters={filters}
      content={content}
      caveat={caveat}
      notes={texts.activitiesNotes}
    />
  );
}

function sectionsOf(
  facts: ActivityFacts,
  range: DayRange,
  texts: WellnessReportsText,
  words: (from: string) => string,
): readonly ReportSection[] {
  const { periods, activities } = facts;
  const sum = (of: "times" | "minutes" | "kcal"): number =>
    activities.reduce((total, activity) => total + activity[of], 0);
  const all = sum("minutes");
  return [
    {
      kind: "figures",
      name: "all",
      figures: [
        { name: texts.minutesName, value: all, unit: "min" },
        { name: texts.aWeek, value: (all / daysOf(range)) * 7, unit: "min" },
        { name: texts.sessions, value: sum("times"), unit: null },
        { name: texts.kcal, value: sum("kcal"), unit: null },
      ],
    },
    {
      kind: "chart",
      name: "minutes",
      title: texts.activitiesChart,
      axis: texts.period,
      categories: periods.map(words),
      series: seriesOf(activities, texts),
      unit: "min",
    },
    {
      kind: "table",
      name: "activities",
      title: texts.activitiesTable,
      columns: [
        { name: "activity", title: texts.activity },
        { name: "times", title: texts.sessions, kind: "number" },
        { name: "minutes", title: texts.minutes, kind: "number" },
        { name: "kcal", title: texts.kcal, kind: "number" },
        { name: "share", title: texts.share, kind: "number", decimals: 1 },
      ],
      rows: activities.map(({ name, times, minutes, kcal }) => ({
        id: name,
        cells: [name, times, minutes, kcal, all === 0 ? null : (minutes / all) * 100],
      })),
      totals: [texts.total, sum("times"), all, sum("kcal"), all === 0 ? null : 100],
    },
    periodsTable(facts, texts, words),
  ];
}

function periodsTable(
  { periods, activities }: ActivityFacts,
  texts: WellnessReportsText,
  words: (from: string) => string,
): ReportSection {
  const minutes = minutesOf(activities, periods.length);
  return {
    kind: "table",
    name: "periods",
    title: texts.periodsTable,
    columns: [
      { name: "period", title: texts.period },
      { name: "minutes", title: texts.minutes, kind: "number" },
    ],
    rows: periods.flatMap((from, at) =>
      (minutes[at] ?? 0) === 0 ? [] : [{ id: from, cells: [words(from), minutes[at] ?? 0] }],
    ),
    totals: [texts.total, minutes.reduce((total, each) => total + each, 0)],
  };
}

function seriesOf(
  activities: readonly ActivitySum[],
  texts: WellnessReportsText,
): readonly ReportSeries[] {
  const [named, rest] = [activities.slice(0, NAMED_MAX), activities.slice(NAMED_MAX)];
  const series = named.map(({ name, byPeriod }): ReportSeries => ({
    name,
    values: byPeriod,
    stacked: true,
  }));
  if (rest.length === 0) return series;
  const others = minutesOf(rest, rest[0]?.byPeriod.length ?? 0);
  return [...series, { name: texts.others, values: others, stacked: true }];
}

function minutesOf(activities: readonly ActivitySum[], periods: number): readonly number[] {
  return Array.from({ length: periods }, (_, at) =>
    activities.reduce((total, { byPeriod }) => total + (byPeriod[at] ?? 0), 0),
  );
}
