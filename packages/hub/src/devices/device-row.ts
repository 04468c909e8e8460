import { TOLD_MAX } from "@healthops/protocol/device-status";
import type { Device } from "@healthops/protocol/wire/admin";
import type { Role } from "@healthops/schema/person";
import type { Row } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import { mayManage } from "../people/may-manage.ts";
import { sitesOfPerson } from "../people/sites-of-person.ts";
import { momentOfMicros } from "../requests/moment.ts";
import { deviceName } from "./device-name.ts";

/** A row of {@link DEVICE_COLUMNS}. */
export interface DeviceRow extends Row {
  readonly id: string;
  readonly person_id: string;
  readonly username: string | null;
  readonly display_name: string | null;
  readonly role: Role | null;
  readonly site_ids: readonly string[];
  readonly user_agent: string | null;
  readonly app_version: string | null;
  readonly protocol: number | null;
  readonly schema_version: string | null;
  readonly waiting: number | null;
  readonly rejected: number | null;
  readonly conflicts: number | null;
  readonly lost_changes: number | null;
  readonly revoked_by: string | null;
  readonly wipe_ordered_by: string | null;
  readonly sessions: number;
  readonly state: Device["state"];
  readonly first_seen_us: number;
  readonly last_seen_us: number;
  readonly last_push_us: number | null;
  readonly last_pull_us: number | null;
  readonly status_us: number | null;
  readonly revoked_us: number | null;
  readonly wipe_ordered_us: number | null;
  readonly wipe_told_us: number | null;
  readonly wiped_us: number | null;
}

/** When anything was last heard of a device. */
export const LAST_SEEN = "greatest(r.first_seen_at, r.last_push_at, r.last_pull_at)";

/** What has become of a device. */
export const STATE = `case when r.wiped_at is not null then 'wiped'
  when r.wipe_ordered_at is not null then 'wipe_ordered'
  when r.revoked_at is not null then 'revoked' else 'active' end`;

/** Columns of a device, out of `hub.replicas r left join data.people p`. */
export const DEVICE_COLUMNS = `r.id, r.person_id, p.username, p.display_name, p.role,
  ${sitesOfPerson("p")} as site_ids,
  r.user_agent, r.app_version, r.protocol, r.schema_version, r.waiting, r.rejected, r.conflicts,
  r.lost_changes, r.revoked_by, r.wipe_ordered_by, ${STATE} as state,
  (select count(*) from hub.sessions s where s.replica_id = r.id and s.person_id = r.person_id
    and s.revoked_at is null and s.expires_at > now()) as sessions,
  ${micros("r.first_seen_at")} as first_seen_us, ${micros(LAST_SEEN)} as last_seen_us,
  ${micros("r.last_push_at")} as last_push_us, ${micros("r.last_pull_at")} as last_pull_us,
  ${micros("r.status_at")} as status_us, ${micros("r.revoked_at")} as revoked_us,
  ${micros("r.wipe_ordered_at")} as wipe_ordered_us, ${micros("r.wipe_told_at")} as wipe_told_us,
  ${micros("r.wiped_at")} as wiped_us`;

/** A `timestamptz` as microseconds since 1970. */
export function micros(expression: string): string {
  return `(extract(epoch from ${expression}) * 1000000)::bigint`;
}

/** The device as the API tells it, with what the reader may do to it. */
export function deviceOf(row: DeviceRow, actor: HubActor, schemaVersion: string): Device {
  return {
    id: row.id,
    personId: row.person_id,
    username: row.username,
    displayName: row.display_name,
    siteId: row.site_ids[0] ?? null,
    name: deviceName(row.user_agent),
    userAgent: row.user_agent,
    appVersion: row.app_version,
    protocol: row.protocol,
    schemaVersion: row.schema_version,
    schemaCurrent: row.schema_version === schemaVersion,
    firstSeenAt: momentOfMicros(row.first_seen_us),
    lastSeenAt: momentOfMicros(row.last_seen_us),
    lastPushAt: momentOrNull(row.last_push_us),
    lastPullAt: momentOrNull(row.last_pull_us),
    waiting: bounded(row.waiting),
    rejected: bounded(row.rejected),
    conflicts: bounded(row.conflicts),
    statusAt: momentOrNull(row.status_us),
    sessions: row.sessions,
    state: row.state,
    revokedAt: momentOrNull(row.revoked_us),
    revokedBy: row.revoked_by,
    wipeOrderedAt: momentOrNull(row.wipe_ordered_us),
    wipeOrderedBy: row.wipe_ordered_by,
    wipeToldAt: momentOrNull(row.wipe_told_us),
    wipedAt: momentOrNull(row.wiped_us),
    lostChanges: bounded(row.lost_changes),
    mayRevoke: row.state === "active" && mayRevoke(actor, row),
    mayWipe: actor.role === "ADMIN" && row.state !== "wiped" && row.state !== "wipe_ordered",
  };
}

/** Administrators revoke any device, managers their own and those of their site's users. */
export function mayRevoke(actor: HubActor, row: DeviceRow): boolean {
  if (actor.role === "ADMIN" || row.person_id === actor.personId) return true;
  const { person_id: id, role, site_ids: siteIds } = row;
  return role !== null && mayManage(actor, { id, role, siteIds });
}

/** Earlier hubs kept larger counts [DEV5]. */
function bounded(told: number | null): number | null {
  return told === null ? null : Math.min(told, TOLD_MAX);
}

function momentOrNull(at_us: number | null): string | null {
  return at_us === null ? null : momentOfMicros(at_us);
}
