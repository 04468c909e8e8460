import { storableJson, storableText, unstorableAt } from "@healthops/base/storable";
import type { Group, Mutation, Receipt } from "@healthops/protocol/wire/push";
import type { Queryable } from "../database/pool.ts";

/** A refused mutation as it is kept. */
export interface KeptMutation extends Mutation {
  /** It held what no database keeps (NUL, half a character): written out as `\u0000` here. */
  readonly escaped?: true;
}

/** A push and what became of its groups. */
export interface AnsweredPush {
  readonly replicaId: string;
  readonly personId: string;
  readonly groups: readonly Group[];
  readonly receipts: readonly Receipt[];
}

/**
 * Keeps what a device wanted and the hub refused, so that those who look after people can see it, also
 * when the device never comes back. Written beside the answer, and only where something was refused.
 */
export class RefusedChanges {
  readonly #db: Queryable;
  readonly #onFault: (error: Error) => void;
  readonly #underWay = new Set<Promise<void>>();

  /** `onFault` is told when a refusal could not be written; the device still shows it to its person. */
  constructor(db: Queryable, onFault: (error: Error) => void) {
    this.#db = db;
    this.#onFault = onFault;
  }

  /** Call it with the answers of every push. Returns at once. */
  note(push: AnsweredPush): void {
    const refused = new Map(
      push.receipts.filter(({ status }) => status === "rejected").map((one) => [one.seq, one]),
    );
    if (refused.size === 0) return;
    const writing = this.#write(push, refused).catch(this.#onFault);
    this.#underWay.add(writing);
    void writing.finally(() => this.#underWay.delete(writing));
  }

  /** Resolves when everything noted so far is written; call it before the pool is closed. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #write(push: AnsweredPush, refused: ReadonlyMap<number, Receipt>): Promise<void> {
    const groups = push.groups.filter(({ seq }) => refused.has(seq));
    await this.#db.query(
      `insert into hub.refused (replica_id, person_id, seq, device_time_ms, mutations, answers, sites)
        select $1, $2, g.*, array(
          select distinct split_part(s.key, ':', 2)::uuid
          from jsonb_array_elements(g.mutations) m
            join hub.feed f on f.record_id = (m ->> 'id')::uuid and not f.departed
            join hub.scopes s on s.id = f.scope_id
          where s.key like 'site:%' or s.key like 'managers:%')
        from unnest($3::bigint[], $4::bigint[], $5::jsonb[], $6::jsonb[])
          as g (seq, device_time_ms, mutations, answers)
        on conflict do nothing`,
      [
        push.replicaId,
        push.personId,
        groups.map(({ seq }) => seq),
        groups.map(({ deviceTime_ms }) => deviceTime_ms),
        groups.map(({ mutations }) => JSON.stringify(mutations.map(keptMutation))),
        groups.map(({ seq }) => JSON.stringify(refused.get(seq)?.mutations ?? [])),
      ],
    );
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
