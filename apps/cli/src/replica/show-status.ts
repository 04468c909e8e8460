import type { Status } from "@healthops/replica/status/status";
import { printJson, printText } from "../output/print.ts";
import { pairsText } from "../output/table.ts";
import type { Device, DeviceOptions } from "./open-device.ts";
import { withDevice } from "./open-device.ts";

/** `replica status`: who is signed in, what waits, what needs a person. */
export async function statusCommand(options: DeviceOptions): Promise<void> {
  await withDevice(options, async (device) => {
    const status = await device.replica.status();
    const id = await device.replica.id();
    if (options.json) {
      printJson({ replicaId: id, hub: device.hub, ...status });
    } else printText(pairsText(statusPairs(device, id, status)));
  });
}

/** What people are told of a copy [PSH4]. */
export const A_COPY =
  "a copy of another one, now a device of its own: all of its changes are kept. Sign in here to give it a session of its own";

function statusPairs(device: Device, id: string, status: Status): (readonly [string, string])[] {
  const { signedIn, lastSyncAt_ms } = status;
  const who =
    signedIn === null
      ? "nobody"
      : `${signedIn.displayName} (${signedIn.username}, ${signedIn.role})`;
  return [
    ["signed in", status.signInNeeded ? `${who}; sign in again to sync` : who],
    ["hub", device.hub],
    ["device", status.copied === true ? `${id}; ${A_COPY}` : id],
    ["waiting", String(status.waiting)],
    ["refused", String(status.rejected)],
    ["held back", String(status.held)],
    ["conflicts", String(status.conflicts)],
    ["last sync", lastSyncAt_ms === null ? "never" : new Date(lastSyncAt_ms).toISOString()],
  ];
}
