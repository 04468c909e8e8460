/**
 * Keys of programs that sign in by no person, and what the hub remembers of the databases that they
 * exchange with it. Statements are idempotent and run in order at every start.
 */
export const KEY_TABLES: readonly string[] = [
  // the id is also that of the key's own account, by which history and conflicts name it
  `create table if not exists hub.keys (
    id uuid primary key,
    site_id uuid,
    label text not null,
    hash bytea not null unique,
    created_at timestamptz not null default clock_timestamp(),
    created_by uuid,
    last_used_at timestamptz,
    revoked_at timestamptz,
    revoked_by uuid
  ) with (fillfactor = 70)`,
  // until when an administrator lets the key bring more than is plausible
  `alter table hub.keys add column if not exists large_until timestamptz`,

  // a database of a key's program and the state of its rows when it was last here: one row a file that
  // was downloaded, and one (original) for what the program brought along. The number stands in the
  // file's header; it begins high, so that it meets no number that a program gave its files itself. The
  // state is not compressed: ids and hashes do not get smaller, and trying to takes longer than writing
  `create table if not exists hub.key_files (
    number integer generated always as identity (start with 1213136897) primary key,
    key_id uuid not null,
    original boolean not null,
    revision integer not null default 0,
    state bytea storage external not null,
    made_at timestamptz not null default clock_timestamp(),
    used_at timestamptz
  )`,
  `create index if not exists key_files_key on hub.key_files (key_id, number)`,
  `create unique index if not exists key_files_original on hub.key_files (key_id) where original`,

  // every database that was taken in, and what became of its rows
  `create table if not exists hub.key_uploads (
    id bigint generated always as identity primary key,
    key_id uuid not null,
    site_id uuid,
    at timestamptz not null default clock_timestamp(),
    reason text,
    counts jsonb not null
  )`,
  `create index if not exists key_uploads_key on hub.key_uploads (key_id, id)`,
  `create index if not exists key_uploads_site on hub.key_uploads (site_id, at)`,
];
