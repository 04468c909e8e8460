/**
 * The replica's own tables, beside the typed table of each collection. Statements are idempotent
 * and run in order at every opening.
 */
export const BOOKKEEPING_TABLES: readonly string[] = [
  // facts about this replica: its id, who it belongs to, the hub's epoch, tokens (see meta.ts)
  `create table if not exists _meta (key text primary key, value text not null) without rowid`,

  // how far each held scope was read, as people see it [PUL1]
  `create table if not exists _positions (scope text primary key, position integer not null) without rowid`,

  // local_id is the order of the person's work; seq is the hub's numbering, given when first sent [PSH1]
  `create table if not exists _outbox_groups (
    local_id integer primary key autoincrement,
    seq integer unique,
    state text not null check (state in ('waiting', 'sent', 'acked', 'rejected', 'held')),
    device_time_ms integer not null,
    receipt text
  )`,
  `create index if not exists _outbox_groups_state on _outbox_groups (state)`,

  // numbers under which the hub keeps refused changes that were put right or given up here since
  `create table if not exists _withdrawn (
    replica_id text not null,
    seq integer not null,
    primary key (replica_id, seq)
  ) without rowid`,

  // why groups went that were refused just as their command expected (see outbox/expected.ts)
  `create table if not exists _expected_refusals (
    local_id integer primary key,
    code text not null,
    message text not null,
    faults text not null
  )`,

  // refused groups of an earlier id of this device, as the hub knows them [PSH4]
  `create table if not exists _refused_before (
    local_id integer not null primary key,
    replica_id text not null,
    seq integer not null
  )`,

  `create table if not exists _outbox_mutations (
    local_id integer not null,
    ordinal integer not null,
    collection text not null,
    record_id text not null,
    op text not null,
    base integer not null,
    fields text not null,
    acked_version integer,
    primary key (local_id, ordinal)
  ) without rowid`,
  `create index if not exists _outbox_mutations_record on _outbox_mutations (collection, record_id)`,

  // what the hub accepted lately, for a hub that is restored from a backup [PUL8]
  `create table if not exists _delivered_groups (
    local_id integer primary key,
    seq integer not null,
    device_time_ms integer not null,
    delivered_ms integer not null
  )`,
  `create index if not exists _delivered_groups_seq on _delivered_groups (seq)`,
  `create table if not exists _delivered_mutations (
    local_id integer not null,
    ordinal integer not null,
    collection text not null,
    record_id text not null,
    op text not null,
    base integer not null,
    fields text not null,
    primary key (local_id, ordinal)
  ) without rowid`,

  // the hub's state of each record that has local changes on top [PUL3]; row null: it has none
  `create table if not exists _base (
    collection text not null,
    record_id text not null,
    version integer not null,
    row text,
    primary key (collection, record_id)
  ) without rowid`,

  // pages on their way in, not yet shown to anyone [PUL2]; rows are in one _staged_<collection> each
  `create table if not exists _staged_deleted (
    collection text not null,
    record_id text not null,
    version integer not null
  )`,
  `create table if not exists _staged_left (
    scope text not null,
    collection text not null,
    record_id text not null,
    primary key (collection, record_id, scope)
  ) without rowid`,
  // records with base copies that the checkpoint in progress touches; empty between checkpoints
  `create table if not exists _touched (
    collection text not null,
    record_id text not null,
    renewed integer not null,
    primary key (collection, record_id)
  ) without rowid`,
  `create table if not exists _staged_positions (scope text primary key, position integer not null) without rowid`,

  // scopes that a hub which went back in time has otherwise: read anew, and replaced at a checkpoint [LIN3]
  `create table if not exists _rewound (scope text primary key) without rowid`,

  // small values of the person on this device, never sent: drafts, choices (see local/kept-values.ts)
  `create table if not exists _kept (name text primary key, value text not null)`,
  `create table if not exists _kept_until (name text primary key, until_ms integer not null) without rowid`,
];

/** Columns that came to these tables later. */
export const ADDED_COLUMNS = [
  // the id under which a group was delivered; null: before there could be another one
  { table: "_delivered_groups", column: "replica_id", type: "text" },
  // codes of refusals that its command takes for an answer, as JSON; null: none
  { table: "_outbox_groups", column: "expects", type: "text" },
] as const;
