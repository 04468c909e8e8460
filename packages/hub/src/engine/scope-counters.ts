import { present } from "@healthops/base/assert";
import type { ScopeKey } from "@healthops/schema/scope";
import type { Queryable } from "../database/pool.ts";

/** A counter row as it was when the lock on it was obtained. */
export interface LockedCounter {
  readonly id: number;
  readonly head: number;
}

export interface LockedCounters {
  readonly byKey: ReadonlyMap<ScopeKey, LockedCounter>;
  /**
   * The time of the changes now being written, in microseconds: later than every time given out in
   * these scopes before, so that it grows with the positions.
   */
  readonly at_us: number;
}

interface LockedRow extends Record<string, unknown> {
  readonly id: number;
  readonly key: string;
  readonly head: number;
  readonly last_us: number;
  readonly now_us: number;
}

/** Scope keys and the ids of their counter rows; scopes come into being when first written to. */
export class ScopeCounters {
  readonly #idByKey = new Map<ScopeKey, number>();
  readonly #database: Queryable;

  /** `database` must not be the connection of a transaction: new counter rows commit at once. */
  constructor(database: Queryable) {
    this.#database = database;
  }

  /** Makes sure that every scope has a counter row; outside of transactions, so nobody waits for it. */
  async ensure(keys: Iterable<ScopeKey>): Promise<void> {
    const unknown = [...new Set(keys)].filter((key) => !this.#idByKey.has(key)).toSorted();
    if (unknown.length === 0) return;
    await this.#database.query(
      `insert into hub.scopes (key) select unnest($1::text[]) on conflict (key) do nothing`,
      [unknown],
    );
    const { rows } = await this.#database.query<{ id: number; key: string }>(
      `select id, key from hub.scopes where key = any($1::text[])`,
      [unknown],
    );
    for (const row of rows) this.#idByKey.set(row.key, row.id);
  }

  /** The id of a scope that `ensure` has seen. */
  idOf(key: ScopeKey): number {
    return present(this.#idByKey.get(key), `scope ${key} has a counter row`);
  }

  /**
   * Locks the counters of these scopes, last of all locks and in sorted order [ORD1]: from here to the
   * commit nobody else takes a position in them, so commit order is position order.
   */
  async lock(connection: Queryable, keys: readonly ScopeKey[]): Promise<LockedCounters> {
    const ids = keys.map((key) => this.idOf(key));
    // The clock is asked above the locking, row by row: the last row's answer comes after all locks
    // are held. A clock read before the wait could lie behind another writer's.
    const { rows } = await connection.query<LockedRow>({
      name: "lock_counters",
      text: `with locked as materialized (
          select id, key, head, last_us from hub.scopes where id = any($1::int[])
          order by id for no key update
        )
        select *, (extract(epoch from clock_timestamp()) * 1000000)::bigint as now_us from locked`,
      values: [`{${ids.join(",")}}`],
    });
    return {
      byKey: new Map(rows.map((row) => [row.key, { id: row.id, head: row.head }])),
      at_us: rows.reduce((latest, row) => Math.max(latest, row.last_us + 1, row.now_us), 0),
    };
  }
}
