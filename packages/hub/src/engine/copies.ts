import type { Group, Receipt } from "@healthops/protocol/wire/push";
import { plainArray } from "../database/array-literal.ts";
import type { Queryable, Row } from "../database/pool.ts";
import type { FirstPlace } from "./batch-rows.ts";
import { groupHash, olderGroupHash } from "./group-hash.ts";
import type { ReplicaState } from "./replica-state.ts";
import type { Submission } from "./submission.ts";

/** A group that another id of the same device has brought, and its answer. */
export interface Twin extends FirstPlace {
  readonly receipt: Receipt;
}

/**
 * What copies of a device have in common [PSH4]: work that waited when the copy was made is in both,
 * and each will send it. Whichever comes first has it applied; the others hear what became of it.
 */
export class Families {
  /** By the root of the family, then by the group's hash, of whichever kind is stored. */
  readonly #twins = new Map<string, Map<string, Twin[]>>();
  readonly #inherited = new Set<string>();
  readonly #shared: { root: string; hash: string; replicaId: string; seq: number }[] = [];

  /** Never one of the replica's own: what it says twice under two numbers, its person did twice. */
  find({ id, copyRoot: root }: ReplicaState, group: Group, hash: string): Twin | null {
    const twins = root === null ? undefined : this.#twins.get(root);
    if (twins === undefined) return null;
    const alike = [...(twins.get(hash) ?? []), ...(twins.get(olderGroupHash(group)) ?? [])];
    return alike.find(({ replicaId }) => replicaId !== id) ?? null;
  }

  /** A group that is applied now. */
  add(state: ReplicaState, group: Group, hash: string, receipt: Receipt): void {
    const { id, copyRoot: root } = state;
    if (root === null || this.find(state, group, hash) !== null) return;
    const { seq } = group;
    this.remember(root, hash, { replicaId: id, seq, receipt });
    if (this.#inherited.has(id)) this.#shared.push({ root, hash, replicaId: id, seq });
  }

  remember(root: string, hash: string, twin: Twin): void {
    const twins = this.#twins.get(root) ?? new Map<string, Twin[]>();
    this.#twins.set(root, twins.set(hash, [...(twins.get(hash) ?? []), twin]));
  }

  /** The replica brings work that was made under another id. */
  inherits(replicaId: string): void {
    this.#inherited.add(replicaId);
  }

  /** Keeps what was applied of inherited work where the others of the family find it at once. */
  async write(connection: Queryable): Promise<void> {
    if (this.#shared.length === 0) return;
    await connection.query(
      `insert into hub.shared_groups (copy_root, hash, replica_id, seq)
        select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[]) on conflict do nothing`,
      [
        plainArray(this.#shared.map(({ root }) => root)),
        plainArray(this.#shared.map(({ hash }) => hash)),
        plainArray(this.#shared.map(({ replicaId }) => replicaId)),
        plainArray(this.#shared.map(({ seq }) => seq)),
      ],
    );
  }
}

/**
 * Writes down which replicas are copies, and of which family; answers the originals, whose rows are to
 * be locked too: then of two copies that bring the same work at once, one waits. An original that never
 * was here gets its row, so that it is known to have copies when it comes.
 */
export async function registerCopies(
  connection: Queryable,
  submissions: readonly Submission[],
): Promise<readonly string[]> {
  const roots = new Set<string>();
  for (const { replica, actor } of submissions) {
    if (replica?.copyOf === undefined || replica.copyOf === replica.id) continue;
    const values = [replica.id, replica.copyOf, actor.personId];
    await connection.query(
      `insert into hub.replicas (id, person_id)
        select id, $2::uuid from unnest($1::uuid[]) as d (id) order by id on conflict do nothing`,
      [plainArray([replica.id, replica.copyOf].toSorted()), actor.personId],
    );
    // Somebody else's device is nobody's original.
    const { rows } = await connection.query<{ root: string }>(
      `select coalesce(copy_root, id) as root from hub.replicas where id = $2 and person_id = $3 and id <> $1`,
      values,
    );
    const root = rows[0]?.root;
    if (root === undefined) continue;
    roots.add(root);
    await connection.query(
      `update hub.replicas set copy_root = $1 where id = any($2::uuid[]) and person_id = $3
        and copy_root is null`,
      [root, plainArray([root, replica.id, replica.copyOf].toSorted()), actor.personId],
    );
  }
  return [...roots];
}

interface TwinRow extends Row {
  readonly hash: string;
  readonly replica_id: string;
  readonly seq: number;
  readonly receipt: Receipt;
}

/** What the families of the batch's replicas have brought before, as far as the batch brings it again. */
export async function loadFamilies(
  connection: Queryable,
  submissions: readonly Submission[],
  replicas: ReadonlyMap<string, ReplicaState>,
): Promise<Families> {
  const families = new Families();
  for (const { replica, groups } of submissions) {
    const root = replicas.get(replica?.id ?? "")?.copyRoot ?? null;
    if (root === null || replica === null) continue;
    const hashes = plainArray([
      ...new Set(groups.flatMap((group) => [groupHash(group), olderGroupHash(group)])),
    ]);
    const inherited = replica.copyOf !== undefined;
    if (inherited) families.inherits(replica.id);
    const { rows } = await connection.query<TwinRow>(inherited ? OF_FAMILY : SHARED, [
      root,
      hashes,
      replica.id,
    ]);
    for (const { hash, replica_id: replicaId, seq, receipt } of rows) {
      families.remember(root, hash, { replicaId, seq, receipt });
    }
  }
  return families;
}

/** Of work that was made here, only what a copy has brought can be done already. */
const SHARED = `select s.hash, r.replica_id, r.seq, r.receipt from hub.shared_groups s
  join hub.receipts r on r.replica_id = s.replica_id and r.seq = s.seq
  where s.copy_root = $1 and s.hash = any($2::uuid[]) and r.receipt ->> 'status' = 'applied'
    and r.replica_id <> $3`;

/** Inherited work may be done by any of them; there is little of it, and only once. */
const OF_FAMILY = `select distinct on (r.hash) r.hash, r.replica_id, r.seq, r.receipt
  from hub.receipts r where r.hash = any($2::uuid[]) and r.receipt ->> 'status' = 'applied'
    and r.first_replica is null
    and r.replica_id in (select id from hub.replicas where copy_root = $1 and id <> $3)
  order by r.hash, r.replica_id, r.seq`;
