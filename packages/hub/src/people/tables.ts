/** Draws the secret behind hashes of known devices, where there is none. */
export const DRAW_SIGN_IN_SECRET = `insert into hub.sign_in_secret (secret)
  values (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) on conflict do nothing`;

/**
 * What the hub alone knows about people: passwords, sessions, keys. None of it ever travels.
 * Statements are idempotent and run in order at every start, after the schemas exist.
 */
export const PEOPLE_TABLES: readonly string[] = [
  // an Argon2id hash in PHC form; a person without a row cannot sign in
  `create table if not exists hub.credentials (
    person_id uuid primary key,
    password_hash text collate "C" not null,
    changed_at timestamptz not null default now()
  )`,

  // one row per sign-in, a family of refresh tokens; only hashes of their secrets are kept
  `create table if not exists hub.sessions (
    id uuid primary key,
    person_id uuid not null,
    replica_id uuid,
    family_hash bytea not null,
    token_hash bytea not null,
    previous_hash bytea,
    attempt_hash bytea,
    created_at timestamptz not null default now(),
    refreshed_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    revoked_because text collate "C"
  ) with (fillfactor = 80)`,
  `create index if not exists sessions_person on hub.sessions (person_id)`,
  `create index if not exists sessions_expiry on hub.sessions (expires_at)`,

  // the newest key that is not retired signs; retired ones verify until their tokens have expired. They
  // lie here sealed; what earlier versions kept in plain stands in their backups and signs nothing any more
  `create table if not exists hub.signing_keys (
    kid text collate "C" primary key,
    private_jwk jsonb not null,
    public_jwk jsonb not null,
    created_at timestamptz not null default clock_timestamp(),
    retired_at timestamptz
  )`,
  `alter table hub.signing_keys add column if not exists sealed text collate "C"`,
  `alter table hub.signing_keys alter column private_jwk drop not null`,
  `delete from hub.signing_keys where sealed is null`,

  // times of the last attempts of one account from one address, both only as one hash
  `create table if not exists hub.sign_in_attempts (
    key bytea primary key,
    recent timestamptz[] not null,
    admitted boolean not null,
    expires_at timestamptz not null
  ) with (fillfactor = 70)`,

  // wrong passwords at accounts from everywhere else than known devices and places; see sign-in-lanes.ts
  `create table if not exists hub.sign_in_lanes (
    bucket integer primary key,
    failures integer not null,
    last_at timestamptz not null,
    blocked_until timestamptz not null
  ) with (fillfactor = 70)`,

  // where people signed in from, as hashes with the secret below, each with a counter of its own
  `create table if not exists hub.known_clients (
    person_id uuid not null,
    kind text collate "C" not null check (kind in ('device', 'place', 'session')),
    hash bytea not null,
    seen_at timestamptz not null default now(),
    failures integer not null default 0,
    last_at timestamptz not null default now(),
    blocked_until timestamptz not null default '-infinity',
    primary key (person_id, kind, hash)
  ) with (fillfactor = 70)`,
  `create table if not exists hub.sign_in_secret (
    single boolean primary key default true check (single),
    secret bytea not null
  )`,
  DRAW_SIGN_IN_SECRET,

  // up to which security event a person has seen what happened at their account
  `create table if not exists hub.sign_in_news_seen (
    person_id uuid primary key,
    through bigint not null
  )`,

  // when the person first had a password of their own choice: from then on the account is theirs
  `alter table hub.credentials
    add column if not exists claimed_at timestamptz,
    add column if not exists one_time_by uuid`,

  // links by which a person sets a password; who countersigns is never who made it
  `create table if not exists hub.reset_links (
    id uuid primary key,
    person_id uuid not null,
    secret_hash bytea not null,
    made_by uuid not null,
    made_at timestamptz not null default now(),
    expires_at timestamptz not null,
    needs_countersign boolean not null,
    countersigned_by uuid check (countersigned_by <> made_by),
    countersigned_at timestamptz,
    code_hash bytea,
    code_failures integer not null default 0,
    ended_at timestamptz,
    ended_because text collate "C"
  )`,
  `create index if not exists reset_links_person on hub.reset_links (person_id)`,

  // security events: ids only, append-only
  `create table if not exists hub.events (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    kind text collate "C" not null,
    person_id uuid,
    session_id uuid,
    by_person_id uuid,
    detail jsonb not null default '{}'
  )`,
  `create index if not exists events_person on hub.events (person_id, id)`,
  `create or replace trigger append_only before update or delete or truncate on hub.events
    for each statement execute function hub.refuse_change()`,
];

/**
 * Runs after the table of people exists. A disabled or deleted person loses every session in the
 * same transaction, and each change of privileges leaves an event, whichever door it came through.
 */
export const PEOPLE_TRIGGERS: readonly string[] = [
  // who made a version of a person's record: the history has it by the time that triggers run
  `create or replace function hub.author_of_person(person uuid, wanted integer) returns uuid
  language sql stable as $$
    select h.person_id from hub.history h join hub.collections c on c.id = h.collection_id
      where c.name = 'people' and h.record_id = person and h.version = wanted
  $$`,
  `create or replace function hub.after_person_change() returns trigger language plpgsql as $$
  begin
    insert into hub.events (kind, person_id, by_person_id, detail)
    values ('privileges_changed', new.id, hub.author_of_person(new.id, new.version),
      jsonb_build_object('version', new.version, 'role', new.role, 'changed',
      array_remove(array[
        case when new.role is distinct from old.role then 'role' end,
        case when new.site_id is distinct from old.site_id then 'siteId' end,
        case when new.site_ids is distinct from old.site_ids then 'siteIds' end,
        case when new.duties is distinct from old.duties then 'duties' end,
        case when new.disabled is distinct from old.disabled then 'disabled' end,
        case when new.deleted is distinct from old.deleted then 'deleted' end], null)));
    if new.disabled or new.deleted then
      update hub.sessions set revoked_at = now(), revoked_because = 'person_disabled'
        where person_id = new.id and revoked_at is null;
    end if;
    return null;
  end $$`,
  `create or replace function hub.after_person_entitled() returns trigger language plpgsql as $$
  begin
    insert into hub.events (kind, person_id, by_person_id, detail)
    values ('person_entitled', new.id, hub.author_of_person(new.id, new.version),
      jsonb_build_object('version', new.version, 'role', new.role));
    return null;
  end $$`,
  `create or replace trigger person_entitled after insert on data.people for each row
    when (new.role <> 'USER' or to_jsonb(new.duties) <> '[]') execute function hub.after_person_entitled()`,
  `create or replace trigger person_changed after update on data.people for each row
    when (new.role is distinct from old.role or new.site_id is distinct from old.site_id
      or new.site_ids is distinct from old.site_ids or new.duties is distinct from old.duties or new.disabled is distinct from old.disabled
      or new.deleted is distinct from old.deleted)
    execute function hub.after_person_change()`,
];
