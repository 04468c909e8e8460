import { conflicts } from "@healthops/schema/core/conflicts";
import type { ScopeKey } from "@healthops/schema/scope";
import type { Queryable } from "../database/pool.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import type { Author } from "./accept-change.ts";
import { acceptChange } from "./accept-change.ts";
import type { Catalog } from "./catalog.ts";
import { loadRecords } from "./load.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";

const MOVED: Author = {
  actor: SYSTEM_ACTOR,
  replicaId: null,
  hasDeviceTime: false,
  reason: "The record that the conflict is about moved.",
  ofHub: true,
};

/**
 * Who sees a record no more sees its conflicts no more: when a batch moves records to other scopes, their
 * conflicts, also the resolved ones, leave the former ones. What they tell is of the time before, so they come
 * to nobody who did not see them then, unless somebody has to decide and nobody is left.
 */
export async function moveConflicts(
  connection: Queryable,
  catalog: Catalog,
  working: WorkingSet,
): Promise<void> {
  await loadConflictsOfMoved(connection, catalog, working);
  for (const conflict of working.all(conflicts.name)) {
    const { collection, recordId } = conflict.content;
    const about = working.get(String(collection), String(recordId));
    if (about !== undefined) moveConflict(working, conflict, about.scopes);
  }
}

/** Conflicts that the batch opens are in the working set already; those of before are read. */
async function loadConflictsOfMoved(
  connection: Queryable,
  catalog: Catalog,
  working: WorkingSet,
): Promise<void> {
  const moved = working.changed().filter(hasMoved);
  if (moved.length === 0) return;
  const { rows } = await connection.query<{ id: string }>({
    name: "conflicts_about",
    text: `select id from data.conflicts
      where record_id = any($1::text[]) and not deleted order by id`,
    values: [`{${moved.map(({ id }) => id).join(",")}}`],
  });
  const ids = rows.map(({ id }) => id);
  const unknown = ids.filter((id) => working.get(conflicts.name, id) === undefined);
  // Not locked, for the same reason as open conflicts; the write checks their versions.
  for (const conflict of await loadRecords(
    connection,
    catalog.named(conflicts.name),
    unknown,
    "",
  )) {
    working.load(conflict);
  }
}

function hasMoved({ collection, loaded, scopes }: WorkingRecord): boolean {
  if (collection.name === conflicts.name || loaded === null) return false;
  return !sameScopes(scopes, loaded.scopes);
}

/** Of the scopes of a record those whose people may see a conflict about it that others saw before. */
export function scopesOfConflict(
  { scopes, content }: Pick<WorkingRecord, "scopes" | "content">,
  ofRecord: readonly ScopeKey[],
): readonly ScopeKey[] {
  const kept = ofRecord.filter((key) => scopes.includes(key));
  return kept.length === 0 && content["status"] === "open" ? ofRecord : kept;
}

/** Takes a conflict along with the record that it is about, which is in these scopes now. */
export function moveConflict(
  working: WorkingSet,
  conflict: WorkingRecord,
  ofRecord: readonly ScopeKey[],
): void {
  const scopes = scopesOfConflict(conflict, ofRecord);
  if (sameScopes(conflict.scopes, scopes)) return;
  acceptChange(working, MOVED, {
    collection: conflict.collection,
    id: conflict.id,
    record: conflict,
    content: { ...conflict.content, scopeKeys: [...scopes] },
    deleted: conflict.deleted,
    changed: ["scopeKeys"],
    deviceTime_ms: null,
  });
}

function sameScopes(one: readonly ScopeKey[], other: readonly ScopeKey[]): boolean {
  return one.length === other.length && one.every((key) => other.includes(key));
}
