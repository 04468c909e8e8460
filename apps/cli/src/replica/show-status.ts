import type { Status } from "@healthops/replica/status/status";
import { printJson, printText } from "../output/print.ts";
import { pairsText } from "../output/table.ts";
import type { Device, DeviceOptions } from "./open-device.ts";
import { withDevice } from "./open-device.ts";

/** `replica status`: who is signed in, what waits, what needs a person. */
export async function statusCommand(options: DeviceOptions): Promise<void> {
  await withDevice(options, async (device) => {
    const status = await device.replica.status();
    if (options.json) {
      printJson({ replicaId: device.replica.id, hub: device.hub, ...status });
    } else printText(pairsText(statusPairs(device, status)));
  });
}

function statusPairs(device: Device, status: Status): (readonly [string, string])[] {
  const { signedIn, lastSyncAt_ms } = status;
  const who =
    signedIn === null
      ? "nobody"
      : `${signedIn.displayName} (${signedIn.username}, ${signedIn.role})`;
  return [
    ["signed in", status.signInNeeded ? `${who}; sign in again to sync` : who],
    ["hub", device.hub],
    ["device", device.replica.id],
    ["waiting", String(status.waiting)],
    ["refused", String(status.rejected)],
    ["held back", String(status.held)],
    ["conflicts", String(status.conflicts)],
    ["last sync", lastSyncAt_ms === null ? "never" : new Date(lastSyncAt_ms).toISOString()],
  ];
}
