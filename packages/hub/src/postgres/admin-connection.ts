import { setTimeout as delay } from "node:timers/promises";

import { Problem } from "@healthops/base/problem";
import { Client } from "pg";

import { ADMIN_ROLE, HUB_ROLE } from "./credentials.ts";
import type { Credentials } from "./credentials.ts";

/** Marks the connection by which a process shows that it uses the server. */
const HOLD_NAME = "healthops hold";
const RETRY_MS = 50;
const ANSWER_WAIT_MS = 120_000;

/** PostgreSQL's `cannot_connect_now`: it starts, recovers or stops. */
const NOT_NOW = "57P03";
const BAD_PASSWORD = "28P01";

/**
 * Connects as superuser to a server that is believed to run, waiting while it starts, recovers or
 * stops. Returns null when `stillThere` says that it has gone; throws a Problem when it refuses the
 * password or does not answer within two minutes.
 */
export async function connectAdmin(
  port: number,
  credentials: Credentials,
  stillThere: () => Promise<boolean>,
): Promise<Client | null> {
  const deadline = performance.now() + ANSWER_WAIT_MS;
  for (;;) {
    const answer = await attempt(port, credentials);
    if (answer instanceof Client) return answer;
    if (answer === BAD_PASSWORD) throw refused(port);
    if (!(await stillThere())) return null;
    if (performance.now() > deadline) throw silent(port, answer);
    await delay(RETRY_MS);
  }
}

async function attempt(port: number, credentials: Credentials): Promise<Client | string> {
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: ADMIN_ROLE,
    password: credentials.adminPassword,
    database: "postgres",
    application_name: HOLD_NAME,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // Without a listener a lost connection would end the process; the holder watches "end".
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    return error instanceof Error && "code" in error ? String(error.code) : NOT_NOW;
  }
}

/** How many other connections hold this server in use. */
export async function otherHolders(client: Client): Promise<number> {
  const { rows } = await client.query<{ others: number }>(
    `select count(*)::int as others from pg_stat_activity
     where application_name = $1 and pid <> pg_backend_pid()`,
    [HOLD_NAME],
  );
  return rows[0]?.others ?? 0;
}

/** Makes the hub's role and database where they are missing. */
export async function ensureDatabase(client: Client, credentials: Credentials): Promise<void> {
  const { rows } = await client.query<{ role: boolean; base: boolean }>(
    `select exists (select from pg_roles where rolname = $1) as role,
            exists (select from pg_database where datname = $1) as base`,
    [HUB_ROLE],
  );
  const password = client.escapeLiteral(credentials.password);
  if (rows[0]?.role !== true) {
    await client.query(`create role ${HUB_ROLE} login password ${password}`);
    // To see the server's load and to end a bulk load with a checkpoint; nothing that reads files.
    await client.query(`grant pg_monitor, pg_checkpoint to ${HUB_ROLE}`);
  }
  if (rows[0]?.base !== true) await client.query(`create database ${HUB_ROLE} owner ${HUB_ROLE}`);
}

function refused(port: number): Problem {
  return new Problem({
    code: "database_password_refused",
    status: 500,
    message: `The embedded database on port ${port} refuses the password in its credentials.json; bring that file back from a backup.`,
  });
}

function silent(port: number, reason: string): Problem {
  return new Problem({
    code: "database_not_answering",
    status: 500,
    message: `The embedded database on port ${port} runs but does not answer (${reason}); look into its server.log.`,
  });
}
