import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useList } from "../data/hooks.ts";
import { useIdentity } from "../data/identity.tsx";
import { valueOr } from "../data/watched.ts";
import { useTexts } from "../i18n/language-provider.tsx";
import { useAddressQuery } from "../address/address.tsx";
import type { GroupBy } from "../calendar/period.ts";
import { GROUPINGS } from "../calendar/period.ts";
import type { ReportFilter } from "./report-filter.ts";
import { REPORT_TEXT } from "./report-text.ts";

export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

/** A choice of one of some options; the first one needs no place in the address. */
export function useChoiceFilter(
  name: string,
  label: string,
  options: readonly FilterOption[],
): { readonly value: string; readonly filter: ReportFilter } {
  const [query, change] = useAddressQuery();
  const preset = options[0]?.value ?? "";
  const asked = query[name];
  const known = options.find(({ value }) => value === asked);
  // An option may not be read yet: what the address says holds until it is.
  const value = known?.value ?? (options.length === 0 ? (asked ?? "") : preset);
  return {
    value,
    filter: {
      name,
      label,
      words: (known ?? options[0])?.label ?? "",
      input: (
        <NativeSelect
          label={label}
          size="xs"
          value={value}
          data={[...options]}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            change({ [name]: chosen === preset ? null : chosen });
          }}
        />
      ),
    },
  };
}

/** Days, weeks or months. */
export function useGroupFilter(preset: GroupBy): {
  readonly by: GroupBy;
  readonly filter: ReportFilter;
} {
  const texts = useTexts(REPORT_TEXT);
  const [query, change] = useAddressQuery();
  const words = { day: texts.days, week: texts.weeks, month: texts.months };
  const by = GROUPINGS.find((each) => each === query["by"]) ?? preset;
  return {
    by,
    filter: {
      name: "by",
      label: texts.by,
      words: words[by],
      input: (
        <div className="ho-report-field">
          <span aria-hidden>{texts.by}</span>
          <SegmentedControl
            size="xs"
            aria-label={texts.by}
            value={by}
            data={GROUPINGS.map((value) => ({ value, label: words[value] }))}
            onChange={(value) => change({ by: value === preset ? null : value })}
          />
        </div>
      ),
    },
  };
}

/** A place that the person may look at. */
export interface ReportSite {
  readonly id: string;
  readonly name: string;
}

/** The places that a report is about: one, or all that the person may see. */
export function useSiteFilter(): {
  readonly sites: readonly ReportSite[];
  /** Null where the person has one place anyway. */
  readonly filter: ReportFilter | null;
  readonly ready: boolean;
} {
  const texts = useTexts(REPORT_TEXT);
  const { role, siteIds } = useIdentity();
  const found = useList("sites", { limit: 500, sort: [["name", "asc"]] });
  const all = (valueOr(found, null)?.records ?? []).map(({ id, content }) => ({
    id,
    name: String(content["name"]),
  }));
  const anySite = role === "ADMIN" || siteIds.length === 0;
  const offered = anySite ? all : all.filter(({ id }) => siteIds.includes(id));
  const { value, filter } = useChoiceFilter("site", texts.site, [
    { value: "", label: texts.allSites },
    ...offered.map(({ id, name }) => ({ value: id, label: name })),
  ]);
  return {
    sites: value === "" ? offered : offered.filter(({ id }) => id === value),
    filter: anySite || offered.length > 1 ? filter : null,
    ready: found.state !== "loading",
  };
}
