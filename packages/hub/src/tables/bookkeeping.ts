import { KEY_TABLES } from "../keys/tables.ts";

/**
 * The hub's own tables, beside the typed tables of the collections (schema `data`). Statements are
 * idempotent and run in order at every start. Who may sign in has its tables in people/tables.ts.
 */
export const BOOKKEEPING_TABLES: readonly string[] = [
  `create schema if not exists hub`,
  `create schema if not exists data`,

  // epoch [PUL8] and other facts about this hub
  `create table if not exists hub.settings (
    key text primary key,
    value text not null
  )`,

  // short ids of collections, for the narrow rows of feed and history
  `create table if not exists hub.collections (
    id smallint generated always as identity primary key,
    name text not null unique
  )`,

  // every schema version that ever ran here, to convert older devices later [VER2]
  `create table if not exists hub.schema_versions (
    version text primary key,
    declaration jsonb not null,
    first_seen_at timestamptz not null default now()
  )`,

  // written migrations that have run here
  `create table if not exists hub.migrations (
    id text primary key,
    applied_at timestamptz not null default now()
  )`,

  // the counter row of each scope [ORD1]: head = newest position, last_us = newest time given out
  `create table if not exists hub.scopes (
    id integer generated always as identity primary key,
    key text collate "C" not null unique,
    head bigint not null default 0,
    last_us bigint not null default 0
  ) with (fillfactor = 50)`,

  // what changed, one row per scope and record, at its newest position [ORD3]
  `create table if not exists hub.feed (
    scope_id integer not null,
    collection_id smallint not null,
    record_id uuid not null,
    position bigint not null,
    departed boolean not null,
    primary key (scope_id, collection_id, record_id)
  )`,
  `create unique index if not exists feed_position on hub.feed (scope_id, position)`,

  // every accepted change with the fields it changed, before and after; append-only
  `create table if not exists hub.history (
    collection_id smallint not null,
    record_id uuid not null,
    version integer not null,
    op text collate "C" not null,
    at_us bigint not null,
    person_id uuid,
    replica_id uuid,
    device_time_ms bigint,
    reason text,
    scope_ids integer[] not null,
    left_scope_ids integer[] not null,
    before jsonb not null,
    after jsonb not null,
    primary key (record_id, collection_id, version)
  )`,
  `create index if not exists history_at on hub.history (at_us)`,

  // devices' databases; last_seq is the highest group number applied [PSH1]
  `create table if not exists hub.replicas (
    id uuid primary key,
    person_id uuid not null,
    last_seq bigint not null default 0,
    protocol integer,
    schema_version text,
    first_seen_at timestamptz not null default now(),
    last_push_at timestamptz,
    last_pull_at timestamptz,
    revoked_at timestamptz
  ) with (fillfactor = 70)`,

  // the durable answer to each group [PSH1]
  `create table if not exists hub.receipts (
    replica_id uuid not null,
    seq bigint not null,
    receipt jsonb not null,
    primary key (replica_id, seq)
  )`,

  // ids of older clients' records, mapped to ours, per client and collection
  `create table if not exists hub.legacy_ids (
    client text collate "C" not null,
    collection_id smallint not null,
    legacy_id text collate "C" not null,
    record_id uuid not null,
    primary key (client, collection_id, legacy_id)
  )`,
  `create index if not exists legacy_ids_record on hub.legacy_ids (record_id)`,

  ...KEY_TABLES,

  `create or replace function hub.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'hub.% is append-only', tg_table_name
      using errcode = 'insufficient_privilege',
            hint = 'History cannot be rewritten. Make a new change through HealthOps instead.';
  end $$`,
  `create or replace trigger append_only before update or delete or truncate on hub.history
    for each statement execute function hub.refuse_change()`,

  // the guard of [ORD2]
  `create or replace function hub.refuse_outside_engine() returns trigger language plpgsql as $$
  begin
    if coalesce(current_setting('healthops.engine', true), '') <> 'on' then
      raise exception 'data.% is synced: a change made here would never reach a device', tg_table_name
        using errcode = 'insufficient_privilege',
              hint = 'Change records through the REST API, the healthops command or an import. '
                  || 'After an unavoidable repair by SQL (set local healthops.engine = ''on''), run: healthops hub rebuild-feed';
    end if;
    return null;
  end $$`,
];

/** Puts the guard [ORD2] onto the table of one collection. `table` comes from the schema, never from input. */
export function guardStatement(table: string): string {
  return `create or replace trigger engine_only before insert or update or delete or truncate on data.${table}
    for each statement execute function hub.refuse_outside_engine()`;
}
