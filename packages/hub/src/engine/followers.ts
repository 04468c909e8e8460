import { present } from "@healthops/base/assert";
import type { Queryable } from "../database/pool.ts";
import type { Author } from "./accept-change.ts";
import { acceptChange } from "./accept-change.ts";
import type { Catalog } from "./catalog.ts";
import { loadRecords } from "./load.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";

/**
 * Records that belong to another one and stay where it is: an employee's timesheet entries have the
 * employee's site. When the parent's field changes, theirs changes in the same transaction, however
 * many there are and whether or not the author's device has them, so that the old scope loses all of
 * them together [PUL4].
 */
export interface Follower {
  readonly parent: string;
  readonly child: string;
  /** The child's field that holds the parent's id. */
  readonly reference: string;
  /** The field, of the same name in both, that the child takes over. */
  readonly field: string;
}

/** Moves what follows the records that a group changed. Its own rules were asked before. */
export async function moveFollowers(
  connection: Queryable,
  catalog: Catalog,
  followers: readonly Follower[],
  working: WorkingSet,
  author: Author,
  set: ReturnType<WorkingSet["setSince"]>,
): Promise<void> {
  for (const follower of followers) {
    const moved = set.filter((one) => hasMoved(follower, one));
    if (moved.length === 0) continue;
    const parents = new Map(moved.map(({ record }) => [record.id, record]));
    await loadChildren(connection, catalog, follower, working, [...parents.keys()]);
    for (const child of working.all(follower.child)) {
      const parent = parents.get(String(child.content[follower.reference]));
      if (parent !== undefined) follow(working, author, follower, parent, child);
    }
  }
}

/** Whether a record that a group set is a parent that went elsewhere. */
export function hasMoved(
  { parent, field }: Follower,
  { record, previous }: ReturnType<WorkingSet["setSince"]>[number],
): boolean {
  return (
    record.collection.name === parent &&
    previous !== undefined &&
    previous.content[field] !== record.content[field]
  );
}

async function loadChildren(
  connection: Queryable,
  catalog: Catalog,
  { child, reference }: Follower,
  working: WorkingSet,
  parentIds: readonly string[],
): Promise<void> {
  const entry = catalog.named(child);
  const { column } = present(
    entry.columns.find(({ field }) => field === reference),
    `${child} declares ${reference}`,
  );
  const { rows } = await connection.query<{ id: string }>({
    name: `followers_${child}_${reference}`,
    text: `select id from data.${child} where ${column} = any($1::uuid[])`,
    values: [`{${parentIds.join(",")}}`],
  });
  const unknown = rows.flatMap(({ id }) => (working.get(child, id) === undefined ? [id] : []));
  if (unknown.length === 0) return;
  for (const record of await loadRecords(connection, entry, unknown, "for no key update"))
    working.load(record);
}

function follow(
  working: WorkingSet,
  author: Author,
  { field, parent: kind }: Follower,
  parent: WorkingRecord,
  child: WorkingRecord,
): void {
  const value = parent.content[field] ?? null;
  if (child.content[field] === value) return;
  acceptChange(
    working,
    {
      actor: author.actor,
      replicaId: null,
      hasDeviceTime: false,
      reason: `Moved along with ${kind} ${parent.id}.`,
      ofHub: true,
    },
    {
      collection: child.collection,
      id: child.id,
      record: child,
      content: { ...child.content, [field]: value },
      deleted: child.deleted,
      changed: [field],
      deviceTime_ms: null,
    },
  );
}
