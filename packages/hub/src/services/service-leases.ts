import type { ServiceState } from "../service-desk.ts";
import type { Queryable, Row } from "../database/pool.ts";
import { isoTime } from "../database/iso-time.ts";

export const SERVICE_TABLES: readonly string[] = [
  `create table if not exists hub.service_leases (
    name text primary key,
    holder uuid not null,
    generation bigint not null,
    since timestamptz not null,
    until timestamptz not null
  )`,
];

/** A service that a process has for now. */
export interface Lease {
  readonly name: string;
  readonly generation: number;
}

/** A service and who has it, or had it last. */
export type LeaseRow = Omit<ServiceState, "here">;

/**
 * Takes or keeps for a while what nobody else has, by the database's clock; answers what the holder has now. Of two
 * that ask at once one gets it.
 */
export async function takeLeases(
  db: Queryable,
  holder: string,
  names: readonly string[],
  lease_ms: number,
): Promise<readonly Lease[]> {
  const { rows } = await db.query<{ name: string; generation: number }>({
    name: "take_leases",
    text: `insert into hub.service_leases as held (name, holder, generation, since, until)
      select name, $1, 1, clock_timestamp(), clock_timestamp() + make_interval(secs => $3)
        from (select unnest($2::text[]) as name order by 1) as wanted
      on conflict (name) do update set
        holder = excluded.holder,
        generation = held.generation + case when held.holder = excluded.holder then 0 else 1 end,
        since = case when held.holder = excluded.holder then held.since else excluded.since end,
        until = excluded.until
      where held.holder = excluded.holder or held.until < clock_timestamp()
      returning name, generation`,
    values: [holder, [...names], lease_ms / 1_000],
  });
  return rows.map(({ name, generation }) => ({ name, generation: Number(generation) }));
}

/** Gives services back, so that another process need not wait for the lease to end. */
export async function releaseLeases(
  db: Queryable,
  holder: string,
  names: readonly string[],
): Promise<void> {
  await db.query(
    `update hub.service_leases set until = clock_timestamp() - interval '1 microsecond'
      where holder = $1 and name = any($2::text[])`,
    [holder, [...names]],
  );
}

/** The services that were ever run on this database. */
export async function leasesOf(db: Queryable): Promise<readonly LeaseRow[]> {
  const { rows } = await db.query<LeaseRow & Row>(
    `select name, holder, generation, ${isoTime("since")} as since, until >= clock_timestamp() as current
      from hub.service_leases order by name`,
  );
  return rows.map(({ name, holder, generation, since, current }) => ({
    name,
    holder,
    generation: Number(generation),
    since,
    current,
  }));
}
