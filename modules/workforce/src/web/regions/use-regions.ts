import { isProblem } from "@healthops/base/problem";
import type { Device, DevicePage } from "@healthops/protocol/wire/admin";
import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useEffect, useState } from "react";
import type { RegionFigures } from "./region-figures.ts";
import { readRegionFigures } from "./region-figures.ts";

const EVERY_MS = 15_000;
/** Changes come in bursts: an import, a sync. */
const BURST_MS = 1_000;
const PAGES_MAX = 10;

/** What the hub tells of the devices, and when it did. */
export interface HubDevices {
  readonly devices: readonly Device[] | null;
  readonly at_ms: number | null;
  /** Why it could not be asked the last time; `offline` is the usual one. */
  readonly error: unknown;
}

/** All devices that the person may see, asked for anew every 15 seconds. */
export function useHubDevices(): HubDevices {
  const api = useReplica();
  const [held, setHeld] = useState<HubDevices>({ devices: null, at_ms: null, error: null });
  useEffect(() => {
    let live = true;
    const ask = async (): Promise<void> => {
      try {
        const devices = await readDevices(api);
        if (live) setHeld({ devices, at_ms: Date.now(), error: null });
      } catch (error) {
        if (live) setHeld((before) => ({ ...before, error }));
      }
    };
    void ask();
    const each = setInterval(() => void ask(), EVERY_MS);
    return () => {
      live = false;
      clearInterval(each);
    };
  }, [api]);
  return held;
}

/** Whether the hub could not be reached, as opposed to having refused. */
export function isOffline({ error }: HubDevices): boolean {
  return isProblem(error) && error.code === "offline";
}

async function readDevices(api: ReplicaApi): Promise<readonly Device[]> {
  const devices: Device[] = [];
  let after = "";
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const path = `/api/v1/devices?state=active&limit=1000${after}`;
    const { body } = await api.askHub({ method: "GET", path });
    const { devices: some, next } = body as DevicePage;
    devices.push(...some);
    if (next === null) break;
    after = `&after=${encodeURIComponent(next)}`;
  }
  return devices;
}

export interface FiguresState {
  readonly figures: ReadonlyMap<string, RegionFigures> | null;
  readonly error: unknown;
}

/** The regions' figures of a month, computed anew soon after anything changes. */
export function useRegionFigures(
  siteIds: readonly string[],
  month: string,
  today: string,
): FiguresState {
  const api = useReplica();
  const [held, setHeld] = useState<FiguresState>({ figures: null, error: null });
  const key = siteIds.join();
  useEffect(() => {
    if (key === "") return undefined;
    let live = true;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let running = false;
    let dirty = false;
    const run = async (): Promise<void> => {
      running = true;
      dirty = false;
      try {
        const figures = await readRegionFigures(api, key.split(","), month, today);
        if (live) setHeld({ figures, error: null });
      } catch (error) {
        if (live) setHeld((before) => ({ ...before, error }));
      }
      running = false;
      if (live && dirty) soon();
    };
    const soon = (): void => {
      dirty = true;
      if (running || timer !== null) return;
      timer = setTimeout(() => {
        timer = null;
        void run();
      }, BURST_MS);
    };
    void run();
    const failed = (error: unknown): void => setHeld((before) => ({ ...before, error }));
    const stops = ["timesheet_entries", "employees", "sites"].map((collection) =>
      api.watchCount(collection, {}, { next: soon, failed }),
    );
    return () => {
      live = false;
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [api, key, month, today]);
  return held;
}
