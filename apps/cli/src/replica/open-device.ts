import { productVersion } from "@healthops/app-hub/run/product-version";
import { systemPorts } from "@healthops/base/system-ports";
import { argon2Verifier } from "@healthops/replica/node/argon2-verifier";
import { keepCopy } from "@healthops/replica/node/copies";
import { beginErasure, finishErasure } from "@healthops/replica/node/erase-database";
import { nodeFetch } from "@healthops/replica/node/node-fetch";
import { openNodeSqlite } from "@healthops/replica/node/node-sqlite";
import { nodeWebSocket } from "@healthops/replica/node/node-web-socket";
import type { Replica } from "@healthops/replica/replica";
import { openReplica } from "@healthops/replica/replica";
import type { SqliteDatabase } from "@healthops/replica/sqlite/database";
import { httpTransport } from "@healthops/replica/transport/http-transport";
import type { HubTransport } from "@healthops/replica/transport/transport";
import { composeSchema } from "@healthops/schema/schema";
import { databaseFile, readDeviceSettings } from "./device-folder.ts";
import { SCHEMA_MODULES } from "@healthops/installed/schemas";
import { offlineTransport } from "./offline-transport.ts";

/** What every replica command is told. */
export interface DeviceOptions {
  readonly folder: string;
  /** No network call at all. */
  readonly offline: boolean;
  readonly json: boolean;
}

/** An open device: the replica, and its database for what only this command asks. */
export interface Device {
  readonly replica: Replica;
  readonly database: SqliteDatabase;
  readonly hub: string;
}

/** Runs `work` on the device of a folder that somebody has signed in with, and closes it. */
export async function withDevice<T>(
  options: DeviceOptions,
  work: (device: Device) => Promise<T>,
): Promise<T> {
  const { hub } = await readDeviceSettings(options.folder);
  return await withDeviceAt(options, hub, work);
}

/** The same for a folder that is just being set up for a hub. */
export async function withDeviceAt<T>(
  { folder, offline }: DeviceOptions,
  hub: string,
  work: (device: Device) => Promise<T>,
): Promise<T> {
  const ports = systemPorts();
  const file = databaseFile(folder);
  // One that was cut off: nothing of what is to go is opened again.
  await finishErasure(file);
  const database = openNodeSqlite(file, { timers: ports.timers });
  const replica = await openReplica({
    database,
    schema: composeSchema(SCHEMA_MODULES),
    ports,
    transport: offline ? offlineTransport : transportTo(hub),
    passwords: argon2Verifier(ports.random),
    appVersion: productVersion(),
    beforeReplacing: async () => void (await keepCopy(file, new Date())),
    erase: {
      begin: () => beginErasure(file),
      remove: async () => void (await finishErasure(file)),
    },
  }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  return await work({ replica, database, hub }).finally(() => replica.close());
}

function transportTo(hubUrl: string): HubTransport {
  const { timers } = systemPorts();
  return httpTransport({ hubUrl, fetch: nodeFetch, timers, webSocket: nodeWebSocket });
}
