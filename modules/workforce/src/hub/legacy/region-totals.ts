import type { Queryable, Row } from "@healthops/hub/database/pool";

/** How much a region has, without a word about anybody. */
export interface RegionTotals {
  readonly region: string;
  readonly employees: number;
  readonly timesheets: number;
  readonly vehicles: number;
  readonly drivers: number;
  /** The last day with an entry. */
  readonly last_entry: string | null;
  /** When a desktop program of the region last sent its database. */
  readonly last_sync: string | null;
}

/** Totals of every region, by name; with `siteId` only of that one. */
export async function readRegionTotals(
  db: Queryable,
  siteId: string | null = null,
): Promise<readonly RegionTotals[]> {
  const { rows } = await db.query<RegionTotals & Row>({
    name: "desktop_region_totals",
    text: `with e as (select site_id, count(*) as n from data.employees where not deleted group by site_id),
        t as (select site_id, count(*) as n,
            max(date) filter (where code is not null or hours is not null or start_time is not null) as last
          from data.timesheet_entries where not deleted group by site_id),
        v as (select site_id, count(*) as n from data.vehicles where not deleted group by site_id),
        d as (select site_id, count(*) as n from data.drivers where not deleted group by site_id),
        u as (select coalesce(k.site_id, u.site_id) as site_id, max(u.at) as last
          from hub.key_uploads u join hub.keys k on k.id = u.key_id group by 1)
      select s.name as region, coalesce(e.n, 0) as employees, coalesce(t.n, 0) as timesheets,
        coalesce(v.n, 0) as vehicles, coalesce(d.n, 0) as drivers, t.last as last_entry,
        to_char(u.last, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last_sync
      from data.sites s left join e on e.site_id = s.id left join t on t.site_id = s.id
        left join v on v.site_id = s.id left join d on d.site_id = s.id left join u on u.site_id = s.id
      where not s.deleted and ($1::uuid is null or s.id = $1)
      order by s._sort_name, s.id`,
    values: [siteId],
  });
  return rows;
}

/** The sums over regions, by table. */
export function sumOf(totals: readonly RegionTotals[]): Record<string, number> {
  const sum = (of: (one: RegionTotals) => number): number =>
    totals.reduce((all, one) => all + of(one), 0);
  return {
    employees: sum((one) => one.employees),
    timesheets: sum((one) => one.timesheets),
    vehicles: sum((one) => one.vehicles),
    drivers: sum((one) => one.drivers),
  };
}
