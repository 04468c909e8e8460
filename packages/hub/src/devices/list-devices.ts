import { isId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import type { Device, DevicePage } from "@healthops/protocol/wire/admin";
import { isCount, cursorOf, readCursor } from "../requests/page-cursor.ts";
import { requireRole } from "../requests/require-role.ts";
import type { Queryable } from "../database/pool.ts";
import type { Hub } from "../hub.ts";
import type { HubActor } from "../hub-actor.ts";
import { maySeeAccount } from "../people/may-manage.ts";
import { isOfSites } from "../people/sites-of-person.ts";
import type { DeviceRow } from "./device-row.ts";
import { DEVICE_COLUMNS, LAST_SEEN, STATE, deviceOf, micros } from "./device-row.ts";

/** Devices in a page where nobody says how many. */
export const LIMIT = 100;
const LIST = "devices";

export interface DeviceQuery {
  readonly person?: string;
  readonly site?: string;
  readonly state?: Device["state"];
  readonly limit?: number;
  readonly after?: string;
}

type DevicesHub = Pick<Hub, "pool" | "schema">;

/**
 * Devices, the last seen first: all for administrators, those of their site's people for managers.
 * Problems `not_permitted`, `invalid_cursor`.
 */
export async function listDevices(
  hub: DevicesHub,
  actor: HubActor,
  asked: DeviceQuery,
): Promise<DevicePage> {
  requireRole(actor, "MANAGER");
  const limit = asked.limit ?? LIMIT;
  const [seen = null, id = null] =
    asked.after === undefined ? [] : readCursor(LIST, [isCount, isId], asked.after);
  const sites = askedSites(actor, asked.site);
  const { rows } = await hub.pool.query<DeviceRow>(
    `select ${DEVICE_COLUMNS} from hub.replicas r left join data.people p on p.id = r.person_id
      where ($1 or ${isOfSites("p", "$2")}) and ($3::uuid is null or r.person_id = $3)
        and ($4::text is null or ${STATE} = $4)
        and ($5::bigint is null or (${micros(LAST_SEEN)}, r.id) < ($5, $6::uuid))
      order by ${micros(LAST_SEEN)} desc, r.id desc limit $7`,
    [sites === null, sites ?? [], asked.person ?? null, asked.state ?? null, seen, id, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    devices: page.map((row) => deviceOf(row, actor, hub.schema.version)),
    next: more ? cursorOf(LIST, [last.last_seen_us, last.id]) : null,
  };
}

/** Of which sites' people; null: of all. */
function askedSites(actor: HubActor, site: string | undefined): readonly string[] | null {
  if (actor.role === "ADMIN") return site === undefined ? null : [site];
  return site === undefined ? actor.siteIds : actor.siteIds.filter((own) => own === site);
}

/** The device as the actor may see it; `unknown_device` (404) otherwise, `not_permitted` for users. */
export async function readDevice(hub: DevicesHub, actor: HubActor, id: string): Promise<Device> {
  return deviceOf(await visibleDevice(hub.pool, actor, id), actor, hub.schema.version);
}

/** The row of {@link readDevice}; same problems. */
export async function visibleDevice(
  db: Queryable,
  actor: HubActor,
  id: string,
): Promise<DeviceRow> {
  requireRole(actor, "MANAGER");
  const { rows } = await db.query<DeviceRow>(
    `select ${DEVICE_COLUMNS} from hub.replicas r left join data.people p on p.id = r.person_id
      where r.id = $1`,
    [id],
  );
  const row = rows[0];
  if (row !== undefined && maySeeAccount(actor, { siteIds: row.site_ids })) return row;
  throw unknownDevice(id);
}

/** The refusal for a device that is not there, or not for this person. */
export function unknownDevice(id: string): Problem {
  return new Problem({
    code: "unknown_device",
    status: 404,
    message: `There is no device ${id} that you look after.`,
  });
}
