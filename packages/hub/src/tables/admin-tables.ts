/**
 * What the hub keeps for those who look after it, beside bookkeeping.ts. Statements are idempotent
 * and run in order at every start, after the tables of bookkeeping and people.
 */
export const ADMIN_TABLES: readonly string[] = [
  // a password that somebody else chose opens nothing but the choice of an own one, until then
  `alter table hub.credentials add column if not exists one_time_until timestamptz`,

  // what a device told of itself with its last pull, and what was decided about it
  `alter table hub.replicas
    add column if not exists user_agent text,
    add column if not exists app_version text collate "C",
    add column if not exists waiting integer,
    add column if not exists rejected integer,
    add column if not exists conflicts integer,
    add column if not exists status_at timestamptz,
    add column if not exists revoked_by uuid,
    add column if not exists wipe_ordered_at timestamptz,
    add column if not exists wipe_ordered_by uuid,
    add column if not exists wipe_receipt text collate "C",
    add column if not exists wipe_told_at timestamptz,
    add column if not exists wiped_at timestamptz,
    add column if not exists lost_changes integer`,
  `create index if not exists replicas_person on hub.replicas (person_id)`,
  `create index if not exists sessions_replica on hub.sessions (replica_id)`,

  // the order in which changes are sealed; a block range index costs a push next to nothing
  `alter table hub.history add column if not exists seq bigint generated always as identity`,
  `create index if not exists history_seq on hub.history using brin (seq) with (pages_per_range = 16)`,

  // the hash chain over changes and security events, block by block
  `create table if not exists hub.seals (
    number bigint primary key,
    sealed_at timestamptz not null default clock_timestamp(),
    changes_through bigint not null,
    changes integer not null,
    events_through bigint not null,
    events integer not null,
    hash bytea not null
  )`,
  `create or replace trigger append_only before update or delete or truncate on hub.seals
    for each statement execute function hub.refuse_change()`,

  // changes of devices that were refused, with what the person wanted
  `create table if not exists hub.refused (
    replica_id uuid not null,
    seq bigint not null,
    person_id uuid not null,
    at timestamptz not null default clock_timestamp(),
    device_time_ms bigint not null,
    mutations jsonb not null,
    answers jsonb not null,
    primary key (replica_id, seq)
  )`,
  // sites that held the records then: their managers may look after what somebody who left has lost
  `alter table hub.refused add column if not exists sites uuid[] not null default '{}'`,
  `create index if not exists refused_at on hub.refused (at)`,
  // what became of it: somebody took it over as a change of theirs, or set it aside
  `alter table hub.refused
    add column if not exists decision text collate "C" check (decision in ('taken_over', 'set_aside')),
    add column if not exists decided_at timestamptz,
    add column if not exists decided_by uuid,
    add column if not exists decision_reason text`,
  // how much one person has open is asked with every change of theirs that is refused
  `alter table hub.refused add column if not exists size_bytes integer not null default 0`,
  `create index if not exists refused_open on hub.refused (person_id) include (size_bytes)
    where decision is null`,
  // since then its author can put it right or give it up, which ends it too
  `do $$ begin
    if not exists (select from pg_constraint where conname = 'refused_decision_known') then
      alter table hub.refused drop constraint if exists refused_decision_check;
      alter table hub.refused add constraint refused_decision_known
        check (decision in ('taken_over', 'set_aside', 'withdrawn'));
    end if;
  end $$`,

  // what each group was, to tell a repeated one from another one's number; and where a copy of a device
  // found its own group done already, whose it was [PSH4]
  `alter table hub.receipts
    add column if not exists hash uuid,
    add column if not exists first_replica uuid,
    add column if not exists first_seq bigint`,
  // the last group's hash; the oldest id of a device and its copies, where there are any
  `alter table hub.replicas
    add column if not exists last_hash uuid,
    add column if not exists copy_root uuid`,
  `create index if not exists replicas_copy_root on hub.replicas (copy_root) where copy_root is not null`,
  // work that copies had in common, by whichever of them brought it first
  `create table if not exists hub.shared_groups (
    copy_root uuid not null,
    hash uuid not null,
    replica_id uuid not null,
    seq bigint not null,
    primary key (copy_root, hash)
  )`,

  `create table if not exists hub.job_runs (
    id bigint generated always as identity primary key,
    name text collate "C" not null,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    outcome text collate "C" not null default 'running',
    message text,
    by_person_id uuid
  )`,
  `create index if not exists job_runs_name on hub.job_runs (name, id)`,
];
