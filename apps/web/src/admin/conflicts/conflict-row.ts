import type { StoredRecord } from "@healthops/schema/record";

/** What the list of all conflicts says of one. */
export interface ConflictRow {
  readonly conflict: StoredRecord;
  readonly collection: string;
  readonly recordId: string;
  readonly kind: string;
  /** The site whose people see it; null: it is everybody's, or nobody's but one person's. */
  readonly siteId: string | null;
  readonly mineBy: string | null;
  readonly theirsBy: string | null;
  readonly at_ms: number;
}

const SITE = /^(?:site|managers|duty-[a-z]+):(.+)$/;

/** Reads a record of the collection `conflicts`. */
export function conflictRow(conflict: StoredRecord): ConflictRow {
  const { collection, recordId, kind, scopeKeys, mineBy, theirsBy, mineAt } = conflict.content;
  const keys = Array.isArray(scopeKeys) ? scopeKeys.map(String) : [];
  const site = keys.map((key) => SITE.exec(key)?.[1]).find((id) => id !== undefined);
  return {
    conflict,
    collection: String(collection),
    recordId: String(recordId),
    kind: String(kind),
    siteId: site ?? null,
    mineBy: typeof mineBy === "string" ? mineBy : null,
    theirsBy: typeof theirsBy === "string" ? theirsBy : null,
    at_ms: Date.parse(String(mineAt)),
  };
}
