import type { Formats } from "@healthops/ui/i18n/formats";
import type { ReportChart, ReportSection, ReportTable } from "@healthops/ui/reports/report";
import { dateOfDay, monthDays } from "../../rules/calendar.ts";
import type { EmployeeTotals } from "../../rules/employee-totals.ts";
import type { EmployeeMonth } from "./month-summary.ts";
import { sumsByRate } from "./month-summary.ts";
import type { WorkforceReportsText } from "./reports-text.ts";
import { employeePath } from "./use-places.ts";
import type { Places } from "./use-places.ts";

interface About extends Pick<Places, "many" | "siteName" | "sites"> {
  readonly month: string;
  readonly texts: WorkforceReportsText;
  readonly formats: Formats;
}

type Measure = (totals: EmployeeTotals) => number;
const hours = (
  kind: "worked" | "overtime" | "extraWork" | "restDay" | "holiday" | "night",
): Measure => {
  return (totals) => totals[kind].minutes / 60;
};

function days(measure: Measure, name: string, title: string) {
  return { name, title, measure, decimals: 1 };
}

/** The columns of numbers, each with what it measures. */
function measuresOf(texts: WorkforceReportsText) {
  const time = (kind: Parameters<typeof hours>[0]) => ({
    name: kind,
    title: texts[kind],
    measure: hours(kind),
    decimals: 2,
  });
  return [
    time("worked"),
    days(({ workedDays }) => workedDays, "days", texts.workedDays),
    time("overtime"),
    time("extraWork"),
    time("restDay"),
    time("holiday"),
    time("night"),
    days((totals) => totals.days.annual_leave ?? 0, "annual", texts.annual),
    days((totals) => totals.days.paid_leave ?? 0, "paid", texts.paid),
    days((totals) => totals.days.sick_leave ?? 0, "sick", texts.sick),
    days(
      (totals) => (totals.days.unpaid_leave ?? 0) + (totals.days.missing ?? 0),
      "absent",
      texts.absent,
    ),
  ];
}

/** The month of some employees as figures, a chart and tables. */
export function monthSections(
  months: readonly EmployeeMonth[],
  about: About,
): readonly ReportSection[] {
  const { texts } = about;
  const sum = (measure: Measure): number => sumOf(months, measure);
  return [
    {
      kind: "figures",
      name: "all",
      figures: [
        { name: texts.people, value: months.length, unit: null },
        { name: texts.workedAll, value: sum(hours("worked")), unit: "h", decimals: 1 },
        { name: texts.overtimeAll, value: sum(hours("overtime")), unit: "h", decimals: 1 },
        {
          name: texts.leaveAll,
          value: sum((totals) => totals.days.annual_leave ?? 0),
          unit: "d",
          decimals: 1,
        },
      ],
    },
    ...(months.length === 0
      ? []
      : [about.many ? regionChart(months, about) : dayChart(months, about)]),
    employeeTable(months, about),
    rateTable(months, texts),
  ];
}

/** Minutes are summed before they become hours, so that no rounding adds up. */
function sumOf(months: readonly EmployeeMonth[], measure: Measure): number {
  const sixtieths = months.reduce(
    (total, { totals }) => total + Math.round(measure(totals) * 60),
    0,
  );
  return sixtieths / 60;
}

function employeeTable(months: readonly EmployeeMonth[], about: About): ReportTable {
  const { texts, formats, many, siteName } = about;
  const measures = measuresOf(texts);
  const rows = months.toSorted((a, b) => formats.compare(a.employee.name, b.employee.name));
  return {
    kind: "table",
    name: "employees",
    title: texts.perEmployee,
    columns: [
      { name: "employee", title: texts.employee },
      ...(many ? [{ name: "region", title: texts.region }] : []),
      ...measures.map(({ name, title, decimals }) => ({
        name,
        title,
        decimals,
        kind: "number" as const,
      })),
    ],
    rows: rows.map(({ employee, totals }) => ({
      id: employee.id,
      href: employeePath(employee.id),
      cells: [
        employee.name,
        ...(many ? [siteName(employee.siteId)] : []),
        ...measures.map(({ measure }) => measure(totals)),
      ],
    })),
    totals: [
      texts.total,
      ...(many ? [null] : []),
      ...measures.map(({ measure }) => sumOf(months, measure)),
    ],
  };
}

function rateTable(months: readonly EmployeeMonth[], texts: WorkforceReportsText): ReportTable {
  const sums = sumsByRate(months);
  const all = (field: "minutes" | "paidMinutes"): number =>
    sums.reduce((total, sum) => total + sum[field], 0) / 60;
  return {
    kind: "table",
    name: "rates",
    title: texts.byRate,
    columns: [
      { name: "kind", title: texts.kind },
      { name: "rate", title: texts.rate, kind: "number" },
      { name: "people", title: texts.people, kind: "number" },
      { name: "hours", title: texts.rateHours, kind: "number", decimals: 2 },
      { name: "paid", title: texts.paidHours, kind: "number", decimals: 2 },
    ],
    rows: sums.map(({ kind, percent, people, minutes, paidMinutes }) => ({
      id: `${kind} ${percent}`,
      cells: [texts.kinds[kind], percent, people, minutes / 60, paidMinutes / 60],
    })),
    totals: [texts.total, null, null, all("minutes"), all("paidMinutes")],
  };
}

function dayChart(months: readonly EmployeeMonth[], { month, texts, formats }: About): ReportChart {
  const { first, last } = monthDays(month);
  const days = Array.from({ length: last - first + 1 }, (_, at) => dateOfDay(first + at));
  const minutes = days.map((_, at) => months.reduce((sum, own) => sum + (own.days[at] ?? 0), 0));
  return {
    kind: "chart",
    name: "days",
    title: texts.perDay,
    axis: texts.day,
    categories: days.map((day) => formats.day(day)),
    series: [{ name: texts.hours, values: minutes.map((worked) => worked / 60) }],
    unit: "h",
    decimals: 1,
  };
}

function regionChart(months: readonly EmployeeMonth[], { texts, sites }: About): ReportChart {
  const bySite = Map.groupBy(months, ({ employee }) => employee.siteId);
  const values = (measure: Measure): number[] =>
    sites.map(({ id }) => sumOf(bySite.get(id) ?? [], measure));
  return {
    kind: "chart",
    name: "regions",
    title: texts.perRegion,
    axis: texts.region,
    categories: sites.map(({ name }) => name),
    series: [
      { name: texts.workedAll, values: values(hours("worked")), color: 0 },
      { name: texts.overtimeAll, values: values(hours("overtime")), color: 1 },
    ],
    unit: "h",
    decimals: 1,
  };
}
