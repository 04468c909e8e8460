import type { RefusedChange, RefusedDecision } from "@healthops/protocol/wire/refused";
import type { MutationReceipt } from "@healthops/protocol/wire/push";
import { deviceTimeOf } from "../audit/history-entry.ts";
import type { Row } from "../database/pool.ts";
import { micros } from "../devices/device-row.ts";
import { isOfSites, sitesOfPerson } from "../people/sites-of-person.ts";
import type { HubActor } from "../hub-actor.ts";
import { momentOfMicros } from "../requests/moment.ts";
import type { KeptMutation } from "../engine/keep-refused.ts";
import { mayWriteEach } from "./may-write.ts";
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
  return `select f.replica_id, f.person_id, (${sitesOfPerson("p")})[1] as site_id, f.seq, ${micros("f.at")} as at_us,
    f.device_time_ms, ${mutations} as mutations, jsonb_array_length(f.mutations) as mutation_count,
    ${answers} as answers, f.decision, ${micros("f.decided_at")} as decided_us,
    f.decided_by, f.decision_reason
  from hub.refused f left join data.people p on p.id = f.person_id
  where ($1 or ${isOfSites("p", "$2")} or f.sites && $2::uuid[])`;
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
  const writable = await mayWriteEach(records, actor, row.mutations);
  for (const [at, mutation] of row.mutations.entries()) {
    const answer = row.answers[at];
    const rejected = answer?.status === "rejected" ? answer : null;
    const visible = writable[at] === true;
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
