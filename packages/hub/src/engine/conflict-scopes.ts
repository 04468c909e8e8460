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
 * Who sees a record sees its conflicts, and nobody else: when a batch moves records to other scopes,
 * their conflicts, also the resolved ones, go along.
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

/** Puts a conflict into the scopes of the record that it is about. */
export function moveConflict(
  working: WorkingSet,
  conflict: WorkingRecord,
  scopes: readonly ScopeKey[],
): void {
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
