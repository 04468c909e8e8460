import { storableJson, storableText, unstorableAt } from "@healthops/base/storable";
import type { MutationReceipt, Mutation } from "@healthops/protocol/wire/push";
import type { Queryable } from "../database/pool.ts";

/** A refused mutation as it is kept. */
export interface KeptMutation extends Mutation {
  /** It held what no database keeps (NUL, half a character): written out as `\u0000` here. */
  readonly escaped?: true;
}

/** A change that the hub refused, with what it answered. */
export interface RefusedToKeep {
  /** Number of the group; of a program's row, a number that stands for the row. */
  readonly seq: number;
  readonly deviceTime_ms: number;
  readonly mutations: readonly Mutation[];
  readonly answers: readonly MutationReceipt[];
  /** Sites whose managers look after it, besides those that hold the records. */
  readonly sites: readonly string[];
}

/** Whose change it was, and from which device. */
export interface RefusedFrom {
  readonly replicaId: string;
  readonly personId: string;
}

/**
 * Keeps what was wanted and refused, so that those who look after people and sites see it, also when
 * the device never comes back. The same change refused again is there once; refused with other content,
 * it waits for a decision anew.
 */
export async function keepRefused(
  db: Queryable,
  { replicaId, personId }: RefusedFrom,
  refused: readonly RefusedToKeep[],
): Promise<void> {
  if (refused.length === 0) return;
  await db.query(
    `insert into hub.refused as kept
        (replica_id, person_id, seq, device_time_ms, mutations, answers, sites)
      select $1, $2, g.seq, g.device_time_ms, g.mutations, g.answers, array(
          select distinct split_part(s.key, ':', 2)::uuid
          from jsonb_array_elements(g.mutations) m
            join hub.feed f on f.record_id = (m ->> 'id')::uuid and not f.departed
            join hub.scopes s on s.id = f.scope_id
          where s.key like 'site:%' or s.key like 'managers:%'
          union
          select site::uuid from jsonb_array_elements_text(g.sites) as site)
      from unnest($3::bigint[], $4::bigint[], $5::jsonb[], $6::jsonb[], $7::jsonb[])
        as g (seq, device_time_ms, mutations, answers, sites)
      on conflict (replica_id, seq) do update
        set mutations = excluded.mutations, answers = excluded.answers, sites = excluded.sites,
          at = clock_timestamp(), decision = null, decided_at = null, decided_by = null,
          decision_reason = null
        where kept.mutations <> excluded.mutations`,
    [
      replicaId,
      personId,
      refused.map(({ seq }) => seq),
      refused.map(({ deviceTime_ms }) => deviceTime_ms),
      refused.map(({ mutations }) => JSON.stringify(mutations.map(keptMutation))),
      refused.map(({ answers }) => JSON.stringify(answers)),
      refused.map(({ sites }) => JSON.stringify(sites)),
    ],
  );
}

/**
 * Takes changes off the open list that their author has put right or given up; of numbers that were not
 * refused nothing is known.
 */
export async function withdrawRefused(
  db: Queryable,
  { replicaId, personId }: RefusedFrom,
  seqs: readonly number[],
): Promise<void> {
  if (seqs.length === 0) return;
  await db.query(
    `update hub.refused set decision = 'withdrawn', decided_at = clock_timestamp(), decided_by = $2
      where replica_id = $1 and person_id = $2 and seq = any($3::bigint[]) and decision is null`,
    [replicaId, personId, seqs],
  );
}

/** The same for changes of one person, of whichever of their devices. */
export async function withdrawOwn(
  db: Queryable,
  personId: string,
  changes: readonly { readonly deviceId: string; readonly seq: number }[],
): Promise<void> {
  for (const [replicaId, of] of Map.groupBy(changes, ({ deviceId }) => deviceId)) {
    const seqs = of.map(({ seq }) => seq);
    await withdrawRefused(db, { replicaId, personId }, seqs);
  }
}

/** Nothing of what somebody wanted is lost because a database cannot keep it as it came. */
function keptMutation(mutation: Mutation): KeptMutation {
  if (unstorableAt(mutation.fields) === null) return mutation;
  const fields = Object.entries(mutation.fields).map(([name, value]): [string, unknown] => [
    storableText(name),
    storableJson(value),
  ]);
  return { ...mutation, fields: Object.fromEntries(fields), escaped: true };
}
