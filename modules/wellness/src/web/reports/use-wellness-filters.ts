import { useFormats } from "@healthops/ui/i18n/language-provider.tsx";
import { groupWords } from "@healthops/ui/reports/group-text";
import type { DayRange, GroupBy } from "@healthops/ui/calendar/period";
import type { ReportFilter } from "@healthops/ui/reports/report-filter";
import { useGroupFilter } from "@healthops/ui/reports/use-choice-filter.tsx";
import { usePeriodFilter } from "@healthops/ui/reports/use-period-filter.tsx";
import { usePersonFilter } from "./use-person-filter.ts";

/** What every report of wellness is about: whose entries, when, and by which periods. */
export interface WellnessFilters {
  readonly personId: string;
  readonly range: DayRange;
  readonly by: GroupBy;
  /** Says all of it. */
  readonly key: string;
  readonly ready: boolean;
  readonly filters: readonly ReportFilter[];
  readonly caveat: string | null;
  /** A period by its first day. */
  words(from: string): string;
}

/** The filters that the reports of wellness share; all stand in the address. */
export function useWellnessFilters(): WellnessFilters {
  const formats = useFormats();
  const person = usePersonFilter();
  const period = usePeriodFilter("last_28");
  const group = useGroupFilter("day");
  const { personId, ready } = person;
  const { range } = period;
  const { by } = group;
  return {
    personId,
    range,
    by,
    ready,
    caveat: person.caveat,
    key: [personId, range.from, range.to, by].join(" "),
    filters: [period.filter, group.filter, ...person.filters],
    words: (from) => groupWords(from, by, formats),
  };
}
