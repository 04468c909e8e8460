import type { Mutation } from "@healthops/protocol/wire/push";
import type { Collection } from "@healthops/schema/collection";
import { mayChange, refusal } from "@healthops/schema/permission";
import type { Content, StoredRecord } from "@healthops/schema/record";
import { scopesOf } from "@healthops/schema/scope";
import { aboutKey } from "../engine/about.ts";
import type { TableEntry } from "../engine/catalog.ts";
import type { HubActor } from "../hub-actor.ts";
import { mayKnow } from "../hub-actor.ts";
import { maySee } from "../rest/read-record.ts";
import type { RecordLookup } from "./record-lookup.ts";
import { byRecord, wantedOf } from "./refused-records.ts";

/**
 * Which of a group's refused mutations are the actor's to read, take over and set aside [PSH9]: nobody
 * decides what they could not have written themselves. What was to be made, and what the group did to it
 * afterwards, is about that, whichever record has its id; all else is about the record as it is now.
 */
export async function mayWriteEach(
  records: RecordLookup,
  actor: HubActor,
  mutations: readonly Mutation[],
): Promise<readonly boolean[]> {
  const allowed = new Map<Mutation, boolean>();
  for (const group of byRecord(mutations)) {
    const made = group.findIndex(({ op }) => op === "create");
    const edits = made === -1 ? group : group.slice(0, made);
    for (const mutation of edits) allowed.set(mutation, await mayWrite(records, actor, mutation));
    if (made === -1) continue;
    const may = mayMakeAll(records, actor, group.slice(made));
    for (const mutation of group.slice(made)) allowed.set(mutation, may);
  }
  return mutations.map((mutation) => allowed.get(mutation) === true);
}

/**
 * What was to be made: the record of that id is another one, unless it would be where this one was to be. So
 * an id that somebody else's record has tells nobody anything of either.
 */
export function isAnother(
  { collection }: TableEntry,
  { id, content }: Pick<StoredRecord, "id" | "content">,
  mutations: readonly Mutation[],
): boolean {
  if (!mutations.some(({ op }) => op === "create")) return false;
  const there = new Set(scopesOf(collection, id, content));
  const { fields } = wantedOf(collection, null, mutations);
  return !scopesOf(collection, id, fields).some((scope) => there.has(scope));
}

/** What was to be made is theirs as it was to begin, and as the group left it. */
function mayMakeAll(
  records: RecordLookup,
  actor: HubActor,
  mutations: readonly Mutation[],
): boolean {
  const [create] = mutations;
  const entry = create === undefined ? null : records.entryOf(create.collection);
  if (create === undefined || entry === null) return false;
  const { collection } = entry;
  return [[create], mutations].every((made) =>
    mayMake(actor, collection, create.id, wantedOf(collection, null, made).fields),
  );
}

async function mayWrite(
  records: RecordLookup,
  actor: HubActor,
  mutation: Mutation,
): Promise<boolean> {
  const entry = records.entryOf(mutation.collection);
  // A collection that this hub has no more cannot be read by anybody.
  if (entry === null) return false;
  const found = await records.find(entry, mutation.id);
  // One that the actor may not see is judged like one that is not there, or they would learn that it is.
  if (found === null || !maySee(actor, entry, found.record)) {
    return mayMake(actor, entry.collection, mutation.id, mutation.fields as Content);
  }
  return mayChangeRecord(records, actor, entry, found.record);
}

function mayMake(actor: HubActor, collection: Collection, id: string, wanted: Content): boolean {
  if (!mayKnow(actor, scopesOf(collection, id, wanted))) return false;
  return refusal(collection, actor, "create", id, null, wanted) === null;
}

/** By its own grants, and by those of what it is about. */
async function mayChangeRecord(
  records: RecordLookup,
  actor: HubActor,
  { collection }: TableEntry,
  { id, content }: StoredRecord,
): Promise<boolean> {
  if (!mayChange(actor, { collection, id, content })) return false;
  const key = aboutKey(collection, content);
  if (key === null) return true;
  const entry = records.entryOf(key.collection);
  if (entry === null) return false;
  const found = await records.find(entry, key.id);
  return found !== null && mayChangeRecord(records, actor, entry, found.record);
}
