import type pg from "pg";
import { DRAW_SIGN_IN_SECRET } from "../people/tables.ts";
import { quotedName } from "./backup-tables.ts";

/**
 * Rows that a backup carries, where it does not carry all of a table: nothing in it opens a hub, the one
 * that it is of or the one that is made of it. Keys are drawn anew, and everybody signs in again.
 */
const CARRIED: Readonly<Record<string, string>> = {
  "hub.signing_keys": "false",
  "hub.sign_in_attempts": "false",
  "hub.sign_in_lanes": "false",
  // Known devices are hashes made with the secret; they are known again when they sign in.
  "hub.sign_in_secret": "false",
  "hub.known_clients": "false",
  "hub.reset_links": "false",
  // Only ended ones, by which the hub knows devices that have yet to erase their data [DEV3].
  "hub.sessions": `revoked_at is not null and exists (select from hub.replicas r where r.id = replica_id
    and r.wipe_ordered_at is not null and r.wiped_at is null)`,
  // A one-time password is somebody else's secret; its owner gets another one.
  "hub.credentials": "one_time_until is null",
  // With it anybody could say that a hub has lost something [LIN6].
  "hub.settings": "key <> 'line_secret'",
};

/** The condition that rows of a table have to meet to be carried. */
export function carriedRows(table: string): string {
  return CARRIED[table] ?? "true";
}

/** Takes out of a restored database what backups of earlier versions still carried. */
export async function removeKeptOut(connection: pg.PoolClient): Promise<void> {
  for (const [table, condition] of Object.entries(CARRIED)) {
    await connection.query(`delete from ${quotedName(table)} where (${condition}) is not true`);
  }
  await connection.query(DRAW_SIGN_IN_SECRET);
}
