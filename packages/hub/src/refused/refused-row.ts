import type { RefusedChange, RefusedDecision } from "@healthops/protocol/wire/refused";
import type { Mutation, MutationReceipt } from "@healthops/protocol/wire/push";
import type { Collection } from "@healthops/schema/collection";
import { mayChange, refusal } from "@healthops/schema/permission";
import type { Content, StoredRecord } from "@healthops/schema/record";
import { scopesOf } from "@healthops/schema/scope";
import { deviceTimeOf } from "../audit/history-entry.ts";
import type { Row } from "../database/pool.ts";
import { micros } from "../devices/device-row.ts";
import { aboutKey } from "../engine/about.ts";
import type { TableEntry } from "../engine/catalog.ts";
import type { HubActor } from "../hub-actor.ts";
import { mayKnow } from "../hub-actor.ts";
import { momentOfMicros } from "../rest/moment.ts";
import { maySee } from "../rest/read-record.ts";
import type { KeptMutation } from "./keep-refused.ts";
import type { RefusedHub } from "./record-lookup.ts";
import { RecordLookup } from "./record-lookup.ts";

/** A row of {@link REFUSED_ROWS}. */
export interface RefusedRow extends Row {
  readonly replica_id: string;
  readonly person_id: string;
  readonly site_id: string | null;
  readonly seq: number;
  readonly at_us: number;
  readonly device_time_ms: number;
  readonly mutations: readonly KeptMutation[];
  /** Of all, where the row holds the first only. */
  readonly mutation_count: number;
  readonly answers: readonly MutationReceipt[];
  readonly decision: RefusedDecision["outcome"] | null;
  readonly decided_us: number | null;
  readonly decided_by: string | null;
  readonly decision_reason: string | null;
}

/** Mutations of one change that a list shows. */
const SHOWN_MAX = 20;

/**
 * Refused changes that somebody may know of: `$1` whether they are an administrator, `$2` their site.
 * Managers see what their site's people wanted, and what others wanted of their site's records.
 */
export const REFUSED_ROWS = rowsWith("f.mutations", "f.answers");

/** The same with the first mutations of each: lists are of many changes, which may be of many records. */
export const REFUSED_FIRST_ROWS = rowsWith(firstOf("f.mutations"), firstOf("f.answers"));

function firstOf(array: string): string {
  return `jsonb_path_query_array(${array}, '$[0 to ${SHOWN_MAX - 1}]')`;
}

function rowsWith(mutations: string, answers: string): string {
  return `select f.replica_id, f.person_id, p.site_id, f.seq, ${micros("f.at")} as at_us,
    f.device_time_ms, ${mutations} as mutations, jsonb_array_length(f.mutations) as mutation_count,
    ${answers} as answers, f.decision, ${micros("f.decided_at")} as decided_us,
    f.decided_by, f.decision_reason
  from hub.refused f left join data.people p on p.id = f.person_id
  where ($1 or p.site_id = $2::uuid or $2::uuid = any(f.sites))`;
}

/** The change as the actor may know it: content only where they may see and write the record [PSH9]. */
export async function refusedChange(
  hub: RefusedHub,
  actor: HubActor,
  row: RefusedRow,
  records: RecordLookup = new RecordLookup(hub),
): Promise<RefusedChange> {
  await records.prepare(row.mutations);
  const mutations: RefusedChange["mutations"] = [];
  for (const [at, mutation] of row.mutations.entries()) {
    const answer = row.answers[at];
    const rejected = answer?.status === "rejected" ? answer : null;
    const visible = await mayWrite(records, actor, mutation);
    mutations.push({
      collection: mutation.collection,
      recordId: mutation.id,
      op: mutation.op,
      code: rejected?.code ?? "unknown",
      // A reason may name what stands in the way, which is content as well.
      message: visible ? (rejected?.message ?? "") : "",
      faults: visible ? [...(rejected?.faults ?? [])] : [],
      withheld: !visible,
      fields: visible ? mutation.fields : null,
      ...(visible && mutation.escaped === true ? { escaped: true } : {}),
      ...(visible && mutation.leftOut === true ? { leftOut: true } : {}),
    });
  }
  const { decision, decided_us, decided_by, decision_reason: reason } = row;
  const decided = decision !== null && decided_us !== null && decided_by !== null;
  return {
    deviceId: row.replica_id,
    personId: row.person_id,
    siteId: row.site_id,
    seq: row.seq,
    at: momentOfMicros(row.at_us),
    deviceTime: deviceTimeOf(row.device_time_ms),
    mutations,
    mutationCount: row.mutation_count,
    decision: decided
      ? { outcome: decision, byPersonId: decided_by, at: momentOfMicros(decided_us), reason }
      : null,
    // Who may not write one of its records decides on none of it [PSH9].
    mayDecide: !decided && mutations.every(({ withheld }) => !withheld),
  };
}

/**
 * Whether the record is theirs to write as it is now, or where it never came to be, as it was to be. One
 * that the actor may not see is judged like that too, or they would learn that it is there. Nobody reads,
 * takes over or sets aside what they could not have written themselves.
 */
export async function mayWrite(
  records: RecordLookup,
  actor: HubActor,
  mutation: Mutation,
): Promise<boolean> {
  const entry = records.entryOf(mutation.collection);
  // A collection that this hub has no more cannot be read by anybody.
  if (entry === null) return false;
  const found = await records.find(entry, mutation.id);
  if (found === null || !maySee(actor, entry, found.record)) {
    return mayMake(actor, entry.collection, mutation);
  }
  return mayChangeRecord(records, actor, entry, found.record);
}

function mayMake(actor: HubActor, collection: Collection, { id, fields }: Mutation): boolean {
  const wanted = fields as Content;
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
