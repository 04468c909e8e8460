import { Problem } from "@healthops/base/problem";
import type { Group } from "@healthops/protocol/wire/push";
import type { ScopeKey } from "@healthops/schema/scope";
import type { Queryable } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import { mayKnow } from "../hub-actor.ts";
import type { Catalog } from "./catalog.ts";
import type { Subject } from "./checks.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";

/** The scopes in which deleted records were when they were deleted, by id. */
export type DeletedPlaces = ReadonlyMap<string, readonly ScopeKey[]>;

/**
 * What follows another record moves with it when it is deleted, too, so that its former place loses it
 * whole; but who gets a record so never held what was in it [FOL3].
 */
export async function loadDeletedPlaces(
  connection: Queryable,
  catalog: Catalog,
  groups: Iterable<Group>,
  working: WorkingSet,
): Promise<DeletedPlaces> {
  const asked = new Map<string, number>();
  for (const { mutations } of groups) {
    for (const { collection, id, op } of mutations) {
      if (op !== "create" && op !== "restore") continue;
      const record = working.get(collection, id);
      if (record?.deleted !== true || record.collection.follows === null) continue;
      asked.set(id, catalog.named(collection).number);
    }
  }
  if (asked.size === 0) return new Map();
  const { rows } = await connection.query<{ id: string; keys: ScopeKey[] }>({
    name: "deleted_places",
    text: `select asked.id, array(select key from hub.scopes where id = any(deletion.scope_ids)) as keys
      from unnest($1::uuid[], $2::int[]) as asked (id, kind)
      cross join lateral (select scope_ids from hub.history
        where record_id = asked.id and collection_id = asked.kind and op = 'delete'
        order by version desc limit 1) as deletion`,
    values: [`{${[...asked.keys()].join(",")}}`, `{${[...asked.values()].join(",")}}`],
  });
  return new Map(rows.map(({ id, keys }) => [id, keys]));
}

/** Whether the actor held the deleted record when it was deleted. */
export function heldWhenDeleted(
  places: DeletedPlaces,
  actor: HubActor,
  record: WorkingRecord,
): boolean {
  const inBatch = record.changes.findLast(({ op }) => op === "delete")?.scopes;
  return mayKnow(actor, inBatch ?? places.get(record.id) ?? record.scopes);
}

/** Who never held what was deleted does not bring it back; what they make there begins anew [FOL3]. */
export function checkRestored(
  places: DeletedPlaces,
  actor: HubActor,
  { collection, mutation, record }: Subject,
): void {
  if (mutation.op !== "restore" || record?.deleted !== true) return;
  if (heldWhenDeleted(places, actor, record)) return;
  throw new Problem({
    code: "not_permitted",
    status: 403,
    message: `This record was deleted elsewhere, where only its people know what was in it (${collection.name} ${record.id}). Make a new one instead.`,
  });
}
