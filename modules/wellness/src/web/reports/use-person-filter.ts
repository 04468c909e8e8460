import { useList, useTotals } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReportFilter } from "@healthops/ui/reports/report-filter";
import { useChoiceFilter } from "@healthops/ui/reports/use-choice-filter.tsx";
import type { Filter } from "@healthops/schema/list/list-query";
import { useMemo } from "react";
import { WELLNESS_REPORTS_TEXT } from "./reports-text.ts";

const BY_PERSON = {
  groupBy: [{ field: "personId" }],
  measures: { records: { op: "count" } },
} as const;

/** Names that one look-up asks for. */
const PEOPLE_MAX = 500;

/**
 * Whose entries a report is about: one's own or, for managers, those of people who share theirs. This
 * device holds no others, so whoever is found in the entries is somebody who shares.
 */
export function usePersonFilter(): {
  readonly personId: string;
  readonly filters: readonly ReportFilter[];
  readonly ready: boolean;
  /** Of somebody else one knows what they share, and nothing of the rest. */
  readonly caveat: string | null;
} {
  const texts = useTexts(WELLNESS_REPORTS_TEXT);
  const formats = useFormats();
  const { personId: own } = useIdentity();
  const found = [
    useTotals("meals", BY_PERSON),
    useTotals("exercises", BY_PERSON),
    useTotals("weights", BY_PERSON),
  ];
  const others = new Set(
    found.flatMap((each) => valueOr(each, []).map(({ group }) => String(group[0]))),
  );
  others.delete(own);
  const ids = [...others].toSorted().slice(0, PEOPLE_MAX).join(" ");
  const where = useMemo(
    (): Filter => (ids === "" ? { any: [] } : { field: "id", op: "in", value: ids.split(" ") }),
    [ids],
  );
  const people = useList("people", { where, limit: PEOPLE_MAX });
  const named = valueOr(people, null)?.records ?? [];
  const ready = found.every(({ state }) => state !== "loading") && people.state !== "loading";
  const options = named
    .map(({ id, content }) => ({ value: id, label: String(content["displayName"]) }))
    .toSorted((a, b) => formats.compare(a.label, b.label));
  const { value, filter } = useChoiceFilter("person", texts.person, [
    { value: own, label: texts.me },
    ...options,
  ]);
  const name = options.find((option) => option.value === value)?.label;
  return {
    personId: value,
    filters: options.length === 0 ? [] : [filter],
    ready,
    caveat: value === own ? null : texts.onlyShared(name ?? texts.thisPerson),
  };
}
