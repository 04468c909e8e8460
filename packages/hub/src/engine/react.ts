import { assert } from "@healthops/base/assert";
import { newId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import type { Group, Mutation, Receipt } from "@healthops/protocol/wire/push";
import { idFromFields } from "@healthops/schema/natural-key";
import { collectionNamed } from "@healthops/schema/schema";
import type { Author } from "./accept-change.ts";
import type { Asked, Ground } from "./asked.ts";
import { decideGroup, rejectedGroup } from "./decide.ts";
import { loadRecords } from "./load.ts";
import { loadParents } from "./load-parents.ts";
import { loadReferences } from "./load-references.ts";
import { wantedReferences } from "./references.ts";
import type { HubChange, Reaction, ReactionContext } from "./reaction.ts";
import { changedRecord } from "./rules.ts";

/** Deeper than any chain of consequences; what goes on is a circle. */
const DEPTH_MAX = 8;

/** What makes of consequences the next round: they are asked about like what caused them. */
export type AskAbout = (ground: Ground, asked: Asked) => Receipt | Promise<Receipt>;

/** Whether a round has anything that a reaction follows. */
export function isFollowed({ path }: Ground, { changed }: Asked): boolean {
  return path.reactions.some(({ collections }) =>
    changed.some(({ collection }) => collections.includes(collection)),
  );
}

/** Makes what follows from a round of changes; `ask` puts that to the rules and to further reactions. */
export async function react(ground: Ground, asked: Asked, ask: AskAbout): Promise<Receipt> {
  assert(asked.depth < DEPTH_MAX, `reactions end: ${namesOf(ground)} go on without one`);
  for (const reaction of ground.path.reactions) {
    const concerned = asked.changed.filter(({ collection }) =>
      reaction.collections.includes(collection),
    );
    if (concerned.length === 0) continue;
    const wanted = await reaction.react(contextFor(ground), concerned);
    if (wanted.length === 0) continue;
    const receipt = await make(ground, asked, reaction, wanted, ask);
    if (receipt.status === "rejected") return receipt;
  }
  return asked.receipt;
}

function namesOf({ path }: Ground): string {
  return path.reactions.map(({ name }) => name).join(", ");
}

async function make(
  ground: Ground,
  asked: Asked,
  { name }: Reaction,
  wanted: readonly HubChange[],
  ask: AskAbout,
): Promise<Receipt> {
  const { decisions, author } = ground;
  const { working } = decisions;
  await loadFor(ground, wanted);
  const mutations = wanted.map((change) => mutationOf(ground, change));
  const group: Group = { seq: asked.group.seq, deviceTime_ms: 0, mutations };
  await loadParents(ground.connection, ground.path.catalog, [group], working);
  const missing = wantedReferences(decisions.schema, [group], working);
  const found = await loadReferences(ground.connection, ground.path.catalog, missing);
  const references = new Map([...decisions.references, ...found]);
  for (const [to, known] of decisions.references)
    references.set(to, new Map([...known, ...(found.get(to) ?? [])]));
  const from = working.mark();
  const receipt = decideGroup({ ...decisions, references }, hubFor(author, name), group);
  if (receipt.status === "rejected") return refusedFor(ground, asked, receipt);
  return ask(ground, { ...asked, ...roundSince(ground, from), from, depth: asked.depth + 1 });
}

/** The hub's own change, which stands in the history with who caused it. */
function hubFor(author: Author, name: string): Author {
  const { actor } = author;
  return {
    actor: { ...actor, system: true },
    onBehalfOf: actor.system ? null : actor.personId,
    replicaId: null,
    hasDeviceTime: false,
    reason: `Follows from another change (${name}).`,
    ofHub: true,
  };
}

/** The refusal of a consequence is that of what it follows from; nothing of the group remains. */
function refusedFor(
  { decisions: { working } }: Ground,
  { group, mark }: Asked,
  { mutations }: Receipt,
): Receipt {
  working.undoTo(mark);
  const cause = mutations.find((one) => one.status === "rejected" && one.code !== "group_rejected");
  assert(cause?.status === "rejected", "a refused group has a culprit");
  const { code, message, faults } = cause;
  return rejectedGroup(group, 0, new Problem({ code, status: 422, message, faults }));
}

function mutationOf({ path, decisions: { working } }: Ground, change: HubChange): Mutation {
  const { op, collection } = change;
  const fields = op === "delete" ? {} : change.fields;
  const id = change.id ?? idFor(path, collection, fields);
  const base = working.get(collection, id)?.version ?? 0;
  return { op, collection, id, base: op === "create" ? 0 : base, fields };
}

function idFor(
  { catalog, ports }: Ground["path"],
  collection: string,
  fields: Mutation["fields"],
): string {
  return idFromFields(collectionNamed(catalog.schema, collection), fields) ?? newId(ports);
}

/** Reads and locks what the changes are about, as far as the batch does not have it. */
async function loadFor(ground: Ground, wanted: readonly HubChange[]): Promise<void> {
  for (const [collection, changes] of Map.groupBy(wanted, (change) => change.collection)) {
    const ids = changes.flatMap((change) => change.id ?? keyIdOf(ground, change));
    const lock = changes.some(({ op }) => op === "delete") ? "for update" : "for no key update";
    await loadMissing(ground, collection, ids, lock);
  }
}

/** A record that a create names by its natural key may be there already. */
function keyIdOf({ path }: Ground, change: HubChange): readonly string[] {
  if (change.op !== "create") return [];
  const id = idFromFields(collectionNamed(path.catalog.schema, change.collection), change.fields);
  return id === null ? [] : [id];
}

async function loadMissing(
  { path, connection, decisions: { working } }: Ground,
  collection: string,
  ids: readonly string[],
  lock: "for update" | "for no key update",
): Promise<void> {
  const unknown = [...new Set(ids)].filter((id) => working.get(collection, id) === undefined);
  if (unknown.length === 0) return;
  const entry = path.catalog.named(collection);
  for (const record of await loadRecords(connection, entry, unknown, lock)) working.load(record);
}

function contextFor(ground: Ground): ReactionContext {
  const { working } = ground.decisions;
  return {
    ...ground.context,
    async read(collection, ids) {
      await loadMissing(ground, collection, ids, "for no key update");
      return ids.flatMap((id) => {
        const record = working.get(collection, id);
        if (record === undefined) return [];
        return [{ id, content: record.content, deleted: record.deleted }];
      });
    },
  };
}

/** The changes since a mark, as rules and reactions see them. */
export function roundSince(
  { decisions: { working } }: Pick<Ground, "decisions">,
  mark: number,
): Pick<Asked, "set" | "changed"> {
  const set = working.setSince(mark);
  return { set, changed: set.map(({ record, previous }) => changedRecord(record, previous)) };
}
