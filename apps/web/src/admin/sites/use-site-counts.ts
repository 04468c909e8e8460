import { PERSONS } from "@healthops/schema/core/people";
import { useTotals } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";

const BY_SITE = {
  where: PERSONS,
  groupBy: [{ field: "siteId" }],
  measures: { count: { op: "count" } },
} as const;

/** How many people belong to each site, by its id, as this device knows; `null` is the key of none. */
export function usePeopleBySite(): ReadonlyMap<string | null, number> {
  const totals = valueOr(useTotals("people", BY_SITE), []);
  return new Map(
    totals.map(({ group: [site], values }) => [
      typeof site === "string" ? site : null,
      Number(values["count"] ?? 0),
    ]),
  );
}
