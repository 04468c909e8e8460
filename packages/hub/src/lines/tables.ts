/** What the hub keeps about lines of time [LIN]; statements are idempotent and run at every installation. */
export const LINE_TABLES: readonly string[] = [
  // each unbroken history that this database has lived through, the newest last [LIN1]; up to since_us
  // it has everything that the lines before it had
  `create table if not exists hub.lines (
    number integer primary key,
    id uuid not null unique,
    system_id text collate "C" not null,
    timeline text collate "C" not null,
    opened_us bigint not null,
    since_us bigint not null,
    reason text collate "C" not null
  )`,

  // where each scope stood when a line first wrote to it [LIN2]
  `create table if not exists hub.scope_lines (
    scope_id integer not null,
    line integer not null,
    from_position bigint not null,
    primary key (scope_id, line)
  )`,
  // where a scope stood at a moment, each time a hub process first writes to it [LIN6]
  `create table if not exists hub.scope_stands (
    scope_id integer not null,
    at_us bigint not null,
    head bigint not null,
    line integer not null,
    primary key (scope_id, at_us)
  )`,
  // the line that wrote to the scope last
  `alter table hub.scopes add column if not exists line integer`,
];
