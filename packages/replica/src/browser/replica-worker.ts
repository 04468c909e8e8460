import { systemPorts } from "@healthops/base/system-ports";
import type { Schema } from "@healthops/schema/schema";
import type { Migration } from "@healthops/schema/tables/migrate-tables";
import type { Endpoint } from "../remote/port.ts";
import { endpointPort } from "../remote/port.ts";
import { replicaService } from "../remote/replica-service.ts";
import { serveReplicaApi } from "../remote/serve-replica-api.ts";
import { httpTransport } from "../transport/http-transport.ts";
import { BrowserDevice } from "./browser-device.ts";
import { browserFetch } from "./browser-fetch.ts";
import { browserWebSocket } from "./browser-web-socket.ts";
import { lifeEventOf } from "./life-event.ts";
import type { StorageKind } from "./open-storage.ts";

export interface ReplicaWorkerOptions {
  readonly schema: Schema;
  /** Address of the hub: usually the page's own origin. */
  readonly hubUrl: string;
  readonly migrations?: readonly Migration[];
  /** Version of the app, told to the hub. */
  readonly appVersion?: string;
  /** Default: the best that this browser has. */
  readonly storage?: StorageKind;
}

/**
 * Runs the replica in this worker and serves it to the window that started it: all that a worker's
 * own module has to do. The window connects with `openBrowserReplica`.
 */
export function startReplicaWorker(options: ReplicaWorkerOptions): void {
  const { schema, hubUrl, migrations = [], storage, appVersion } = options;
  const ports = systemPorts();
  const transport = httpTransport({
    hubUrl,
    fetch: browserFetch,
    webSocket: browserWebSocket,
    timers: ports.timers,
  });
  const device = new BrowserDevice({
    schema,
    hubUrl,
    migrations,
    ports,
    transport,
    ...(storage === undefined ? {} : { storage }),
    ...(appVersion === undefined ? {} : { appVersion }),
  });
  const window: Endpoint = self;
  serveReplicaApi(replicaService(device), endpointPort(window));
  window.addEventListener("message", ({ data }) => {
    const event = lifeEventOf(data);
    if (event === "sleep") void device.suspend();
    else if (event === "awake") device.resume();
    else if (event === "network") void device.wake();
  });
}
