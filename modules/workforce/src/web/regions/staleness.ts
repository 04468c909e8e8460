import type { Device } from "@healthops/protocol/wire/admin";

/** A PC of an office that works syncs all the time: ten minutes are a question, half an hour an answer. */
const LATE_MS = 10 * 60_000;
const STALE_MS = 30 * 60_000;
/** Devices that were not seen for that long are no office's PC any more. */
const GONE_MS = 14 * 86_400_000;

export type Freshness = "fresh" | "late" | "stale";

/** How stale a last sync is: late after ten minutes, stale after thirty. */
export function freshnessOf(syncedAt_ms: number, now_ms: number): Freshness {
  const age_ms = now_ms - syncedAt_ms;
  if (age_ms > STALE_MS) return "stale";
  return age_ms > LATE_MS ? "late" : "fresh";
}

/** A PC of a region, as its office knows it. */
export interface Pc {
  readonly id: string;
  /** Whose it is; null: the hub did not say. */
  readonly person: string | null;
  readonly name: string | null;
  /** Whether it is one of the older desktop programs, which sync by a key. */
  readonly isDesktop: boolean;
  readonly syncedAt_ms: number;
  /** Changes that wait on it, as it told last. */
  readonly waiting: number;
  readonly refused: number;
}

export interface RegionPcs {
  /** The freshest first. */
  readonly pcs: readonly Pc[];
  /** Those not seen for two weeks. */
  readonly gone: number;
}

/** The PCs of each region (`null`: of none) out of the hub's list of devices. */
export function pcsByRegion(
  devices: readonly Device[],
  now_ms: number,
): ReadonlyMap<string | null, RegionPcs> {
  const active = devices.filter(({ state }) => state === "active");
  const groups = Map.groupBy(active, ({ siteId }) => siteId);
  return new Map(
    [...groups].map(([siteId, own]) => {
      const all = own.map(pcOf);
      const pcs = all
        .filter(({ syncedAt_ms }) => now_ms - syncedAt_ms <= GONE_MS)
        .toSorted((a, b) => b.syncedAt_ms - a.syncedAt_ms);
      return [siteId, { pcs, gone: all.length - pcs.length }];
    }),
  );
}

function pcOf(device: Device): Pc {
  const { id, displayName, username, name, lastPushAt, lastPullAt, firstSeenAt } = device;
  const syncs = [lastPushAt, lastPullAt].filter((at) => at !== null).map((at) => Date.parse(at));
  return {
    id,
    person: displayName ?? username,
    name,
    isDesktop: username?.startsWith("key-") === true,
    syncedAt_ms: syncs.length === 0 ? Date.parse(firstSeenAt) : Math.max(...syncs),
    waiting: device.waiting ?? 0,
    refused: device.rejected ?? 0,
  };
}
