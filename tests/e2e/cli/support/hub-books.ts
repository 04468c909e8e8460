import { present } from "@healthops/base/assert";
import { openPool } from "@healthops/hub/database/pool";
import type pg from "pg";

/** Looks into the hub's database from beside it. */
export class HubBooks {
  readonly #pool: pg.Pool;

  constructor(connectionString: string) {
    this.#pool = openPool(connectionString, 1);
  }

  /** Receipts of all replicas so far. */
  async receipts(): Promise<number> {
    return await this.#count("select count(*) as n from hub.receipts");
  }

  /** Entries of the history of these records: more than one each means applied twice. */
  async changesOf(ids: readonly string[]): Promise<number> {
    return await this.#count(
      "select count(*) as n from hub.history where record_id = any($1::uuid[])",
      [ids],
    );
  }

  /** The ids and versions of a person's records, sorted, as a device would show them. */
  async recordsOf(collection: string, username: string): Promise<readonly string[]> {
    const { rows } = await this.#pool.query<{ record: string }>(
      `select r.id || ' v' || r.version as record from data.${collection} r
        join data.people p on p.id = r.person_id
        where p.username = $1 and not r.deleted order by r.id`,
      [username],
    );
    return rows.map(({ record }) => record);
  }

  /** Waits until there are receipts, but not yet all of them; answers how many. */
  async inTheMiddle(all: number): Promise<number> {
    for (;;) {
      const receipts = await this.receipts();
      if (receipts > 0) return receipts < all ? receipts : Number.NaN;
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #count(sql: string, parameters: unknown[] = []): Promise<number> {
    const { rows } = await this.#pool.query<{ n: number }>(sql, parameters);
    return Number(present(rows[0], "a count has one row").n);
  }
}
