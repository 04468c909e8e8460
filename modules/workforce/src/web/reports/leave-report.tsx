import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReportSection } from "@healthops/ui/reports/report";
import { ReportPage } from "@healthops/ui/reports/report-page.tsx";
import { useDayFilter } from "@healthops/ui/reports/use-period-filter.tsx";
import { mapReport, useReportRun } from "@healthops/ui/reports/use-report-run";
import { useMemo } from "react";
import type { EmployeeLeave } from "./leave-balances.ts";
import { leaveBalances } from "./leave-balances.ts";
import type { WorkforceReportsText } from "./reports-text.ts";
import { WORKFORCE_REPORTS_TEXT } from "./reports-text.ts";
import type { Places } from "./use-places.ts";
import { employeePath, usePlaces } from "./use-places.ts";

const BARS_MAX = 20;

/** Annual leave of everybody on a day. */
export function Report() {
  const texts = useTexts(WORKFORCE_REPORTS_TEXT);
  const { day, filter } = useDayFilter();
  const places = usePlaces();
  const { siteIds, employeeId } = places;
  const key = `${day} ${siteIds.join(" ")}`;
  const found = useReportRun({
    key,
    ready: places.ready,
    collections: ["timesheet_entries", "employees", "rule_sets", "timesheet_codes"],
    run: (run) => leaveBalances(run, siteIds, day),
  });
  const content = useMemo(
    () =>
      mapReport(found, (all) => {
        const chosen = all.filter(
          ({ employee }) => employeeId === null || employee.id === employeeId,
        );
        return sectionsOf(chosen, places, texts);
      }),
    // The places are said by the key.
    [found, employeeId, key, texts],
  );
  return (
    <ReportPage
      title={texts.leaveTitle}
      filters={[filter, ...places.filters]}
      content={content}
      notes={texts.leaveNotes}
    />
  );
}

function sectionsOf(
  people: readonly EmployeeLeave[],
  places: Places,
  texts: WorkforceReportsText,
): readonly ReportSection[] {
  const most = people.toSorted((a, b) => b.balance.left - a.balance.left).slice(0, BARS_MAX);
  const sum = (of: (leave: EmployeeLeave) => number): number =>
    people.reduce((total, leave) => total + of(leave), 0);
  return [
    {
      kind: "figures",
      name: "all",
      figures: [
        { name: texts.people, value: people.length, unit: null },
        { name: texts.leftAll, value: sum(({ balance }) => balance.left), unit: "d", decimals: 1 },
        {
          name: texts.belowZero,
          value: people.filter(({ balance }) => balance.left < 0).length,
          unit: null,
        },
      ],
    },
    {
      kind: "chart",
      name: "left",
      title: texts.leaveChart,
      axis: texts.employee,
      categories: most.map(({ employee }) => employee.name),
      series: [{ name: texts.leftAll, values: most.map(({ balance }) => balance.left) }],
      unit: "d",
      decimals: 1,
      lying: true,
    },
    tableOf(people, sum, places, texts),
  ];
}

function tableOf(
  people: readonly EmployeeLeave[],
  sum: (of: (leave: EmployeeLeave) => number) => number,
  { many, siteName }: Places,
  texts: WorkforceReportsText,
): ReportSection {
  const days = { kind: "number", decimals: 1 } as const;
  return {
    kind: "table",
    name: "employees",
    title: texts.leaveTable,
    columns: [
      { name: "employee", title: texts.employee },
      ...(many ? [{ name: "region", title: texts.region }] : []),
      { name: "hired", title: texts.hired, kind: "day" },
      { name: "earned", title: texts.earned, ...days },
      { name: "taken", title: texts.taken, ...days },
      { name: "left", title: texts.leftDays, ...days },
      { name: "planned", title: texts.planned, ...days },
      { name: "nextOn", title: texts.nextOn, kind: "day" },
      { name: "nextDays", title: texts.nextDays, ...days },
    ],
    rows: people.map(({ employee, balance, planned }) => ({
      id: employee.id,
      href: employeePath(employee.id),
      ...(balance.left < 0 ? { tone: "bad" as const } : {}),
      cells: [
        employee.name,
        ...(many ? [siteName(employee.siteId)] : []),
        employee.hiredOn,
        balance.earned,
        balance.taken,
        balance.left,
        planned,
        balance.next?.on ?? null,
        balance.next?.days ?? null,
      ],
    })),
    totals: [
      texts.total,
      ...(many ? [null] : []),
      null,
      sum(({ balance }) => balance.earned),
      sum(({ balance }) => balance.taken),
      sum(({ balance }) => balance.left),
      sum(({ planned }) => planned),
      null,
      null,
    ],
  };
}
