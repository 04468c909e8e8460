import type { ChainStatus, HubStatus, JobList, SiteOverview } from "@healthops/protocol/wire/admin";
import type { Label } from "@healthops/schema/field";
import { toneOfSync } from "../devices/staleness.ts";

/** Something that somebody should look at, and where. */
export type Concern = { readonly tone: "warn" | "bad" } & (
  | { readonly kind: "chain_broken" }
  | { readonly kind: "chain_lost" }
  | { readonly kind: "seal_late"; readonly minutes: number }
  | { readonly kind: "head_untold"; readonly failures: number }
  | { readonly kind: "job_failed"; readonly name: string; readonly title: Label }
  | { readonly kind: "jobs_off" }
  | {
      readonly kind: "no_backup";
      /** Age of the newest; null: there was never one. */
      readonly days: number | null;
      /** Whether the hub makes them by itself. */
      readonly daily: boolean;
    }
  | { readonly kind: "disk_low"; readonly free_bytes: number }
  | {
      readonly kind: "stale_device";
      readonly siteId: string | null;
      readonly name: string | null;
      readonly days: number;
    }
  | { readonly kind: "conflicts"; readonly count: number }
  | { readonly kind: "rejected"; readonly count: number }
);

/** What is known so far; null: not known (yet). */
export interface Known {
  readonly sites: readonly SiteOverview[] | null;
  readonly jobs: JobList | null;
  readonly chain: ChainStatus | null;
  /** Whether the chain lacks what this device had noted of it. */
  readonly chainLost?: boolean;
  readonly hub: HubStatus | null;
  /** Open conflicts that this device holds. */
  readonly conflicts: number;
}

const DAY_MS = 86_400_000;
/** By then an address has been away for more than a minute. */
const UNTOLD_FAILURES = 5;
/** Below this share or size of free disk the database is in danger. */
const DISK_SHARE = 0.05;
const DISK_LEAST_bytes = 2_000_000_000;

/** What needs attention, the worst first. */
export function concernsOf(known: Known, now_ms: number): readonly Concern[] {
  const all: Concern[] = [];
  if (known.chain?.state === "broken") all.push({ tone: "bad", kind: "chain_broken" });
  if (known.chainLost === true) all.push({ tone: "bad", kind: "chain_lost" });
  const { sealTooLate = false, sealLate_s = 0 } = known.hub?.audit ?? {};
  if (sealTooLate) {
    all.push({ tone: "bad", kind: "seal_late", minutes: Math.round(sealLate_s / 60) });
  }
  const failures = known.hub?.audit?.told?.failedInARow ?? 0;
  if (failures >= UNTOLD_FAILURES) all.push({ tone: "warn", kind: "head_untold", failures });
  for (const { name, title, last } of known.jobs?.jobs ?? []) {
    if (last?.outcome === "failed") all.push({ tone: "bad", kind: "job_failed", name, title });
  }
  if (known.jobs?.running === false) all.push({ tone: "warn", kind: "jobs_off" });
  const backup = backupConcern(known, now_ms);
  if (backup !== null) all.push(backup);
  const disk = known.hub?.disk ?? null;
  if (
    disk !== null &&
    (disk.free_bytes < DISK_LEAST_bytes || disk.free_bytes < disk.total_bytes * DISK_SHARE)
  ) {
    all.push({ tone: "bad", kind: "disk_low", free_bytes: disk.free_bytes });
  }
  let rejected = 0;
  for (const site of known.sites ?? []) {
    rejected += site.refusedOpen;
    const tone = toneOfSync(site.stalestSyncAt, now_ms);
    if (site.stalestSyncAt === null || (tone !== "warn" && tone !== "bad")) continue;
    const days = Math.floor((now_ms - Date.parse(site.stalestSyncAt)) / DAY_MS);
    all.push({ tone, kind: "stale_device", siteId: site.siteId, name: site.name, days });
  }
  if (known.conflicts > 0) all.push({ tone: "warn", kind: "conflicts", count: known.conflicts });
  if (rejected > 0) all.push({ tone: "warn", kind: "rejected", count: rejected });
  return all.toSorted((a, b) => Number(b.tone === "bad") - Number(a.tone === "bad"));
}

/** The hub's job that makes them, when it has one. */
const BACKUP_JOB = "backup";
/** One is made every day: when the newest is older than this, more than one was missed. */
const BACKUP_OLD_DAYS = 3;

function backupConcern({ hub, jobs }: Known, now_ms: number): Concern | null {
  if (hub === null) return null;
  const { lastAt } = hub.backup;
  const days = lastAt === null ? null : Math.floor((now_ms - Date.parse(lastAt)) / DAY_MS);
  if (days !== null && days < BACKUP_OLD_DAYS) return null;
  const daily = jobs === null || jobs.jobs.some(({ name }) => name === BACKUP_JOB);
  return { tone: "bad", kind: "no_backup", days, daily };
}
