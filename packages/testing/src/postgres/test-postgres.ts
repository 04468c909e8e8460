import { chmod, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { ADMIN_ROLE, connectionString } from "@healthops/hub/postgres/credentials";
import type { Credentials } from "@healthops/hub/postgres/credentials";
import type { EmbeddedLog } from "@healthops/hub/postgres/embedded-log";
import { enterCluster, stopCluster } from "@healthops/hub/postgres/enter-cluster";
import type { ClusterOptions } from "@healthops/hub/postgres/enter-cluster";
import type { ServerSettings } from "@healthops/hub/postgres/server-settings";

/** A running test server and the passwords to it. */
export interface TestServer {
  readonly port: number;
  readonly credentials: Credentials;
}

/** A PostgreSQL server for tests, benchmarks and simulations. */
export interface TestPostgres extends TestServer {
  /** As superuser, of the database `postgres`. */
  readonly adminConnectionString: string;
  /** Stops the server, whoever uses it, and deletes its data. */
  stop(): Promise<void>;
}

export interface TestPostgresOptions {
  /** Over the defaults of the hub's own embedded server. */
  readonly settings?: ServerSettings;
  /**
   * True as in production, for benchmarks: every commit reaches the disk. The default gives that up
   * for speed, since tests throw their data away.
   */
  readonly durable?: boolean;
}

const PREFIX = "healthops-test-postgres-";
const TEST_SETTINGS: ServerSettings = {
  shared_buffers: "64MB",
  max_connections: 200,
  // Less to write for each of the many databases that tests make.
  wal_level: "minimal",
  max_wal_senders: 0,
  autovacuum_naptime: "5min",
};

const quiet: EmbeddedLog = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Starts a server of its own in a temporary folder; the caller must stop it. */
export async function startTestPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const folder = await makeTestFolder();
  try {
    const { port, credentials } = await serveTestFolder(folder, options);
    const { adminPassword } = credentials;
    return {
      port,
      credentials,
      adminConnectionString: connectionString(ADMIN_ROLE, adminPassword, port, "postgres"),
      stop: () => removeTestFolder(folder),
    };
  } catch (error) {
    await removeTestFolder(folder);
    throw error;
  }
}

/** A temporary folder for a test server; its name says which process answers for it. */
export async function makeTestFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  // As root the server runs as another user, who must pass through.
  await chmod(folder, 0o711);
  return folder;
}

/** Starts the server of a test folder, or finds the one that another process started there. */
export async function serveTestFolder(
  folder: string,
  options: TestPostgresOptions = {},
): Promise<TestServer> {
  const durable = options.durable ?? false;
  const settings = durable ? {} : TEST_SETTINGS;
  const entered = await enterCluster({
    ...clusterOptions(folder),
    durable,
    settings: { ...settings, ...options.settings },
  });
  await entered.client.end();
  return { port: entered.port, credentials: entered.credentials };
}

/** Stops the server of a test folder, if there is one, and deletes everything. */
export async function removeTestFolder(folder: string): Promise<void> {
  const place = await stopCluster(clusterOptions(folder), "immediate");
  if (place !== null) await rm(place.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

/** Removes what earlier runs left behind because they were killed. */
export async function sweepTestFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const folder = path.join(tmpdir(), name);
    const pid = Number.parseInt(name.slice(PREFIX.length), 10);
    if (await isLeftBehind(folder, pid)) await removeTestFolder(folder).catch(() => undefined);
  }
}

async function isLeftBehind(folder: string, pid: number): Promise<boolean> {
  const owner = await stat(folder).catch(() => null);
  if (owner === null || owner.uid !== (process.getuid?.() ?? owner.uid)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

function clusterOptions(folder: string): ClusterOptions {
  return { dataFolder: folder, durable: false, log: quiet };
}
