import { storableJson, storableText, unstorableAt } from "@healthops/base/storable";
import type { MutationReceipt, Mutation } from "@healthops/protocol/wire/push";
import type { Queryable } from "../database/pool.ts";
import type { ScopesOfRecord } from "./sites-of-records.ts";
import { sitesOfRecords } from "./sites-of-records.ts";

/** A refused mutation as it is kept. */
export interface KeptMutation extends Mutation {
  /** It held what no database keeps (NUL, half a character): written out as `\u0000` here. */
  readonly escaped?: true;
  /** Too much of one person's was refused to keep all of it; their device has it. */
  readonly leftOut?: true;
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
 * it waits for a decision anew. Whoever asks knows where the records are, or has looked it up by their
 * ids: nothing here may cost more than what was refused.
 */
export async function keepRefused(
  db: Queryable,
  { replicaId, personId }: RefusedFrom,
  refused: readonly RefusedToKeep[],
  scopesOf: ScopesOfRecord,
): Promise<void> {
  if (refused.length === 0) return;
  const kept = withinQuota(await openOf(db, personId), refused, scopesOf);
  if (kept.length === 0) return;
  await db.query(
    `insert into hub.refused as kept
        (replica_id, person_id, seq, device_time_ms, mutations, answers, sites, size_bytes)
      select $1, $2, g.seq, g.device_time_ms, g.mutations, g.answers,
          array(select site::uuid from jsonb_array_elements_text(g.sites) as site), g.size_bytes
      from unnest($3::bigint[], $4::bigint[], $5::jsonb[], $6::jsonb[], $7::jsonb[], $8::integer[])
        as g (seq, device_time_ms, mutations, answers, sites, size_bytes)
      on conflict (replica_id, seq) do update
        set mutations = excluded.mutations, answers = excluded.answers, sites = excluded.sites,
          size_bytes = excluded.size_bytes, at = clock_timestamp(), decision = null, decided_at = null, decided_by = null,
          decision_reason = null
        where kept.mutations <> excluded.mutations`,
    [
      replicaId,
      personId,
      kept.map(({ seq }) => seq),
      kept.map(({ deviceTime_ms }) => deviceTime_ms),
      kept.map(({ mutations }) => mutations),
      kept.map(({ answers }) => answers),
      kept.map(({ sites }) => JSON.stringify(sites)),
      kept.map(({ size_bytes }) => size_bytes),
    ],
  );
}

/** What may be open of one person's with its content; more is kept as what it was about. */
const CONTENT_MAX_bytes = 32 * 1024 * 1024;
/** And so many changes at all: a list of more serves nobody. */
const OPEN_MAX = 5_000;
/** Of a change without its content so many records are named. */
const NAMED_MAX = 20;

interface Open {
  readonly changes: number;
  readonly bytes: number;
}

async function openOf(db: Queryable, personId: string): Promise<Open> {
  const { rows } = await db.query<{ changes: number; bytes: number }>(
    `select count(*)::int as changes, coalesce(sum(size_bytes), 0)::float8 as bytes
      from hub.refused where person_id = $1 and decision is null`,
    [personId],
  );
  return rows[0] ?? { changes: 0, bytes: 0 };
}

type Written = Pick<RefusedToKeep, "seq" | "deviceTime_ms" | "sites"> & {
  readonly mutations: string;
  readonly answers: string;
  readonly size_bytes: number;
};

/**
 * One person's device, however it misbehaves, fills neither the disk nor the list of those who look after
 * people. Nothing is lost by it: the device keeps what was refused until its person settles it [PSH3].
 */
function withinQuota(
  open: Open,
  refused: readonly RefusedToKeep[],
  scopesOf: ScopesOfRecord,
): readonly Written[] {
  let { bytes } = open;
  return refused.slice(0, Math.max(0, OPEN_MAX - open.changes)).map((one) => {
    const { seq, deviceTime_ms } = one;
    const sites = [...new Set([...sitesOfRecords(one.mutations, scopesOf), ...one.sites])];
    const whole = JSON.stringify(one.mutations.map(keptMutation));
    const fits = bytes + whole.length <= CONTENT_MAX_bytes;
    const mutations = fits ? whole : JSON.stringify(one.mutations.slice(0, NAMED_MAX).map(named));
    const answers = JSON.stringify(fits ? one.answers : one.answers.slice(0, NAMED_MAX));
    bytes += mutations.length;
    return { seq, deviceTime_ms, sites, mutations, answers, size_bytes: mutations.length };
  });
}

/** Ids and other short values stay: by them it is known whose the record is. */
const SHORT_VALUE = 40;
const SHORT_VALUES_MAX = 20;

function named(mutation: Mutation): KeptMutation {
  const { fields } = keptMutation(mutation);
  const short = Object.entries(fields).filter(
    ([, value]) => JSON.stringify(value).length <= SHORT_VALUE,
  );
  const few = Object.fromEntries(short.slice(0, SHORT_VALUES_MAX));
  return { ...mutation, fields: few as Mutation["fields"], leftOut: true };
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
