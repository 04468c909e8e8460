import { setTimeout as delay } from "node:timers/promises";
import { Problem } from "@healthops/base/problem";
import { openPool } from "@healthops/hub/database/pool";
import type { EmbeddedLog } from "@healthops/hub/postgres/embedded-log";
import { openEmbeddedPostgres } from "@healthops/hub/postgres/open-embedded-postgres";
import type { HubConfig } from "../config/settings.ts";

/** A PostgreSQL that answers, in use until it is closed. */
export interface OpenDatabase {
  readonly connectionString: string;
  readonly embedded: boolean;
  close(): Promise<void>;
}

const OLDEST_VERSION = 18;
const ANSWER_ms = 10_000;

/**
 * Opens the database that the settings name: the server of `databaseUrl`, or the embedded one of the
 * data folder, which is started or joined. Problems `database_*`.
 */
export async function openDatabase(
  config: Pick<HubConfig, "data" | "databaseUrl" | "databasePort">,
  log: EmbeddedLog,
): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) {
    await assertUsable(config.databaseUrl);
    return {
      connectionString: config.databaseUrl,
      embedded: false,
      close: async () => undefined,
    };
  }
  const server = await openEmbeddedPostgres({
    dataFolder: config.data,
    log,
    ...(config.databasePort === 0 ? {} : { port: config.databasePort }),
  });
  return {
    connectionString: server.connectionString,
    embedded: true,
    close: () => server.close(),
  };
}

async function assertUsable(url: string): Promise<void> {
  const pool = openPool(url, 1);
  const answered = new AbortController();
  const late = delay(ANSWER_ms, undefined, { signal: answered.signal }).then(noAnswer);
  // It is late only as long as somebody waits.
  late.catch(() => undefined);
  const asked = pool.query<{ version: number }>(
    "select current_setting('server_version_num')::int / 10000 as version",
  );
  try {
    const { rows } = await Promise.race([asked, late]);
    const version = rows[0]?.version ?? 0;
    if (version < OLDEST_VERSION) throw tooOld(version);
  } finally {
    answered.abort();
    // A connection that never comes about would hold back the end of the pool.
    void pool.end().catch(() => undefined);
  }
}

function noAnswer(): never {
  throw Object.assign(new Error("no answer"), { code: "ETIMEDOUT" });
}

function tooOld(version: number): Problem {
  return new Problem({
    code: "database_other_version",
    status: 500,
    message: `DATABASE_URL leads to PostgreSQL ${version}; HealthOps needs ${OLDEST_VERSION} or newer. Leave it out to use the embedded one.`,
  });
}
