import { PUSH_MUTATIONS_MAX } from "@healthops/protocol/wire/push";
import type { Group, Mutation } from "@healthops/protocol/wire/push";
import type { GroupId } from "../outbox/change.ts";
import { MUTATION_COLUMNS, mutationOf } from "../rebase/mutation-row.ts";
import type { SqlRow, SqlTransaction } from "../sqlite/database.ts";
import { getMeta, replicaIdOf, setMeta } from "../store/meta.ts";
import { proofOnce } from "./proof.ts";
import { runsOf } from "./runs.ts";

/** JSON around the fields of a mutation: names, ids, quotes. */
const MUTATION_OVERHEAD_BYTES = 180;

/** Groups on their way to the hub, under the numbers that they keep until it answers [PSH1]. */
export interface Batch {
  readonly groups: readonly Group[];
  readonly localIds: ReadonlyMap<number, GroupId>;
  /** Highest number whose receipt is stored. */
  readonly receivedThrough: number;
  /** These groups were on their way before; the hub may have applied them already. */
  readonly repeated: boolean;
  /** The id whose numbers these are. */
  readonly replicaId: string;
  /** What the hub calls the group before the first one, where that is known [PSH4]. */
  readonly previous: string | null;
  /** Sent again before them, because that is not known. */
  readonly proof: Group | null;
  /** Some of them were made under this id, of which this replica is a copy. */
  readonly copyOf: string | null;
  /** About the JSON that it is. */
  readonly bytes: number;
}

export interface BatchLimits {
  readonly mutations: number;
  readonly groups: number;
  /** About this much JSON; a single larger group goes alone. */
  readonly bytes: number;
}

/** What one push may hold on a line that carries so much. */
export function batchLimits(bytes: number): BatchLimits {
  return { mutations: PUSH_MUTATIONS_MAX, groups: PUSH_MUTATIONS_MAX, bytes };
}

/**
 * The next groups to push, or null when there are none: first those that were sent and never
 * answered, with the numbers and content they had; else the oldest waiting ones, whose numbers are
 * given out here, before anything leaves the device. `behind` is on its way: then only waiting ones
 * up to the first that builds on it, because that one may have to be held back.
 */
export async function nextBatch(
  tx: SqlTransaction,
  limits: BatchLimits,
  behind: Batch | null,
): Promise<Batch | null> {
  const sent = behind === null ? await readGroups(tx, "sent", "g.seq", limits) : [];
  const repeated = sent.length > 0;
  const waiting = repeated ? [] : await readGroups(tx, "waiting", "g.local_id", limits);
  const drafts = repeated ? sent : independentOf(behind, waiting);
  if (drafts.length === 0) return null;
  const lastSeq = (await getMeta(tx, "last_seq")) ?? 0;
  const groups = repeated ? drafts : await number(tx, drafts, lastSeq);
  const first = groups[0]?.seq ?? 0;
  const answered = await getMeta(tx, "last_answered");
  const previous = answered?.seq === first - 1 ? answered.hash : null;
  return {
    replicaId: await replicaIdOf(tx),
    previous,
    proof: behind === null ? await proofOnce(tx, first) : null,
    copyOf: await originalOf(tx, groups),
    bytes: groups.reduce((sum, group) => sum + group.bytes, 0),
    groups: groups.map(({ seq, deviceTime_ms, mutations }) => ({ seq, deviceTime_ms, mutations })),
    localIds: new Map(groups.map(({ seq, localId }) => [seq, localId])),
    receivedThrough: behind?.receivedThrough ?? first - 1,
    repeated,
  };
}

/**
 * The proof, when nothing waits that it could go along with: a copy is told before it renews the token of
 * the original, and one that the hub went back under sends again what only it has.
 */
export async function proofAlone(tx: SqlTransaction): Promise<Batch | null> {
  const lastSeq = (await getMeta(tx, "last_seq")) ?? 0;
  const proof = await proofOnce(tx, lastSeq + 1);
  if (proof === null) return null;
  return {
    replicaId: await replicaIdOf(tx),
    previous: null,
    proof,
    copyOf: null,
    bytes: 0,
    groups: [],
    localIds: new Map(),
    receivedThrough: lastSeq,
    repeated: true,
  };
}

