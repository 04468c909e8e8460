/** Words that PostgreSQL keeps for itself, so that no column may have them as its name unquoted. */
const POSTGRESQL = `all analyse analyze and any array as asc asymmetric authorization binary both case cast check
  collate collation column concurrently constraint create cross current_catalog current_date current_role
  current_schema current_time current_timestamp current_user default deferrable desc distinct do else end except
  false fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull
  join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order
  outer overlaps placing primary references returning right select session_user similar some symmetric system_user
  table tablesample then to trailing true union unique user using variadic verbose when where window with`;

/** And those that only SQLite keeps. */
const SQLITE = `add alter autoincrement between commit delete drop escape exists index insert nothing set transaction
  update values`;

const RESERVED: ReadonlySet<string> = new Set(`${POSTGRESQL} ${SQLITE}`.split(/\s+/));

/** Whether a database keeps the name for itself: a field of that name would break statements. */
export function isReservedWord(column: string): boolean {
  return RESERVED.has(column);
}
