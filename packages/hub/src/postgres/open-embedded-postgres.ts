import { stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

import type { Client } from "pg";

import { otherHolders } from "./admin-connection.ts";
import { clusterFolder } from "./cluster-place.ts";
import { HUB_ROLE, connectionString } from "./credentials.ts";
import { clusterMutex, enterCluster, joinServer } from "./enter-cluster.ts";
import type { ClusterOptions, EnteredCluster } from "./enter-cluster.ts";
import { withFolderMutex } from "./folder-mutex.ts";
import { stopServer } from "./server-control.ts";

export type EmbeddedPostgresOptions = Omit<ClusterOptions, "durable">;

/** A PostgreSQL server of our own, in use until it is closed. */
export interface EmbeddedPostgres {
  /** Of the database `healthops`, as the role that owns it (no superuser). */
  readonly connectionString: string;
  readonly port: number;
  /** Whether this call started the server; false when another process had it running. */
  readonly ownedByUs: boolean;
  /**
   * Ends our use of the server; stops it if nobody else uses it, and waits for that. End your own
   * connections first: a stop cuts what is open.
   */
  close(): Promise<void>;
}

const REVIVE_FIRST_WAIT_MS = 100;
const REVIVE_LONGEST_WAIT_MS = 5000;

/**
 * Opens the embedded PostgreSQL of a data folder: makes it at first use, starts it, or joins it
 * where another hub process has it running. Processes on one folder share one server; the last to
 * close stops it. When a process dies without closing, its server goes on, and the next to open the
 * folder joins it. When the server dies, it is started again on the same port.
 *
 * Throws Problems with codes `database_*`, among them `database_unsupported_platform`,
 * `database_disk_full`, `database_port_in_use`, `database_other_version`.
 */
export async function openEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const durable: ClusterOptions = { ...options, durable: true };
  const entered = await enterCluster(durable);
  if (options.port !== undefined && options.port !== entered.port) {
    options.log.warn({ port: entered.port }, "joined a database that runs on another port");
  }
  const { port, started } = entered;
  options.log.info({ port, started, folder: entered.place.folder }, "embedded database is ready");
  const hold = holdServer(durable, entered);
  let closing: Promise<void> | null = null;
  return {
    connectionString: connectionString(HUB_ROLE, entered.credentials.password, port, HUB_ROLE),
    port,
    ownedByUs: started,
    close: () => (closing ??= hold.release().then((client) => leave(durable, entered, client))),
  };
}

interface Hold {
  /** Ends the watch; gives the connection if it still stands. */
  release(): Promise<Client | null>;
}

/**
 * Keeps one connection open for as long as we use the server: others see by it that the server is
 * in use, and we see by its end that the server has died.
 */
function holdServer(options: ClusterOptions, entered: EnteredCluster): Hold {
  const released = new AbortController();
  let held: Client | null = null;
  let reviving: Promise<void> = Promise.resolve();

  function watch(client: Client): void {
    held = client;
    client.once("end", () => {
      held = null;
      if (!released.signal.aborted) reviving = revive();
    });
  }

  async function revive(): Promise<void> {
    options.log.warn({ port: entered.port }, "lost the embedded database; bringing it back");
    let wait_ms = REVIVE_FIRST_WAIT_MS;
    while (!released.signal.aborted && held === null) {
      try {
        // The same port, so that pools which know the connection string find it again.
        const again = await enterCluster({ ...options, port: entered.port }, "refuse");
        options.log.info({ port: again.port, started: again.started }, "embedded database is back");
        watch(again.client);
      } catch (error) {
        options.log.error({ err: error }, "the embedded database does not come back");
        await delay(wait_ms, undefined, { signal: released.signal }).catch(() => undefined);
        wait_ms = Math.min(wait_ms * 2, REVIVE_LONGEST_WAIT_MS);
      }
    }
  }

  watch(entered.client);
  return {
    async release() {
      released.abort();
      await reviving;
      return held;
    },
  };
}

/** Under the mutex nobody can join between our look at the other users and the stop. */
async function leave(
  options: ClusterOptions,
  entered: EnteredCluster,
  held: Client | null,
): Promise<void> {
  const { place, programs, credentials } = entered;
  const cluster = await stat(clusterFolder(place)).catch(() => null);
  if (cluster === null) {
    // PostgreSQL ends by itself within a minute when its folder has been deleted.
    await held?.end();
    options.log.warn({ folder: place.folder }, "the folder of the embedded database is gone");
    return;
  }
  await withFolderMutex(clusterMutex(options.dataFolder), async () => {
    const client = (await stillOpen(held)) ?? (await joinServer(place, credentials))?.client;
    if (client === undefined) return;
    const others = await otherHolders(client);
    await client.end();
    if (others > 0) {
      options.log.info({ others }, "left the embedded database running for others");
      return;
    }
    await stopServer(place, programs, "fast");
    options.log.info({ folder: place.folder }, "stopped the embedded database");
  });
}

async function stillOpen(client: Client | null): Promise<Client | undefined> {
  if (client === null) return undefined;
  return await client.query("select").then(
    () => client,
    () => undefined,
  );
}
