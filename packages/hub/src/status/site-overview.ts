import { TOLD_MAX } from "@healthops/protocol/device-status";
import type { SiteOverview } from "@healthops/protocol/wire/admin";
import { requireRole } from "../requests/require-role.ts";
import type { Queryable, Row } from "../database/pool.ts";
import { LAST_SEEN } from "../devices/device-row.ts";
import type { HubActor } from "../hub-actor.ts";
import { isoTime } from "../database/iso-time.ts";
import { sitesOfPerson } from "../people/sites-of-person.ts";

/** Devices that were silent for longer are out of use and no longer counted as late. */
const IN_USE = "interval '30 days'";

/** Rows of `p`, once for each site that the person belongs to; null for who belongs to none. */
const EACH_SITE = `unnest(coalesce(nullif(${sitesOfPerson("p")}, '{}')::uuid[], array[null::uuid]))`;

/**
 * People, devices and sync of each site: all sites, and people of none, for administrators; their own
 * for managers. Who belongs to several counts in each. Problem `not_permitted`.
 */
export async function siteOverview(db: Queryable, actor: HubActor): Promise<SiteOverview[]> {
  requireRole(actor, "MANAGER");
  const { rows } = await db.query<SiteOverview & Row>(
    `with sites as (
       select id, name, _sort_name from data.sites where not deleted
       union all select null, null, null
     ), people as (
       select place as site_id, count(*) filter (where not disabled) as people,
         count(*) filter (where disabled) as disabled
       from data.people p, ${EACH_SITE} as place where not deleted and kind = 'person' group by 1
     ), devices as (
       select place as site_id, count(*) as devices, max(${LAST_SEEN}) as last_seen,
         min(${LAST_SEEN}) filter (where ${LAST_SEEN} > now() - ${IN_USE}) as stalest,
         sum(least(coalesce(r.waiting, 0), ${TOLD_MAX})) as waiting,
         sum(least(coalesce(r.rejected, 0), ${TOLD_MAX})) as rejected
       from hub.replicas r join data.people p on p.id = r.person_id, ${EACH_SITE} as place
       where r.revoked_at is null and not p.deleted
         and (p.kind = 'person' or ${LAST_SEEN} is not null)
         and not exists (select from hub.keys k where k.id = p.id and k.revoked_at is not null)
       group by 1
     ), clashes as (
       select split_part(scope, ':', 2)::uuid as site_id, count(*) as open
       from data.conflicts c, jsonb_array_elements_text(c.scope_keys) as scope
       where not c.deleted and c.status = 'open' and (scope like 'site:%' or scope like 'duty-%') group by 1
     ), undecided as (
       select ${sitesOfPerson("p")}::uuid[] as belongs, f.sites from hub.refused f left join data.people p on p.id = f.person_id
       where f.decision is null
     )
     select s.id as "siteId", s.name, coalesce(p.people, 0) as people,
       coalesce(p.disabled, 0) as "disabledPeople", coalesce(d.devices, 0) as devices,
       ${isoTime("d.last_seen")} as "lastSyncAt", ${isoTime("d.stalest")} as "stalestSyncAt",
       coalesce(d.waiting, 0)::bigint as waiting, coalesce(d.rejected, 0)::bigint as rejected,
       coalesce(k.open, 0) as "openConflicts",
       (select count(*) from undecided u
         where s.id = any(u.belongs) or s.id is null and u.belongs = '{}'
           or not $1 and s.id = any(u.sites)) as "refusedOpen"
     from sites s left join people p on p.site_id is not distinct from s.id
       left join devices d on d.site_id is not distinct from s.id
       left join clashes k on k.site_id = s.id
     where ($1 or s.id = any($2::uuid[])) and (s.id is not null or p.people + p.disabled > 0)
     order by s._sort_name nulls last, s.id`,
    [actor.role === "ADMIN", actor.siteIds],
  );
  return rows;
}
