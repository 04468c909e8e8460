import { differing } from "@healthops/protocol/merge/edit";
import { sameValue } from "@healthops/protocol/merge/same-value";
import { columnOf } from "@healthops/schema/columns";
import { withDerived } from "@healthops/schema/content";
import type { Follower } from "@healthops/schema/follows";
import { quoted, tableName } from "@healthops/schema/tables/quote";
import type { Queryable } from "../database/pool.ts";
import type { Author } from "./accept-change.ts";
import { acceptChange } from "./accept-change.ts";
import type { Catalog } from "./catalog.ts";
import { loadRecords } from "./load.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";

type Moves = ReturnType<WorkingSet["setSince"]>;

/**
 * Moves what follows the records that a group changed [FOL1], and what follows those: in the same
 * transaction, however many there are and whether or not the author's device has them, so that the old scope
 * loses all of them together [PUL4]. Its own rules were asked before.
 */
export async function moveFollowers(
  connection: Queryable,
  catalog: Catalog,
  working: WorkingSet,
  author: Author,
  set: Moves,
): Promise<void> {
  for (let moves = set; moves.length > 0;) {
    const mark = working.mark();
    for (const follower of catalog.schema.followers) {
      const moved = moves.filter((one) => hasMoved(follower, one));
      if (moved.length === 0) continue;
      const parents = new Map(moved.map(({ record }) => [record.id, record]));
      await loadChildren(connection, catalog, follower, working, [...parents.keys()]);
      for (const child of working.all(follower.child)) {
        const parent = parents.get(String(child.content[follower.by]));
        if (parent !== undefined) follow(working, author, follower, parent, child);
      }
    }
    // Records that follow each other in a circle end in one place, so this ends as well.
    moves = working.setSince(mark);
  }
}

/** Whether a record that a group set is a parent that went elsewhere. */
export function hasMoved(
  { parent, field }: Follower,
  { record, previous }: Moves[number],
): boolean {
  return (
    record.collection.name === parent &&
    previous !== undefined &&
    !sameValue(previous.content[field], record.content[field])
  );
}

async function loadChildren(
  connection: Queryable,
  catalog: Catalog,
  { child, by }: Follower,
  working: WorkingSet,
  parentIds: readonly string[],
): Promise<void> {
  const entry = catalog.named(child);
  const table = tableName("postgres", child);
  const column = quoted(columnOf(entry.collection, by).column);
  // Two questions, for which there are two indexes.
  const { rows } = await connection.query<{ id: string }>({
    name: `followers_${child}_${by}`.slice(0, STATEMENT_NAME_MAX),
    text: `select id from ${table} where ${column} = any($1::uuid[]) and not deleted
      union all select id from ${table} where ${column} = any($1::uuid[]) and deleted`,
    values: [`{${parentIds.join(",")}}`],
  });
  const unknown = rows.flatMap(({ id }) => (working.get(child, id) === undefined ? [id] : []));
  if (unknown.length === 0) return;
  for (const record of await loadRecords(connection, entry, unknown, "for no key update"))
    working.load(record);
}

/** What PostgreSQL keeps of a name. */
const STATEMENT_NAME_MAX = 63;

function follow(
  working: WorkingSet,
  author: Author,
  { field, parent: kind }: Follower,
  parent: WorkingRecord,
  child: WorkingRecord,
): void {
  const value = parent.content[field] ?? null;
  if (sameValue(child.content[field], value)) return;
  const content = withDerived(child.collection, { ...child.content, [field]: value });
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
      content,
      deleted: child.deleted,
      changed: differing(child.content, content),
      deviceTime_ms: null,
    },
  );
}