interface Draft {
  readonly localId: GroupId;
  readonly seq: number;
  readonly deviceTime_ms: number;
  readonly mutations: Mutation[];
  bytes: number;
}

/** The groups before the first that touches a record of the other batch, or refers to one. */
function independentOf(other: Batch | null, drafts: readonly Draft[]): readonly Draft[] {
  if (other === null) return drafts;
  const touched = new Set(other.groups.flatMap(({ mutations }) => mutations.map(({ id }) => id)));
  const builds = ({ id, fields }: Mutation): boolean =>
    touched.has(id) ||
    Object.values(fields).some((value) => typeof value === "string" && touched.has(value));
  const first = drafts.findIndex(({ mutations }) => mutations.some(builds));
  return first === -1 ? drafts : drafts.slice(0, first);
}

/** Whose copy the replica is, when groups are among these that were made before it was. */
async function originalOf(tx: SqlTransaction, groups: readonly Draft[]): Promise<string | null> {
  const through = await getMeta(tx, "inherited_through");
  if (through === null || !groups.some(({ localId }) => localId <= through)) return null;
  return getMeta(tx, "copy_of");
}

async function number(
  tx: SqlTransaction,
  drafts: readonly Draft[],
  lastSeq: number,
): Promise<readonly Draft[]> {
  const numbered = drafts.map((draft, index) => ({ ...draft, seq: lastSeq + 1 + index }));
  const runs = runsOf(numbered.map(({ localId, seq }) => ({ localId, value: seq - localId })));
  await tx.runMany(
    "update _outbox_groups set state = 'sent', seq = local_id + ? where local_id between ? and ?",
    [runs.map(({ value }) => value), runs.map(({ first }) => first), runs.map(({ last }) => last)],
  );
  await setMeta(tx, "last_seq", lastSeq + numbered.length);
  return numbered;
}

/** Whole groups from the front of the queue, as many as the limits take, but at least one. */
async function readGroups(
  tx: SqlTransaction,
  state: "sent" | "waiting",
  order: "g.seq" | "g.local_id",
  limits: BatchLimits,
): Promise<readonly Draft[]> {
  // A group has at most 1,000 mutations, so this many rows always hold a whole one.
  const rowsMax = limits.mutations + 1_001;
  const rows = await tx.all(
    `select g.seq, g.device_time_ms, length(m.fields) as size, ${MUTATION_COLUMNS}
      from _outbox_groups g join _outbox_mutations m on m.local_id = g.local_id
      where g.state = ? order by ${order}, m.ordinal limit ?`,
    [state, rowsMax],
  );
  const drafts = groupRows(rows);
  // The last group may be cut off by the limit of rows.
  if (rows.length === rowsMax && drafts.length > 1) drafts.pop();
  return drafts.slice(0, countWithin(drafts, limits));
}

function groupRows(rows: readonly SqlRow[]): Draft[] {
  const drafts: Draft[] = [];
  for (const row of rows) {
    const mutation = mutationOf(row);
    let draft = drafts.at(-1);
    if (draft?.localId !== mutation.localId) {
      draft = {
        localId: mutation.localId,
        seq: Number(row["seq"] ?? 0),
        deviceTime_ms: Number(row["device_time_ms"]),
        mutations: [],
        bytes: 0,
      };
      drafts.push(draft);
    }
    const { collection, recordId: id, op, base, fields } = mutation;
    draft.mutations.push({ collection, id, op, base, fields: { ...fields } });
    draft.bytes += Number(row["size"]) + MUTATION_OVERHEAD_BYTES;
  }
  return drafts;
}

function countWithin(drafts: readonly Draft[], limits: BatchLimits): number {
  let mutations = 0;
  let bytes = 0;
  let count = 0;
  for (const draft of drafts) {
    mutations += draft.mutations.length;
    bytes += draft.bytes;
    const full = mutations > limits.mutations || bytes > limits.bytes || count >= limits.groups;
    if (full && count > 0) break;
    count += 1;
  }
  return count;
}
