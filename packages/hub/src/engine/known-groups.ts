import type { Group, Receipt } from "@healthops/protocol/wire/push";
import { plainArray, textArray } from "../database/array-literal.ts";
import type { Queryable, Row } from "../database/pool.ts";
import type { KnownGroup, ReplicaState } from "./replica-state.ts";
import type { Submission } from "./submission.ts";

interface KnownRow extends Row {
  readonly seq: number;
  readonly hash: string | null;
  readonly receipt: Receipt;
}

/** Reads what is stored of the groups that come again, into the states of their replicas [PSH1]. */
export async function loadKnownGroups(
  connection: Queryable,
  submissions: readonly Submission[],
  states: readonly ReplicaState[],
): Promise<void> {
  for (const state of states) {
    const repeated = submissions
      .filter(({ replica }) => replica?.id === state.id)
      .flatMap(({ groups }) => groups)
      .filter(({ seq }) => seq <= state.lastSeq);
    if (repeated.length === 0) continue;
    // The one before tells whether the replica's own past is the one that is known here.
    const seqs = repeated.map(({ seq }) => seq);
    seqs.push(Math.min(...seqs) - 1);
    const { rows } = await connection.query<KnownRow>({
      name: "stored_receipts",
      text: `select seq, hash, receipt from hub.receipts where replica_id = $1 and seq = any($2::bigint[])`,
      values: [state.id, plainArray(seqs)],
    });
    for (const { seq, hash, receipt } of rows) state.known.set(seq, { hash, receipt });
    await lookIntoHistory(connection, state, repeated);
  }
}

/**
 * A receipt without a hash is of a hub that took none. What the group did is in the history, with the
 * moment at which the person did it: another group under its number shows there [PSH4].
 */
async function lookIntoHistory(
  connection: Queryable,
  { id, known }: ReplicaState,
  repeated: readonly Group[],
): Promise<void> {
  const claims = repeated.flatMap((group) => claimsOf(group, known.get(group.seq)));
  if (claims.length === 0) return;
  const { rows } = await connection.query<{ seq: number }>(
    `select distinct d.seq
      from unnest($2::bigint[], $3::text[], $4::uuid[], $5::bigint[], $6::bigint[], $7::boolean[])
        as d (seq, collection, record, version, at_ms, creates)
      left join hub.collections c on c.name = d.collection
      left join hub.history h on h.record_id = d.record and h.collection_id = c.id
        and h.version = d.version
      where h.version is null
        or (h.replica_id = $1 and h.device_time_ms is distinct from d.at_ms)
        or (d.creates and h.replica_id is distinct from $1)`,
    [
      id,
      plainArray(claims.map(({ seq }) => seq)),
      textArray(claims.map(({ collection }) => collection)),
      plainArray(claims.map(({ record }) => record)),
      plainArray(claims.map(({ version }) => version)),
      plainArray(claims.map(({ at_ms }) => at_ms)),
      plainArray(claims.map(({ creates }) => creates)),
    ],
  );
  for (const { seq } of rows) {
    const one = known.get(seq);
    if (one !== undefined) known.set(seq, { ...one, contradicted: true });
  }
}

interface Claim {
  readonly seq: number;
  readonly collection: string;
  readonly record: string;
  readonly version: number;
  readonly at_ms: number;
  readonly creates: boolean;
}

/** What the history has to say if the stored receipt is this group's. */
function claimsOf(group: Group, known: KnownGroup | undefined): readonly Claim[] {
  if (known === undefined || known.hash !== null) return [];
  const { seq, deviceTime_ms: at_ms, mutations } = group;
  return mutations.flatMap(({ collection, id: record, op }, index) => {
    const version = versionIn(known.receipt, index);
    if (version === null) return [];
    return [{ seq, collection, record, version, at_ms, creates: op === "create" }];
  });
}

function versionIn({ mutations }: Receipt, index: number): number | null {
  const answer = mutations[index];
  return answer === undefined || answer.status === "rejected" ? null : answer.version;
}
