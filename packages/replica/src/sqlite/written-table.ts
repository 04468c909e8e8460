const WRITES =
  /^\s*(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update(?:\s+or\s+\w+)?|delete\s+from|drop\s+table)\s+"?(\w+)"?/i;

/**
 * The table that a statement writes to, or null. It knows the plain forms that this package
 * generates: no `with` in front, no database name.
 */
export function writtenTable(sql: string): string | null {
  return WRITES.exec(sql)?.[1] ?? null;
}
