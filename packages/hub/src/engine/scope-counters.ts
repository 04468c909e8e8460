import { present } from "@healthops/base/assert";
import type { ScopeKey } from "@healthops/schema/scope";
import type { Queryable } from "../database/pool.ts";
import { Overtaken } from "../database/transaction.ts";
import { NEWEST_LINE, TIMELINE, WAL } from "../lines/line-row.ts";
import type { Lines } from "../lines/lines.ts";

/** A counter row as it was when the lock on it was obtained. */
export interface LockedCounter {
  readonly id: number;
  readonly head: number;
  /** The line that wrote to the scope last; null: none since there are lines. */
  readonly line: number | null;
}

export interface LockedCounters {
  readonly byKey: ReadonlyMap<ScopeKey, LockedCounter>;
  /**
   * The time of the changes now being written, in microseconds: later than every time given out in
   * these scopes before, so that it grows with the positions.
   */
  readonly at_us: number;
  /** Number of the line that the changes are written in [LIN2]. */
  readonly line: number;
}

interface LockedRow extends Record<string, unknown> {
  readonly id: number;
  readonly key: string;
  readonly head: number;
  readonly line: number | null;
  readonly last_us: number;
  readonly now_us: number;
  readonly line_id: string;
  readonly line_number: number;
  readonly opened_us: number;
  readonly timeline: string;
  readonly wal: number;
}

/** Scope keys and the ids of their counter rows; scopes come into being when first written to. */
export class ScopeCounters {
  readonly #idByKey = new Map<ScopeKey, number>();
  readonly #database: Queryable;
  readonly #lines: Pick<Lines, "wal" | "check"> | null;

  /** `database` must not be the connection of a transaction: new counter rows commit at once. */
  constructor(database: Queryable, lines: Pick<Lines, "wal" | "check"> | null = null) {
    this.#database = database;
    this.#lines = lines;
  }

  /** Ids of another database mean nothing here [LIN1]. */
  forget(): void {
    this.#idByKey.clear();
  }

  /**
   * Makes sure that every scope has a counter row; outside of transactions, so nobody waits for it. Where a
   * scope stood before this process wrote to it is kept: a device that was told more before proves by it
   * that the database was rolled back, whatever has been written since [LIN6].
   */
  async ensure(keys: Iterable<ScopeKey>): Promise<void> {
    const unknown = [...new Set(keys)].filter((key) => !this.#idByKey.has(key)).toSorted();
    if (unknown.length === 0) return;
    await this.#database.query(
      `insert into hub.scopes (key) select unnest($1::text[]) on conflict (key) do nothing`,
      [unknown],
    );
    // The head is read after the statement's time, so that nobody was told more up to then.
    const { rows } = await this.#database.query<{ id: number; key: string }>(
      `with scopes as (select id, key, head from hub.scopes where key = any($1::text[])),
        stands as (
          insert into hub.scope_stands (scope_id, at_us, head, line)
            select s.id, (extract(epoch from statement_timestamp()) * 1000000)::bigint, s.head, l.number
              from scopes s cross join ${NEWEST_LINE} l
            on conflict do nothing
        )
        select id, key from scopes`,
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
    const before = this.#lines?.wal ?? 0;
    // The clock is asked above the locking, row by row: the last row's answer comes after all locks
    // are held. A clock read before the wait could lie behind another writer's.
    const { rows } = await connection.query<LockedRow>({
      name: "lock_counters",
      text: `with locked as materialized (
          select id, key, head, last_us, line from hub.scopes where id = any($1::int[])
          order by id for no key update
        )
        select locked.*, (extract(epoch from clock_timestamp()) * 1000000)::bigint as now_us,
          l.id as line_id, l.number as line_number, l.opened_us, ${TIMELINE} as timeline, ${WAL} as wal
        from locked cross join ${NEWEST_LINE} l`,
      values: [`{${ids.join(",")}}`],
    });
    const last = rows.at(-1);
    if (last !== undefined) {
      const { line_id: lineId, timeline, wal } = last;
      this.#lines?.check({ lineId, timeline, wal }, before);
    }
    const byKey = new Map(rows.map(({ id, key, head, line }) => [key, { id, head, line }]));
    if (!keys.every((key) => byKey.has(key))) {
      this.forget();
      throw new Overtaken("a counter is not where it was");
    }
    return {
      byKey,
      at_us: rows.reduce(
        (latest, row) => Math.max(latest, row.last_us + 1, row.opened_us + 1, row.now_us),
        0,
      ),
      line: last?.line_number ?? 0,
    };
  }
}
