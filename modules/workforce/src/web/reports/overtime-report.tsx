import type { Formats } from "@healthops/ui/i18n/formats";
import { LOCALES } from "@healthops/ui/i18n/texts/language";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReportSection } from "@healthops/ui/reports/report";
import { ReportPage } from "@healthops/ui/reports/report-page.tsx";
import { useYearFilter } from "@healthops/ui/reports/use-period-filter.tsx";
import { mapReport, useReportRun } from "@healthops/ui/reports/use-report-run";
import { useMemo } from "react";
import type { EmployeeOvertime } from "./overtime-year.ts";
import { overtimeOfYear } from "./overtime-year.ts";
import type { WorkforceReportsText } from "./reports-text.ts";
import { WORKFORCE_REPORTS_TEXT } from "./reports-text.ts";
import type { Places } from "./use-places.ts";
import { employeePath, usePlaces } from "./use-places.ts";

/** Bars that a chart has room for. */
const BARS_MAX = 20;
const MONTHS = Array.from({ length: 12 }, (_, at) => at);

/** Overtime of a calendar year against the cap, those with most first. */
export function Report() {
  const texts = useTexts(WORKFORCE_REPORTS_TEXT);
  const formats = useFormats();
  const { year, filter } = useYearFilter();
  const places = usePlaces();
  const { siteIds, employeeId } = places;
  const key = `${year} ${siteIds.join(" ")}`;
  const found = useReportRun({
    key,
    ready: places.ready,
    collections: [
      "timesheet_entries",
      "employees",
      "holidays",
      "rule_sets",
      "timesheet_codes",
      "sites",
    ],
    run: (run) => overtimeOfYear(run, siteIds, year),
  });
  const content = useMemo(
    () =>
      mapReport(found, (all) => {
        const chosen = all.filter(
          ({ employee }) => employeeId === null || employee.id === employeeId,
        );
        return sectionsOf(chosen, places, texts, formats);
      }),
    // The places are said by the key.
    [found, employeeId, key, texts, formats],
  );
  return (
    <ReportPage
      title={texts.overtimeTitle}
      filters={[filter, ...places.filters]}
      content={content}
      notes={texts.overtimeNotes}
      wide
    />
  );
}

function sectionsOf(
  people: readonly EmployeeOvertime[],
  places: Places,
  texts: WorkforceReportsText,
  formats: Formats,
): readonly ReportSection[] {
  const count = (level: EmployeeOvertime["cap"]["level"]): number =>
    people.filter(({ cap }) => cap.level === level).length;
  const most = people.slice(0, BARS_MAX);
  const total = people.reduce((sum, { cap }) => sum + cap.usedMinutes, 0) / 60;
  return [
    {
      kind: "figures",
      name: "all",
      figures: [
        { name: texts.people, value: people.length, unit: null },
        { name: texts.overtimeAll, value: total, unit: "h", decimals: 1 },
        { name: texts.nearPeople, value: count("near"), unit: null },
        { name: texts.overPeople, value: count("over"), unit: null },
      ],
    },
    {
      kind: "chart",
      name: "cap",
      title: texts.overtimeChart,
      axis: texts.employee,
      categories: most.map(({ employee }) => employee.name),
      series: [
        {
          name: texts.overtimeAll,
          values: most.map(({ cap }) => cap.usedMinutes / 60),
          color: 0,
        },
        {
          name: texts.cap,
          values: most.map(({ cap }) => cap.capMinutes / 60),
          kind: "line",
          dashed: true,
          color: 3,
        },
      ],
      unit: "h",
      decimals: 1,
      lying: true,
    },
    tableOf(people, total, places, texts, formats),
  ];
}

function tableOf(
  people: readonly EmployeeOvertime[],
  total: number,
  { many, siteName }: Places,
  texts: WorkforceReportsText,
  formats: Formats,
): ReportSection {
  const number = { kind: "number", decimals: 2 } as const;
  return {
    kind: "table",
    name: "employees",
    title: texts.overtimeTitle,
    columns: [
      { name: "employee", title: texts.employee },
      ...(many ? [{ name: "region", title: texts.region }] : []),
      ...MONTHS.map((at) => ({
        name: `m${at + 1}`,
        title: shortMonth(at, LOCALES[formats.language]),
        ...number,
      })),
      { name: "used", title: texts.used, ...number },
      { name: "left", title: texts.left, ...number },
      { name: "state", title: texts.state },
    ],
    rows: people.map(({ employee, months, cap }) => ({
      id: employee.id,
      href: employeePath(employee.id),
      ...(cap.level === "free" ? {} : { tone: cap.level === "over" ? "bad" : "warn" }),
      cells: [
        employee.name,
        ...(many ? [siteName(employee.siteId)] : []),
        ...months.map((minutes) => (minutes === 0 ? null : minutes / 60)),
        cap.usedMinutes / 60,
        (cap.capMinutes - cap.usedMinutes) / 60,
        texts.levels[cap.level],
      ],
    })),
    totals: [
      texts.total,
      ...(many ? [null] : []),
      ...MONTHS.map((at) => people.reduce((sum, { months }) => sum + (months[at] ?? 0), 0) / 60),
      total,
      null,
      null,
    ],
  };
}

function shortMonth(at: number, locale: string): string {
  const first = new Date(Date.UTC(2026, at, 1));
  return first.toLocaleDateString(locale, { month: "short", timeZone: "UTC" });
}
