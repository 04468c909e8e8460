import { createHash, randomBytes } from "node:crypto";

import { present } from "@healthops/base/assert";
import { connectAdmin } from "@healthops/hub/postgres/admin-connection";
import { HUB_ROLE, connectionString } from "@healthops/hub/postgres/credentials";

import { serveTestFolder } from "./test-postgres.ts";
import type { TestServer } from "./test-postgres.ts";

/** An empty (or prepared) database that nobody else uses. */
export interface TestDatabase {
  /** As the hub's own role, which owns the database and is no superuser. */
  readonly connectionString: string;
  readonly name: string;
  /** Cuts the connections to it and answers a copy of it as it is now. */
  copy(): Promise<TestDatabase>;
  /** Cuts the connections to it and makes it what the copy is, under the name that it has. */
  become(copy: TestDatabase): Promise<void>;
  /** Drops it and cuts the connections still open to it. */
  drop(): Promise<void>;
}

/** What a database starts with: prepared once for a whole run, then copied for each who asks. */
export interface TestTemplate {
  /** Says what it holds; a different content needs a different key. */
  readonly key: string;
  /** Fills the empty database; must end its connections before it resolves. */
  prepare(connectionString: string): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Absent: the server that the test run shares. */
  readonly server?: TestServer;
  readonly template?: TestTemplate;
  /** As this one is now; nobody may be connected to it. */
  readonly copyOf?: Pick<TestDatabase, "name">;
}

/** Environment variable by which a run's global setup tells its workers where the server lies. */
export const TEST_FOLDER_VARIABLE = "HEALTHOPS_TEST_POSTGRES";

const GONE_WITHIN_ms = 5_000;

type Admin = NonNullable<Awaited<ReturnType<typeof connectAdmin>>>;

let shared: Promise<TestServer> | null = null;

/**
 * Makes a database of its own for a test file, in some tens of milliseconds; the first one of a run also starts
 * the server. Databases that are not dropped go with the server at the end of the run.
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = options.server ?? (await sharedServer());
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(server, async (admin) => {
    const source =
      options.copyOf?.name ??
      (options.template === undefined
        ? "template0"
        : await prepared(admin, server, options.template));
    // Twice as fast as by the write-ahead log, which nobody needs here.
    await admin.query(
      `create database ${name} template ${source} strategy file_copy owner ${HUB_ROLE}`,
    );
  });
  return {
    name,
    connectionString: urlOf(server, name),
    copy: async () => {
      await asAdmin(server, (admin) => cutConnections(admin, name));
      return createTestDatabase({ server, copyOf: { name } });
    },
    become: (copy) =>
      asAdmin(server, async (admin) => {
        await admin.query(`drop database if exists ${name} with (force)`);
        await admin.query(`create database ${name} template ${copy.name} owner ${HUB_ROLE}`);
      }),
    drop: () =>
      asAdmin(server, async (admin) => {
        await admin.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** Waits until they are gone: a database that somebody is connected to cannot be copied. */
async function cutConnections(admin: Admin, name: string): Promise<void> {
  await admin.query(
    `select pg_terminate_backend(pid, ${GONE_WITHIN_ms}) from pg_stat_activity where datname = $1`,
    [name],
  );
}

function sharedServer(): Promise<TestServer> {
  const folder = process.env[TEST_FOLDER_VARIABLE];
  if (folder === undefined) {
    throw new Error(
      "no shared test database: run vitest with the repository's vitest.config.ts, or hand in a server of startTestPostgres()",
    );
  }
  return (shared ??= serveTestFolder(folder));
}

/** The name of the database to copy; made by the first who asks, while the others wait. */
async function prepared(admin: Admin, server: TestServer, template: TestTemplate): Promise<string> {
  const digest = createHash("sha256").update(template.key).digest("hex").slice(0, 16);
  const name = `template_${digest}`;
  await admin.query("select pg_advisory_lock(hashtextextended($1, 0))", [name]);
  const { rows } = await admin.query("select from pg_database where datname = $1", [name]);
  if (rows.length === 0) {
    const half = `${name}_half`;
    await admin.query(`drop database if exists ${half} with (force)`);
    await admin.query(`create database ${half} template template0 owner ${HUB_ROLE}`);
    await template.prepare(urlOf(server, half));
    await admin.query(`alter database ${half} rename to ${name}`);
  }
  await admin.query("select pg_advisory_unlock(hashtextextended($1, 0))", [name]);
  return name;
}

/** Ending the connection also gives back the advisory lock of a preparation that failed. */
async function asAdmin<T>(server: TestServer, work: (admin: Admin) => Promise<T>): Promise<T> {
  const found = await connectAdmin(server.port, server.credentials, () => Promise.resolve(false));
  const admin = present(found, "the test database server has gone");
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(server: TestServer, database: string): string {
  return connectionString(HUB_ROLE, server.credentials.password, server.port, database);
}
