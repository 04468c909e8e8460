import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { Problem } from "@healthops/base/problem";
import type { Client } from "pg";

import { connectAdmin, ensureDatabase } from "./admin-connection.ts";
import {
  SHARED_FOLDER,
  clusterFolder,
  findPlace,
  makeDataFolder,
  makePlace,
  rememberPlace,
} from "./cluster-place.ts";
import type { ClusterPlace } from "./cluster-place.ts";
import { createCluster, refuseOtherVersion } from "./create-cluster.ts";
import { readCredentials } from "./credentials.ts";
import type { Credentials } from "./credentials.ts";
import type { EmbeddedLog } from "./embedded-log.ts";
import { findServer } from "./find-server.ts";
import { withFolderMutex } from "./folder-mutex.ts";
import type { OsUser } from "./os-user.ts";
import { findPrograms } from "./programs.ts";
import type { Programs } from "./programs.ts";
import { runningAsRoot } from "./server-user.ts";
import { startServer, stopServer } from "./server-control.ts";
import type { StopMode } from "./server-control.ts";
import type { ServerSettings } from "./server-settings.ts";

const PORT_RETRY_MS = 10;

export interface ClusterOptions {
  readonly dataFolder: string;
  /** Port on 127.0.0.1; absent: any free one. Has no effect on a server that already runs. */
  readonly port?: number;
  readonly settings?: ServerSettings;
  /** False gives up safety against power cuts for speed: only for data that is thrown away. */
  readonly durable: boolean;
  /** Used when running as root and the data folder or the programs lie out of the user's reach. */
  readonly sharedFolder?: string;
  readonly log: EmbeddedLog;
}

/** A running server and an open superuser connection to it, which the caller must end. */
export interface EnteredCluster {
  readonly place: ClusterPlace;
  readonly programs: Programs;
  readonly credentials: Credentials;
  readonly port: number;
  /** Whether this call started it; false when it ran already. */
  readonly started: boolean;
  readonly client: Client;
}

/** The lock that every start, stop and creation in a data folder takes. */
export function clusterMutex(dataFolder: string): string {
  return path.join(path.resolve(dataFolder), "postgres.lock");
}

/**
 * Brings the server of a data folder to life, whatever state it is in: makes it, starts it, or
 * joins the one that another process (or an earlier, killed one) has running. Throws Problems with
 * codes `database_*`.
 */
export async function enterCluster(
  options: ClusterOptions,
  missing: "create" | "refuse" = "create",
): Promise<EnteredCluster> {
  const dataFolder =
    missing === "create"
      ? await makeDataFolder(options.dataFolder)
      : path.resolve(options.dataFolder);
  return await withFolderMutex(clusterMutex(dataFolder), async () => {
    const found = await findPlace(dataFolder);
    if (found === null && missing === "refuse") throw gone(dataFolder);
    const place = found ?? (await newPlace(dataFolder, options));
    const programs = await programsFor(place.user, dataFolder, options);
    if (found === null) {
      await createCluster(place, programs, options.durable);
      await rememberPlace(dataFolder, place);
      options.log.info({ folder: place.folder }, "made a new embedded database");
    }
    await refuseOtherVersion(place, programs);
    const credentials = await readCredentials(place.folder);
    const live = await joinOrStart(place, programs, credentials, options);
    try {
      await ensureDatabase(live.client, credentials);
    } catch (error) {
      await live.client.end().catch(() => undefined);
      throw error;
    }
    return { place, programs, credentials, ...live };
  });
}

interface Live {
  readonly port: number;
  readonly started: boolean;
  readonly client: Client;
}

async function joinOrStart(
  place: ClusterPlace,
  programs: Programs,
  credentials: Credentials,
  options: ClusterOptions,
): Promise<Live> {
  const joined = await joinServer(place, credentials);
  if (joined !== null) return { ...joined, started: false };
  const { settings = {}, durable } = options;
  const wish = options.port === undefined ? {} : { port: options.port };
  const port = await startServer({ place, programs, settings, durable, ...wish });
  const started = await joinServer(place, credentials);
  if (started !== null) return { ...started, started: true };
  throw new Error(`the database server on port ${port} ended right after its start`);
}

/** Connects to the server that runs in this place; null when none does. */
export async function joinServer(
  place: ClusterPlace,
  credentials: Credentials,
): Promise<{ port: number; client: Client } | null> {
  const cluster = clusterFolder(place);
  for (;;) {
    const server = await findServer(cluster);
    if (server === null) return null;
    if (server.port === null) {
      // In its first moments a server has not written its port yet.
      await delay(PORT_RETRY_MS);
      continue;
    }
    const stillThere = async (): Promise<boolean> => (await findServer(cluster)) !== null;
    const client = await connectAdmin(server.port, credentials, stillThere);
    return client === null ? null : { port: server.port, client };
  }
}

/** Stops the server of a data folder if one runs, whoever uses it; returns where its files lie. */
export async function stopCluster(
  options: ClusterOptions,
  mode: StopMode,
): Promise<ClusterPlace | null> {
  return await withFolderMutex(clusterMutex(options.dataFolder), async () => {
    const dataFolder = path.resolve(options.dataFolder);
    const place = await findPlace(dataFolder);
    if (place === null || (await findServer(clusterFolder(place))) === null) return place;
    await stopServer(place, await programsFor(place.user, dataFolder, options), mode);
    return place;
  });
}

function gone(dataFolder: string): Problem {
  return new Problem({
    code: "database_missing",
    status: 500,
    message: `The embedded database of ${dataFolder} has been deleted; restart the hub to begin with an empty one.`,
  });
}

async function newPlace(dataFolder: string, options: ClusterOptions): Promise<ClusterPlace> {
  return await makePlace(dataFolder, options.sharedFolder ?? SHARED_FOLDER, options.log);
}

async function programsFor(
  user: OsUser | null,
  dataFolder: string,
  options: ClusterOptions,
): Promise<Programs> {
  const shared = options.sharedFolder ?? SHARED_FOLDER;
  const copyFolder = runningAsRoot() ? shared : dataFolder;
  return await findPrograms({ user, copyFolder, log: options.log });
}
