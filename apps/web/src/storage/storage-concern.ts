import type { StorageReport } from "@healthops/replica/remote/replica-api";

/** What a person should know about where their data lies; null when all is well. */
export type StorageConcern = "missing" | "nearly_full" | null;

const NEARLY_FULL = 0.9;

/** Weighs what the replica says about its storage; null: it has none. */
export function storageConcern(report: StorageReport | null): StorageConcern {
  if (report === null) return "missing";
  const { used_bytes, quota_bytes } = report;
  return quota_bytes > 0 && used_bytes > quota_bytes * NEARLY_FULL ? "nearly_full" : null;
}
