import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ReportPage } from "@healthops/ui/reports/report-page.tsx";
import { useMonthFilter } from "@healthops/ui/reports/use-period-filter.tsx";
import { mapReport, useReportRun } from "@healthops/ui/reports/use-report-run";
import { useMemo } from "react";
import { monthSections } from "./month-sections.ts";
import { monthSummary } from "./month-summary.ts";
import { WORKFORCE_REPORTS_TEXT } from "./reports-text.ts";
import { usePlaces } from "./use-places.ts";

/** Hours, overtime by rate, and leave of a month, employee by employee. */
export function Report() {
  const texts = useTexts(WORKFORCE_REPORTS_TEXT);
  const formats = useFormats();
  const { month, filter } = useMonthFilter();
  const places = usePlaces();
  const { siteIds, employeeId } = places;
  const key = `${month} ${siteIds.join(" ")}`;
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
    run: (run) => monthSummary(run, siteIds, month),
  });
  const content = useMemo(
    () =>
      mapReport(found, (all) => {
        const chosen = all.filter(
          ({ employee }) => employeeId === null || employee.id === employeeId,
        );
        return monthSections(chosen, { ...places, month, texts, formats });
      }),
    // The places are said by the key.
    [found, employeeId, key, texts, formats],
  );
  return (
    <ReportPage
      title={texts.monthTitle}
      filters={[filter, ...places.filters]}
      content={content}
      notes={texts.monthNotes}
      wide
    />
  );
}
