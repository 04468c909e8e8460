import type pg from "pg";
import { present } from "@healthops/base/assert";
import type { TestDatabase } from "../postgres/test-database.ts";
import { readGroups, readHistory } from "./books/hub-books.ts";
import type { Ledger } from "./books/ledger.ts";
import type { SimHub } from "./sim-hub.ts";

/**
 * How the hub's database goes back in time [LIN]: `promoted`, a standby that lags takes over from the
 * primary and says so by its timeline, while the hubs live on; `restored`, the same, and the hubs are
 * started anew; `rewound`, a machine is set back beneath hubs that live on, so only its log is shorter;
 * `rolledBack`, machine and hubs are set back, and nothing of the server shows it [LIN6].
 */
export const WAYS_BACK = ["promoted", "restored", "rewound", "rolledBack"] as const;
export type WayBack = (typeof WAYS_BACK)[number];

/** The hub's database as it was at a moment. */
interface Copy {
  readonly database: TestDatabase;
  readonly timeline: number;
  /** How far its log had come, as it told. */
  readonly wal: number;
  /** What the ledger's list of the hub's own edits had in it. */
  readonly hubEdits: number;
}

/** Each copy takes some tens of milliseconds. */
const COPIES_MAX = 3;

/** More than what the disguise of the database itself writes into the log. */
const DISGUISE_bytes = 32_768;

export interface HubPastParts {
  readonly database: TestDatabase;
  /** A look into that database that nothing breaks. */
  readonly watcher: pg.Pool;
  readonly hubs: readonly SimHub[];
  readonly ledger: Ledger;
}

/** Copies of a simulated hub's database, and the way back to them. */
export class HubPast {
  readonly #parts: HubPastParts;
  #copies: Copy[] = [];
  #timeline = 1;
  #timelines = 1;
  /** What the server's log is ahead of what this database tells of it. */
  #ahead = 0;

  constructor(parts: HubPastParts) {
    this.#parts = parts;
  }

  /** Keeps the database as it is now; its connections are cut. */
  async keep(): Promise<void> {
    await this.#hubsAtRest();
    // The oldest stays: it lacks the most.
    if (this.#copies.length === COPIES_MAX) {
      const [left] = this.#copies.splice(1, 1);
      await left?.database.drop();
    }
    const wal = (await this.#serverWal()) - this.#ahead;
    const database = await this.#parts.database.copy();
    const { length: hubEdits } = this.#parts.ledger.hubEdits;
    this.#copies.push({ database, timeline: this.#timeline, wal, hubEdits });
  }

  /**
   * Puts one of the copies in the place of the database; those that are newer are forgotten with what
   * came after it. Answers false when there is no copy.
   */
  async goBack(draw: number, way: WayBack): Promise<boolean> {
    if (this.#copies.length === 0) return false;
    const { watcher, hubs, ledger } = this.#parts;
    await this.#hubsAtRest();
    ledger.pasts.push(await readHistory(watcher));
    const livesOn = way === "promoted" || way === "rewound";
    if (!livesOn) for (const hub of hubs) await hub.halt();
    await this.#become(draw, way);
    if (!livesOn) for (const hub of hubs) await hub.begin();
    return true;
  }

  async #become(draw: number, way: WayBack): Promise<void> {
    const { database, watcher, ledger } = this.#parts;
    const chosen = draw % this.#copies.length;
    const copy = present(this.#copies[chosen], "there is such a copy");
    for (const newer of this.#copies.slice(chosen + 1)) await newer.database.drop();
    this.#copies = this.#copies.slice(0, chosen + 1);
    await database.become(copy.database);
    const tells = way === "promoted" || way === "restored";
    this.#timeline = tells ? (this.#timelines += 1) : copy.timeline;
    // A promoted standby's log goes on; that of a machine that was set back is as short as it was.
    this.#ahead = tells ? 0 : (await this.#serverWal()) - copy.wal + DISGUISE_bytes;
    await this.#disguise();
    const groups = await readGroups(watcher);
    const history = await readHistory(watcher);
    ledger.goBack(
      (replicaId, seq, hash) => groups.get(replicaId)?.get(seq) === hash,
      copy.hubEdits,
      new Map([...history].map(([key, changes]) => [key, changes.length])),
    );
  }

  /** No process of the hub is about to start. */
  async #hubsAtRest(): Promise<void> {
    for (const hub of this.#parts.hubs) await hub.open();
  }

  async drop(): Promise<void> {
    for (const { database } of this.#copies) await database.drop();
    this.#copies = [];
  }

  async #serverWal(): Promise<number> {
    const { rows } = await this.#parts.watcher.query<{ wal: number }>(
      "select pg_wal_lsn_diff(pg_catalog.pg_current_wal_flush_lsn(), '0/0')::bigint as wal",
    );
    return Number(present(rows[0], "a query without a table answers one row").wal);
  }

  /** One server serves all of them, so what it says of itself is put before its own functions. */
  async #disguise(): Promise<void> {
    const timeline = this.#timeline.toString(16).toUpperCase().padStart(8, "0");
    const { database, watcher } = this.#parts;
    await watcher.query(
      `create or replace function sim.pg_walfile_name(pg_lsn) returns text language sql as
        $$ select '${timeline}' || substr(pg_catalog.pg_walfile_name($1), 9) $$;
       create or replace function sim.pg_current_wal_flush_lsn() returns pg_lsn language sql as
        $$ select pg_catalog.pg_current_wal_flush_lsn() - ${this.#ahead}::numeric $$;
       alter database ${database.name} set search_path = sim, pg_catalog, public`,
    );
  }
}
