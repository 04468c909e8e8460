import type { PendingGroup } from "@healthops/replica/outbox/pending-groups";
import type { DayRange, GroupBy } from "@healthops/ui/calendar/period";
import { groupsIn } from "@healthops/ui/calendar/period";
import type { ReportReader } from "@healthops/ui/reports/report";

export interface ConflictCount {
  readonly open: number;
  readonly resolved: number;
}

export interface SyncFacts {
  /** For each period of the range, oldest first. */
  readonly periods: readonly (ConflictCount & { readonly from: string })[];
  /** Kinds of records with conflicts in the range, those with most first. */
  readonly kinds: readonly (ConflictCount & { readonly collection: string })[];
  /** Changes that the hub does not have, oldest first. */
  readonly unsent: readonly PendingGroup[];
}

const UNSENT = ["waiting", "sent", "rejected", "held"] as const;

/** What this device knows of conflicts in a range, and of changes that did not arrive. */
export async function syncFacts(
  reader: Pick<ReportReader, "totals" | "pending">,
  range: DayRange,
  by: GroupBy,
): Promise<SyncFacts> {
  const where = {
    field: "mineAt",
    op: "between",
    value: [`${range.from}T00:00:00.000Z`, `${range.to}T23:59:59.999Z`],
  } as const;
  const measures = { count: { op: "count" } } as const;
  const [inTime, byKind, unsent] = await Promise.all([
    reader.totals("conflicts", {
      where,
      measures,
      groupBy: [{ field: "mineAt", by }, { field: "status" }],
    }),
    reader.totals("conflicts", {
      where,
      measures,
      groupBy: [{ field: "collection" }, { field: "status" }],
    }),
    reader.pending(UNSENT),
  ]);
  const inPeriods = counted(inTime);
  const kinds = [...counted(byKind)].map(([collection, { open, resolved }]) => ({
    collection,
    open,
    resolved,
  }));
  return {
    periods: groupsIn(range, by).map((from) => {
      const { open, resolved } = inPeriods.get(by === "month" ? from.slice(0, 7) : from) ?? NONE;
      return { from, open, resolved };
    }),
    kinds: kinds.toSorted((a, b) => b.open + b.resolved - (a.open + a.resolved)),
    unsent,
  };
}

const NONE: ConflictCount = { open: 0, resolved: 0 };

function counted(
  totals: Awaited<ReturnType<ReportReader["totals"]>>,
): ReadonlyMap<string, ConflictCount> {
  const counts = new Map<string, ConflictCount>();
  for (const { group, values } of totals) {
    const [name, status] = group;
    const before = counts.get(String(name)) ?? NONE;
    const field = status === "open" ? "open" : "resolved";
    counts.set(String(name), { ...before, [field]: before[field] + Number(values["count"]) });
  }
  return counts;
}
