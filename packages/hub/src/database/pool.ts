import pg from "pg";
import { BudgetedPool } from "./query-budget.ts";
import { settleSession } from "./session-settings.ts";

/** Names the hub's connections, so that co-running hubs recognise each other. */
export const APPLICATION_NAME = "healthops-hub";

const INT8 = 20;
const asNumber = (text: string): number => Number(text);
const asIs = (text: string): string => text;
/** date, timestamp, timestamptz: parsing them costs three times the read and nobody needs a Date. */
const TEXTUAL = new Set([1082, 1114, 1184]);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    if (oid === INT8) return asNumber;
    if (TEXTUAL.has(oid)) return asIs;
    return format === "binary"
      ? pg.types.getTypeParser(oid, "binary")
      : pg.types.getTypeParser(oid);
  }) as pg.CustomTypesConfig["getTypeParser"],
};

/**
 * Opens a pool of connections. `bigint` arrives as a number (positions, versions and microseconds
 * stay below 2^53), dates and timestamps as text.
 */
export function openPool(
  connectionString: string,
  connections = 10,
  applicationName = APPLICATION_NAME,
  verify: (connection: pg.PoolClient) => Promise<void> = async () => undefined,
): pg.Pool {
  const pool = new BudgetedPool({
    connectionString,
    max: connections,
    application_name: applicationName,
    types,
    // Before anybody gets it; a connection that fails here is closed.
    verify: (client, tell) => void failureOf(client, verify).then(tell),
  });
  // A connection that breaks while it is in use fails its query, which somebody awaits; its `error`
  // event, which nobody else hears, would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  // The same for one that breaks while nobody uses it: the pool drops it and opens another.
  pool.on("error", () => undefined);
  return pool;
}

/** Why a new connection is not fit for use; undefined when it is. */
async function failureOf(
  client: pg.PoolClient,
  verify: (connection: pg.PoolClient) => Promise<void>,
): Promise<Error | undefined> {
  try {
    await settleSession(client);
    await verify(client);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A statement's answer rows, as objects of raw column names. */
export type Row = Record<string, unknown>;

/** Anything that runs a parameterised statement: the pool or one connection. */
export interface Queryable {
  query<R extends Row = Row>(
    statement: string | { name?: string; text: string; values?: unknown[] },
    values?: unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
}
