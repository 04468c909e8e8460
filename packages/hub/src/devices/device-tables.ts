/** A device that was let in and never brought or kept anything: nothing is lost without its row. */
const NEVER_USED = `r.last_seq = 0 and r.last_push_at is null and r.revoked_at is null
  and r.wipe_ordered_at is null and r.copy_root is null
  and r.first_seen_at < now() - interval '1 day'
  and not exists (select from hub.sessions s where s.replica_id = r.id
    and s.revoked_at is null and s.expires_at > now())
  and not exists (select from hub.refused f where f.replica_id = r.id)`;

const SEEN = "greatest(r.first_seen_at, r.last_push_at, r.last_pull_at)";

/**
 * Registers devices up to a quota [DEV4]; idempotent, after the tables of devices. At the limit the one
 * makes room that was never used and is silent longest. Those of one person are registered one by one,
 * whichever hub they come to, so that many at once are no more than the quota.
 */
export const DEVICE_TABLES: readonly string[] = [
  `create or replace function hub.register_device(device uuid, person uuid, a_day integer, at_all integer)
  returns text language plpgsql as $$
  begin
    if exists (select from hub.replicas where id = device) then return 'known'; end if;
    perform pg_advisory_xact_lock(hashtextextended('hub.register_device', 0)
      # hashtextextended(person::text, 0));
    if (select count(*) from hub.replicas r where r.person_id = person and r.revoked_at is null
        and r.first_seen_at > now() - interval '1 day') >= a_day then
      return 'too_many_today';
    end if;
    if (select count(*) from hub.replicas r where r.person_id = person and r.revoked_at is null
        and ${SEEN} > now() - interval '90 days') >= at_all then
      delete from hub.replicas where id = (select r.id from hub.replicas r
        where r.person_id = person and ${NEVER_USED} order by ${SEEN}, r.id limit 1);
      if not found then return 'too_many'; end if;
    end if;
    insert into hub.replicas (id, person_id) values (device, person) on conflict do nothing;
    return 'new';
  end $$`,
];
