import type { Label } from "@healthops/schema/field";
import type { Formats } from "@healthops/ui/i18n/formats";
import { useFormats, useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReportColumn, ReportSection, ReportTable } from "@healthops/ui/reports/report";
import { ReportPage } from "@healthops/ui/reports/report-page.tsx";
import { useChoiceFilter } from "@healthops/ui/reports/use-choice-filter.tsx";
import { useMonthFilter } from "@healthops/ui/reports/use-period-filter.tsx";
import { mapReport, useReportRun } from "@healthops/ui/reports/use-report-run";
import { useMemo } from "react";
import { CODE_KINDS } from "../../terms/code-kinds.ts";
import type { MonthAbsences } from "./absences.ts";
import { ABSENCE_KINDS, absenceDays, monthAbsences } from "./absences.ts";
import type { WorkforceReportsText } from "./reports-text.ts";
import { WORKFORCE_REPORTS_TEXT } from "./reports-text.ts";
import type { Places } from "./use-places.ts";
import { employeePath, usePlaces } from "./use-places.ts";

/** Who is absent when in a month, by the code of the day. */
export function Report() {
  const texts = useTexts(WORKFORCE_REPORTS_TEXT);
  const formats = useFormats();
  const say = useLabel();
  const { month, filter } = useMonthFilter();
  const places = usePlaces();
  const kind = useChoiceFilter("kind", texts.kind, [
    { value: "", label: texts.allKinds },
    ...ABSENCE_KINDS.map((value) => ({ value, label: say(CODE_KINDS[value]) })),
  ]);
  const { siteIds, employeeId } = places;
  const key = `${month} ${siteIds.join(" ")}`;
  const found = useReportRun({
    key,
    ready: places.ready,
    collections: ["timesheet_entries", "employees", "timesheet_codes"],
    run: (run) => monthAbsences(run, siteIds, month),
  });
  const content = useMemo(
    () =>
      mapReport(found, (all) =>
        sectionsOf(chosenOf(all, employeeId, kind.value), { places, texts, formats, say }),
      ),
    // The places are said by the key.
    [found, employeeId, kind.value, key, texts, formats, say],
  );
  return (
    <ReportPage
      title={texts.absencesTitle}
      filters={[filter, ...places.filters, kind.filter]}
      content={content}
      notes={texts.absenceNotes}
      wide
    />
  );
}

function chosenOf(
  { days, people }: MonthAbsences,
  employeeId: string | null,
  kind: string,
): MonthAbsences {
  const chosen = people
    .filter(({ employee }) => employeeId === null || employee.id === employeeId)
    .map(({ employee, days: own }) => ({
      employee,
      days: own.map((code) => (kind === "" || code?.kind === kind ? code : null)),
    }))
    .filter((own) => own.days.some((code) => code !== null));
  return { days, people: chosen };
}

interface Words {
  readonly places: Places;
  readonly texts: WorkforceReportsText;
  readonly formats: Formats;
  say(label: Label): string;
}

function sectionsOf(absences: MonthAbsences, words: Words): readonly ReportSection[] {
  const { days, people } = absences;
  const { texts, formats, say } = words;
  const sums = people.map((own) => absenceDays(own.days));
  const sumOf = (kind: (typeof ABSENCE_KINDS)[number]): number =>
    sums.reduce((total, sum) => total + sum[kind], 0);
  const kinds = ABSENCE_KINDS.filter((kind) => sumOf(kind) > 0);
  const all = kinds.reduce((total, kind) => total + sumOf(kind), 0);
  return [
    {
      kind: "figures",
      name: "all",
      figures: [
        { name: texts.absentPeople, value: people.length, unit: null },
        { name: texts.absentDays, value: all, unit: "d", decimals: 1 },
      ],
    },
    {
      kind: "chart",
      name: "days",
      title: texts.absenceChart,
      axis: texts.day,
      categories: days.map((day) => formats.day(day)),
      series: kinds.map((kind) => ({
        name: say(CODE_KINDS[kind]),
        values: days.map((_, at) => people.filter((own) => own.days[at]?.kind === kind).length),
        stacked: true,
      })),
      unit: null,
    },
    calendarOf(absences, words),
    {
      kind: "table",
      name: "kinds",
      title: texts.absenceKinds,
      columns: [
        { name: "kind", title: texts.kind },
        { name: "people", title: texts.people, kind: "number" },
        { name: "days", title: texts.days, kind: "number", decimals: 1 },
      ],
      rows: kinds.map((kind) => ({
        id: kind,
        cells: [say(CODE_KINDS[kind]), sums.filter((sum) => sum[kind] > 0).length, sumOf(kind)],
      })),
      totals: [texts.total, people.length, all],
    },
  ];
}

function calendarOf(
  { days, people }: MonthAbsences,
  { places: { many, siteName }, texts, formats, say }: Words,
): ReportTable {
  const sums = people.map((own) => totalDays(own.days));
  const codes = new Map(
    people.flatMap((own) => own.days).flatMap((code) => (code === null ? [] : [[code.code, code]])),
  );
  const rows = people
    .map(({ employee, days: own }, at) => ({
      id: employee.id,
      href: employeePath(employee.id),
      cells: [
        employee.name,
        ...(many ? [siteName(employee.siteId)] : []),
        ...own.map((code) => code?.code ?? null),
        sums[at] ?? 0,
      ],
    }))
    .toSorted((a, b) => formats.compare(String(a.cells[0]), String(b.cells[0])));
  return {
    kind: "table",
    name: "calendar",
    title: texts.absenceTable,
    columns: [
      { name: "employee", title: texts.employee },
      ...(many ? [{ name: "region", title: texts.region }] : []),
      ...days.map((day): ReportColumn => ({
        name: day,
        title: String(Number(day.slice(8))),
        narrow: true,
      })),
      { name: "days", title: texts.days, kind: "number", decimals: 1 },
    ],
    rows,
    totals: [
      texts.people,
      ...(many ? [null] : []),
      ...days.map((_, at) => people.filter((own) => own.days[at] !== null).length || null),
      sums.reduce((total, sum) => total + sum, 0),
    ],
    legend: [...codes.values()].map(({ code, name }) => `${code} ${say(name)}`).join(" · "),
  };
}

function totalDays(days: MonthAbsences["people"][number]["days"]): number {
  return Object.values(absenceDays(days)).reduce((total, count) => total + count, 0);
}
