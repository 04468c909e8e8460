import { QUIET } from "./sign-in-lanes.ts";
import type { Queryable } from "../database/pool.ts";

/**
 * Removes what nobody needs any more: counted attempts of minutes past, sessions that ended a month
 * ago, keys whose tokens have long expired. Harmless at any time and on several hubs at once.
 */
export async function tidyPeopleTables(db: Queryable): Promise<void> {
  await db.query(`delete from hub.sign_in_attempts where expires_at < now()`);
  await db.query(
    `delete from hub.sign_in_lanes where last_at < now() - interval '${QUIET}' and blocked_until < now()`,
  );
  await db.query(`delete from hub.known_clients where seen_at < now() - interval '180 days'`);
  await db.query(`delete from hub.reset_links where expires_at < now() - interval '30 days'`);
  // the session of a device that has yet to erase its data is what the device is known by
  await db.query(`delete from hub.sessions s where (expires_at < now() - interval '30 days'
    or revoked_at < now() - interval '30 days') and not exists (select from hub.replicas r
      where r.id = s.replica_id and r.wipe_ordered_at is not null and r.wiped_at is null)`);
  await db.query(`delete from hub.signing_keys where retired_at < now() - interval '1 day'`);
}
