import type { Filter } from "@healthops/schema/list/list-query";
import { useWholeList } from "@healthops/ui/data/use-whole-list";
import { valueOr } from "@healthops/ui/data/watched";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReportFilter } from "@healthops/ui/reports/report-filter";
import type { ReportSite } from "@healthops/ui/reports/use-choice-filter.tsx";
import { useChoiceFilter, useSiteFilter } from "@healthops/ui/reports/use-choice-filter.tsx";
import { useMemo } from "react";
import { employeeOf } from "../timesheets/records.ts";
import { WORKFORCE_REPORTS_TEXT } from "./reports-text.ts";

/** Where a report of workforce looks: places, and one employee of them or all. */
export interface Places {
  readonly sites: readonly ReportSite[];
  readonly siteIds: readonly string[];
  /** Whether the report tells places apart. */
  readonly many: boolean;
  siteName(siteId: string): string;
  /** Null: everybody. */
  readonly employeeId: string | null;
  /** Whether the places are known. */
  readonly ready: boolean;
  readonly filters: readonly ReportFilter[];
}

/** The filters by place and employee, which stand in the address. */
export function usePlaces(): Places {
  const texts = useTexts(WORKFORCE_REPORTS_TEXT);
  const formats = useFormats();
  const { sites, filter, ready } = useSiteFilter();
  const ids = sites.map(({ id }) => id).join(" ");
  const where = useMemo(
    (): Filter => (ids === "" ? { any: [] } : { field: "siteId", op: "in", value: ids.split(" ") }),
    [ids],
  );
  const found = valueOr(useWholeList("employees", where), null);
  const options = useMemo(
    () =>
      [...(found ?? new Map()).values()]
        .map(employeeOf)
        .toSorted((a, b) => formats.compare(a.name, b.name))
        .map(({ id, name }) => ({ value: id, label: name })),
    [found, formats],
  );
  const employee = useChoiceFilter(
    "employee",
    texts.employee,
    found === null ? [] : [{ value: "", label: texts.everybody }, ...options],
  );
  return {
    sites,
    siteIds: sites.map(({ id }) => id),
    ready,
    many: sites.length > 1,
    siteName: (siteId) => sites.find(({ id }) => id === siteId)?.name ?? "",
    employeeId: employee.value === "" ? null : employee.value,
    filters: [...(filter === null ? [] : [filter]), employee.filter],
  };
}

/** The address of an employee. */
export function employeePath(id: string): string {
  return `/c/employees/${id}`;
}
