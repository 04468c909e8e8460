import { Problem } from "@healthops/base/problem";
import type { Mutation, Receipt } from "@healthops/protocol/wire/push";
import type {
  RefusedRecord,
  TakeOverAnswer,
  TakeOverRequest,
} from "@healthops/protocol/wire/refused";
import { hasNaturalKey, idFromFields } from "@healthops/schema/natural-key";
import type { Content } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";
import { collectionNamed } from "@healthops/schema/schema";
import type { Hub } from "../hub.ts";
import type { HubActor } from "../hub-actor.ts";
import { refusedReceipt } from "../rest/submit-change.ts";
import { stepsTo } from "./refused-records.ts";
import { DecidedMeanwhile, alreadyDecided, keepDecision, openWork } from "./decide-refused.ts";
import type { RefusedKey } from "./read-refused.ts";
import { readRefused } from "./read-refused.ts";
import type { RefusedHub } from "./record-lookup.ts";
import { RecordLookup } from "./record-lookup.ts";

/**
 * Makes a refused change true after all, as an ordinary change of whoever takes it over: through the
 * engine, with their rights, its rules and its history, and in the same transaction off the open list
 * [PSH3, PUL4]. The values are those that they chose, which need not be the ones that were refused.
 * Problems: `refused_change_decided` (409), `not_in_refused_change`, and the engine's refusals.
 */
export async function takeOver(
  hub: Pick<Hub, "pool" | "engine" | "ports">,
  actor: HubActor,
  key: RefusedKey,
  { records, reason }: TakeOverRequest,
): Promise<TakeOverAnswer> {
  const work = await openWork(hub, actor, key);
  const { schema } = hub.engine.catalog;
  await assertIdsFree(hub, work.records);
  const mutations = records.flatMap((record) => mutationsFor(schema, work.records, record));
  const why = reason ?? `Taken over: a change of ${work.change.personId} that was refused.`;
  const submission = {
    actor,
    replica: null,
    groups: [{ seq: 1, deviceTime_ms: hub.ports.clock.now(), mutations }],
    reason: why,
    alongside: async (
      connection: Parameters<typeof keepDecision>[0],
      [receipt]: readonly Receipt[],
    ) => {
      if (receipt?.status !== "applied") return;
      await keepDecision(connection, actor, work.change, "taken_over", reason ?? null);
    },
  };
  const receipts = await hub.engine.submit(submission).catch((error: unknown) => {
    throw error instanceof DecidedMeanwhile ? alreadyDecided() : error;
  });
  const answers = receipts[0]?.mutations ?? [];
  for (const answer of answers) {
    // Of the others it only says that they wait for this one.
    if (answer.status === "rejected" && answer.code !== "group_rejected")
      throw refusedReceipt(answer);
  }
  return {
    change: (await readRefused(hub, actor, key)).change,
    conflicts: answers.flatMap((one) => (one.status === "conflict" ? [one.conflictId] : [])),
  };
}

/**
 * What was to be made is never written into a record that has its id by chance or by somebody's will: it is
 * not shown beside that one either.
 */
async function assertIdsFree(hub: RefusedHub, records: readonly RefusedRecord[]): Promise<void> {
  const lookup = new RecordLookup(hub);
  for (const { collection, recordId, op, present } of records) {
    const entry = lookup.entryOf(collection);
    if (op !== "create" || present !== null || entry === null) continue;
    // A natural key is no chance: whatever has it is what was meant, and merges [NAT3].
    if (hasNaturalKey(entry.collection)) continue;
    if ((await lookup.find(entry, recordId)) !== null) throw idTaken(recordId);
  }
}

function idTaken(id: string): Problem {
  return new Problem({
    code: "id_taken",
    status: 409,
    message: `The id ${id} belongs to another record. Enter this as a new record, then set the change aside.`,
  });
}

type Chosen = TakeOverRequest["records"][number];

/** What has to be done to the record as it is now, so that it becomes as it is wanted. */
function mutationsFor(
  schema: Schema,
  known: readonly RefusedRecord[],
  chosen: Chosen,
): readonly Mutation[] {
  const { collection, recordId: id, base, fields } = chosen;
  const record = known.find((one) => one.collection === collection && one.recordId === id);
  if (record === undefined || record.withheld) throw notInIt(id);
  const { op, present } = record;
  const mutation = { collection, id, base };
  if (op === "delete") return [{ ...mutation, op, fields: {} }];
  if (present === null) {
    if (op !== "create") throw gone(id);
    // An older device made it under an id of its own [NAT2].
    const natural = idFromFields(collectionNamed(schema, collection), fields);
    return [{ ...mutation, id: natural ?? id, base: 0, op, fields }];
  }
  const changes = stepsTo(collectionNamed(schema, collection), present.content as Content, fields);
  const update = { ...mutation, op: "update" as const, fields: changes };
  if (!present.deleted) return [update];
  const restored: Mutation = { ...mutation, op: "restore", fields: {} };
  if (Object.keys(fields).length === 0) return [restored];
  return [restored, { ...update, base: base + 1 }];
}

function notInIt(id: string): Problem {
  return new Problem({
    code: "not_in_refused_change",
    status: 422,
    message: `The refused change is not about the record ${id}, or you may not see it.`,
  });
}

function gone(id: string): Problem {
  return new Problem({
    code: "unknown_record",
    status: 404,
    message: `The record ${id} is not here any more, so it cannot be changed. Set the change aside.`,
  });
}
