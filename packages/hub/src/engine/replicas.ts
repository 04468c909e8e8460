import { Problem } from "@healthops/base/problem";
import type { Group } from "@healthops/protocol/wire/push";
import type { Queryable, Row } from "../database/pool.ts";
import { plainArray } from "../database/array-literal.ts";
import { barredProblem } from "../access/barred-device.ts";
import { restoredProblem } from "../lines/hub-restored.ts";
import { readMark } from "../lines/line-mark.ts";
import { hubBehind, lineChanged } from "../lines/line-problems.ts";
import { NEWEST_LINE } from "../lines/line-row.ts";
import { epochForOlder } from "../lines/older-device.ts";
import { registerCopies } from "./copies.ts";
import { loadKnownGroups } from "./known-groups.ts";
import type { ReplicaState } from "./replica-state.ts";
import type { Submission, SubmittingReplica } from "./submission.ts";

interface ReplicaRow extends Row {
  readonly id: string;
  readonly person_id: string;
  readonly last_seq: number;
  readonly last_hash: string | null;
  readonly copy_root: string | null;
  readonly revoked: boolean;
  readonly line_id: string;
  readonly line_number: number;
  readonly since_us: number;
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
  const originals = await registerCopies(connection, submissions);
  const ids = [...new Set([...owners.keys(), ...originals])].toSorted();
  let rows = await lockRows(connection, ids);
  if (rows.length < ids.length) {
    const known = new Set(rows.map((row) => row.id));
    const fresh = ids.filter((id) => !known.has(id) && owners.has(id));
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
    line: { id: row.line_id, number: row.line_number, since_us: row.since_us },
    lastSeq: row.last_seq,
    lastHash: row.last_hash,
    copyRoot: row.copy_root,
    known: new Map(),
    fresh: [],
  }));
  await lockFamilies(connection, states);
  await loadKnownGroups(connection, submissions, states);
  return new Map(states.map((state) => [state.id, state]));
}

/** Copies of one device that bring the same work at once: one of them waits for the other [PSH4]. */
async function lockFamilies(connection: Queryable, states: readonly ReplicaState[]): Promise<void> {
  const locked = new Set(states.map(({ id }) => id));
  const roots = states.flatMap(({ copyRoot }) =>
    copyRoot === null || locked.has(copyRoot) ? [] : [copyRoot],
  );
  if (roots.length > 0) await lockRows(connection, [...new Set(roots)].toSorted());
}

async function lockRows(connection: Queryable, ids: readonly string[]): Promise<ReplicaRow[]> {
  const { rows } = await connection.query<ReplicaRow>({
    name: "lock_replicas",
    text: `select r.id, r.person_id, r.last_seq, r.last_hash, r.copy_root,
        r.revoked_at is not null as revoked,
        l.id as line_id, l.number as line_number,
        coalesce((select min(since_us) from hub.lines where number > 1), 0) as since_us
      from hub.replicas r cross join ${NEWEST_LINE} l
      where r.id = any($1::uuid[]) order by r.id for no key update of r`,
    values: [plainArray(ids)],
  });
  return rows;
}

/**
 * Why a submission as a whole cannot be taken, or null: the replica is somebody else's or revoked, or
 * its numbers are not the next ones [PSH1].
 */
export function submissionRefusal(
  submission: Submission,
  state: ReplicaState,
  epoch: string,
): Problem | null {
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
  const { replica, groups } = submission;
  const moved = replica === null ? null : lineFault(replica, state, epoch);
  if (moved !== null) return moved;
  const fault = sequenceFault(groups, state.lastSeq);
  if (fault === null || (replica?.claim?.acked ?? 0) <= state.lastSeq) return fault;
  return hubBehind({ expected: state.lastSeq + 1, since_us: 0, rewound: {} });
}

/** Versions and numbers of another line may mean something else in this one [LIN4, LIN5]. */
function lineFault(
  { claim, epoch: named }: SubmittingReplica,
  { line, lastSeq }: ReplicaState,
  epoch: string,
): Problem | null {
  const mark = claim === null || claim === undefined ? null : readMark(claim.mark);
  if (claim === null || claim === undefined || mark === null) {
    const wanted = epochForOlder(epoch, line);
    if (named === undefined || named === null || named === wanted) return null;
    return restoredProblem(wanted, lastSeq, line.since_us);
  }
  if (mark.lineId === line.id) return null;
  const expected = lastSeq + 1;
  // Up to when both agree, and in which scopes, the pull says that comes before the next push.
  if (claim.acked > lastSeq) return hubBehind({ expected, since_us: 0, rewound: {} });
  return lineChanged(expected);
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
