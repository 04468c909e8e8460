import { Problem } from "@healthops/base/problem";
import type { Group, Receipt } from "@healthops/protocol/wire/push";
import type { Queryable, Row } from "../database/pool.ts";
import { plainArray } from "../database/array-literal.ts";
import { barredProblem } from "../people/barred-device.ts";
import type { Submission } from "./submission.ts";

/** A replica's numbering, locked for this transaction and moved on as its groups are decided. */
export interface ReplicaState {
  readonly id: string;
  readonly personId: string;
  readonly revoked: boolean;
  lastSeq: number;
  /** Receipts by number: the stored ones of repeated groups and those this batch makes. */
  readonly receipts: Map<number, Receipt>;
  /** The receipts that this batch makes. */
  readonly fresh: Receipt[];
}

interface ReplicaRow extends Row {
  readonly id: string;
  readonly person_id: string;
  readonly last_seq: number;
  readonly revoked: boolean;
}

/** Locks the replicas of the submissions in sorted order; a new replica belongs to who submits first. */
export async function lockReplicas(
  connection: Queryable,
  submissions: readonly Submission[],
): Promise<ReadonlyMap<string, ReplicaState>> {
  const owners = new Map<string, string>();
  for (const { replica, actor } of submissions) {
    if (replica !== null && !owners.has(replica.id)) owners.set(replica.id, actor.personId);
  }
  if (owners.size === 0) return new Map();
  const ids = [...owners.keys()].toSorted();
  let rows = await lockRows(connection, ids);
  if (rows.length < ids.length) {
    const known = new Set(rows.map((row) => row.id));
    const fresh = ids.filter((id) => !known.has(id));
    await connection.query(
      `insert into hub.replicas (id, person_id) select * from unnest($1::uuid[], $2::uuid[]) on conflict do nothing`,
      [plainArray(fresh), plainArray(fresh.map((id) => owners.get(id) ?? null))],
    );
    rows = await lockRows(connection, ids);
  }
  const states = rows.map((row): ReplicaState => ({
    id: row.id,
    personId: row.person_id,
    revoked: row.revoked,
    lastSeq: row.last_seq,
    receipts: new Map(),
    fresh: [],
  }));
  await loadRepeated(connection, submissions, states);
  return new Map(states.map((state) => [state.id, state]));
}

async function lockRows(connection: Queryable, ids: readonly string[]): Promise<ReplicaRow[]> {
  const { rows } = await connection.query<ReplicaRow>({
    name: "lock_replicas",
    text: `select id, person_id, last_seq, revoked_at is not null as revoked from hub.replicas
      where id = any($1::uuid[]) order by id for no key update`,
    values: [plainArray(ids)],
  });
  return rows;
}

async function loadRepeated(
  connection: Queryable,
  submissions: readonly Submission[],
  states: readonly ReplicaState[],
): Promise<void> {
  for (const state of states) {
    const seqs = submissions
      .filter(({ replica }) => replica?.id === state.id)
      .flatMap(({ groups }) => groups.map((group) => group.seq))
      .filter((seq) => seq <= state.lastSeq);
    if (seqs.length === 0) continue;
    const { rows } = await connection.query<{ seq: number; receipt: Receipt }>({
      name: "stored_receipts",
      text: `select seq, receipt from hub.receipts where replica_id = $1 and seq = any($2::bigint[])`,
      values: [state.id, plainArray(seqs)],
    });
    for (const row of rows) state.receipts.set(row.seq, row.receipt);
  }
}

/**
 * Why a submission as a whole cannot be taken, or null: the replica is somebody else's or revoked, or
 * its numbers are not the next ones [PSH1].
 */
export function submissionRefusal(submission: Submission, state: ReplicaState): Problem | null {
  if (state.personId !== submission.actor.personId) {
    return new Problem({
      code: "replica_of_other_person",
      status: 403,
      message:
        "This device's data belongs to another person. Sign in as that person, or set the device up anew.",
    });
  }
  if (state.revoked) {
    return barredProblem({ id: state.id, receipt: null });
  }
  return sequenceFault(submission.groups, state.lastSeq);
}

function sequenceFault(groups: readonly Group[], lastSeq: number): Problem | null {
  let next = lastSeq + 1;
  let previous = 0;
  for (const { seq } of groups) {
    if (seq <= previous || seq > next) {
      return new Problem({
        code: "sequence_gap",
        status: 409,
        message: `Groups are numbered without gaps: after ${lastSeq} the hub expects ${next}, not ${seq}.`,
        extra: { expected: next },
      });
    }
    previous = seq;
    if (seq === next) next++;
  }
  return null;
}
