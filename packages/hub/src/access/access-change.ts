/**
 * Word that somebody may do less, more or something else than before: a session ended, a device was
 * revoked, a person was disabled or moved, keys were replaced. The database itself tells it, when the
 * change is committed (ACCESS_TRIGGERS), so it makes no difference which door, process or statement
 * the change came through.
 */
export type AccessChange =
  | { readonly who: "person"; readonly personId: string }
  /** A site came or went: administrators hold all of them. */
  | { readonly who: "administrators" }
  /** The keys that access tokens are signed with changed. */
  | { readonly who: "keys" }
  /** Another hub opened the database's next line of time [LIN1]. */
  | { readonly who: "line" }
  /** Some word may have been missed. */
  | { readonly who: "everybody" };

/** PostgreSQL's channel for it. */
export const ACCESS_CHANNEL = "healthops_access";

/** The change that a notification's payload tells; of one that a newer hub sends, everybody is looked at. */
export function readAccessChange(payload: string): AccessChange {
  const [who, personId] = payload.split(" ");
  if (who === "person" && personId !== undefined) return { who, personId };
  if (who === "administrators" || who === "keys" || who === "line") return { who };
  return { who: "everybody" };
}

/**
 * Run after all tables exist. Each statement notifies once a person and transaction, however many of
 * their sessions end; what changes nothing about rights (a refresh, a pull) notifies nobody.
 */
export const ACCESS_TRIGGERS: readonly string[] = [
  `create or replace function hub.tell_access() returns trigger language plpgsql as $$
  declare
    concerned uuid;
  begin
    if tg_argv[0] = 'person' then
      concerned := (to_jsonb(old) ->> tg_argv[1])::uuid;
      perform pg_notify('${ACCESS_CHANNEL}', 'person ' || concerned);
    else
      perform pg_notify('${ACCESS_CHANNEL}', tg_argv[0]);
    end if;
    return null;
  end $$`,
  `create or replace trigger tell_session_ended after update of revoked_at, expires_at on hub.sessions
    for each row when (old.revoked_at is null and (new.revoked_at is not null or new.expires_at <= now()))
    execute function hub.tell_access('person', 'person_id')`,
  `create or replace trigger tell_session_gone after delete on hub.sessions
    for each row when (old.revoked_at is null and old.expires_at > now())
    execute function hub.tell_access('person', 'person_id')`,
  `create or replace trigger tell_device after update of revoked_at, person_id on hub.replicas
    for each row when (old.revoked_at is distinct from new.revoked_at or old.person_id <> new.person_id)
    execute function hub.tell_access('person', 'person_id')`,
  `create or replace trigger tell_rights after update on data.people
    for each row when (new.role is distinct from old.role or new.site_id is distinct from old.site_id
      or new.site_ids is distinct from old.site_ids or new.duties is distinct from old.duties or new.disabled is distinct from old.disabled
      or new.deleted is distinct from old.deleted)
    execute function hub.tell_access('person', 'id')`,
  `create or replace trigger tell_sites after insert or delete on data.sites
    for each statement execute function hub.tell_access('administrators')`,
  `create or replace trigger tell_keys after update or delete on hub.signing_keys
    for each statement execute function hub.tell_access('keys')`,
];
