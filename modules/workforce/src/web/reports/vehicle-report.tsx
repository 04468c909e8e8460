import { addDays } from "@healthops/base/days";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { DayRange } from "@healthops/ui/calendar/period";
import { useToday } from "@healthops/ui/data/site-clock.tsx";
import type { ReportSection } from "@healthops/ui/reports/report";
import { ReportPage } from "@healthops/ui/reports/report-page.tsx";
import { useChoiceFilter, useSiteFilter } from "@healthops/ui/reports/use-choice-filter.tsx";
import { usePeriodFilter } from "@healthops/ui/reports/use-period-filter.tsx";
import { mapReport, useReportRun } from "@healthops/ui/reports/use-report-run";
import { useMemo } from "react";
import type { WorkforceReportsText } from "./reports-text.ts";
import { WORKFORCE_REPORTS_TEXT } from "./reports-text.ts";
import type { MomentRange, VehicleFacts, VehicleUse } from "./vehicle-use.ts";
import { vehicleFacts } from "./vehicle-use.ts";

const BARS_MAX = 20;
const AHEAD_DAYS = [30, 60, 90, 365] as const;

/** Who drove what in a period, and which dates run out. */
export function Report() {
  const texts = useTexts(WORKFORCE_REPORTS_TEXT);
  const { compare } = useFormats();
  const today = useToday();
  const period = usePeriodFilter("this_month");
  const { sites, filter: siteFilter, ready } = useSiteFilter();
  const ahead = useChoiceFilter(
    "ahead",
    texts.ahead,
    AHEAD_DAYS.map((days) => ({ value: String(days), label: texts.aheadDays(days) })),
  );
  const asked = {
    siteIds: sites.map(({ id }) => id),
    period: momentsOf(period.range),
    today,
    daysAhead: Number(ahead.value),
  };
  const key = JSON.stringify(asked);
  const found = useReportRun({
    key,
    ready,
    collections: ["vehicles", "drivers", "vehicle_assignments"],
    run: (run) => vehicleFacts(run, asked),
  });
  const content = useMemo(
    () =>
      mapReport(found, (facts) => {
        const siteName = (siteId: string): string =>
          sites.find(({ id }) => id === siteId)?.name ?? "";
        return sectionsOf(facts, { texts, compare, siteName, many: sites.length > 1 });
      }),
    // The places are said by the key.
    [found, key, texts, compare],
  );
  return (
    <ReportPage
      title={texts.vehiclesTitle}
      filters={[period.filter, ...(siteFilter === null ? [] : [siteFilter]), ahead.filter]}
      content={content}
      notes={texts.vehicleNotes}
    />
  );
}

/** The days of a period as they begin and end where the device is. */
function momentsOf({ from, to }: DayRange): MomentRange {
  return {
    from_ms: Date.parse(`${from}T00:00:00`),
    until_ms: Date.parse(`${addDays(to, 1)}T00:00:00`),
  };
}

interface About {
  readonly texts: WorkforceReportsText;
  readonly many: boolean;
  siteName(siteId: string): string;
  compare(a: string, b: string): number;
}

function sectionsOf({ uses, warnings }: VehicleFacts, about: About): readonly ReportSection[] {
  const { texts } = about;
  const byVehicle = daysByVehicle(uses, texts).slice(0, BARS_MAX);
  return [
    {
      kind: "figures",
      name: "all",
      figures: [
        {
          name: texts.inUse,
          value: new Set(uses.map(({ vehicleId }) => vehicleId)).size,
          unit: null,
        },
        {
          name: texts.soon,
          value: warnings.filter(({ daysLeft }) => daysLeft >= 0).length,
          unit: null,
        },
        {
          name: texts.gone,
          value: warnings.filter(({ daysLeft }) => daysLeft < 0).length,
          unit: null,
        },
      ],
    },
    {
      kind: "chart",
      name: "days",
      title: texts.usesChart,
      axis: texts.vehicle,
      categories: byVehicle.map(({ plate }) => plate),
      series: [{ name: texts.daysUsed, values: byVehicle.map(({ days }) => days) }],
      unit: "d",
      decimals: 1,
      lying: true,
    },
    usesTable(uses, about),
    datesTable(warnings, about),
  ];
}

function daysByVehicle(uses: readonly VehicleUse[], { notHere }: WorkforceReportsText) {
  return [...Map.groupBy(uses, ({ vehicleId }) => vehicleId).values()]
    .map((own) => ({
      plate: own[0]?.plate ?? notHere,
      days: own.reduce((sum, { days }) => sum + days, 0),
    }))
    .toSorted((a, b) => b.days - a.days);
}

function usesTable(
  uses: readonly VehicleUse[],
  { texts, many, siteName, compare }: About,
): ReportSection {
  const rows = uses.toSorted(
    (a, b) => compare(a.plate ?? "", b.plate ?? "") || (a.startsAt < b.startsAt ? -1 : 1),
  );
  return {
    kind: "table",
    name: "uses",
    title: texts.usesTable,
    columns: [
      { name: "vehicle", title: texts.vehicle },
      ...(many ? [{ name: "region", title: texts.region }] : []),
      { name: "driver", title: texts.driver },
      { name: "from", title: texts.from, kind: "moment" },
      { name: "until", title: texts.until, kind: "moment" },
      { name: "days", title: texts.daysUsed, kind: "number", decimals: 1 },
    ],
    rows: rows.map(({ id, siteId, vehicleId, plate, driver, startsAt, endsAt, days }) => ({
      id,
      href: `/c/vehicles/${vehicleId}`,
      cells: [
        plate ?? texts.notHere,
        ...(many ? [siteName(siteId)] : []),
        driver ?? texts.notHere,
        startsAt,
        endsAt,
        days,
      ],
    })),
    totals: [
      texts.total,
      ...(many ? [null] : []),
      null,
      null,
      null,
      uses.reduce((sum, { days }) => sum + days, 0),
    ],
  };
}

function datesTable(
  warnings: VehicleFacts["warnings"],
  { texts, many, siteName }: About,
): ReportSection {
  return {
    kind: "table",
    name: "dates",
    title: texts.datesTable,
    columns: [
      { name: "name", title: `${texts.vehicle} / ${texts.driver}` },
      ...(many ? [{ name: "region", title: texts.region }] : []),
      { name: "what", title: texts.what },
      { name: "due", title: texts.due, kind: "day" },
      { name: "left", title: texts.daysLeft, kind: "number" },
      { name: "state", title: texts.state },
    ],
    rows: warnings.map(({ collection, id, what, date, daysLeft, name, siteId }) => ({
      id: `${id} ${what}`,
      href: `/c/${collection}/${id}`,
      tone: daysLeft < 0 ? "bad" : "warn",
      cells: [
        name,
        ...(many ? [siteName(siteId)] : []),
        texts.whats[what],
        date,
        daysLeft,
        daysLeft < 0 ? texts.gone : texts.soon,
      ],
    })),
  };
}
