import { isId } from "@healthops/base/ids";
import { plainArray, textArray } from "@healthops/hub/database/array-literal";
import type { Queryable } from "@healthops/hub/database/pool";
import type { TableEntry } from "@healthops/hub/engine/catalog";
import type { SecretIds } from "@healthops/hub/vault/secret-ids";
import type pg from "pg";
import type { ClientId } from "./shapes.ts";

/**
 * The ids that a person's older clients know their records by. They number records themselves, so
 * the same number of another person, or of another collection, is another record.
 */
export class ClientIds {
  readonly #pool: pg.Pool;
  readonly #client: string;
  readonly #secretIds: SecretIds;

  constructor(pool: pg.Pool, secretIds: SecretIds, personId: string) {
    this.#pool = pool;
    this.#secretIds = secretIds;
    this.#client = `fitness:${personId}`;
  }

  /**
   * The record that each id stands for, whether it exists or not: the one that was remembered (by
   * earlier hubs under an id that could be computed), a UUID itself, else one made of the id and the
   * hub's secret, so that two requests at once come to the same.
   */
  async recordIds(
    entry: TableEntry,
    ids: readonly ClientId[],
  ): Promise<ReadonlyMap<ClientId, string>> {
    const { rows } = await this.#pool.query<{ legacy_id: string; record_id: string }>({
      name: "fitness_record_ids",
      text: `select legacy_id, record_id from hub.legacy_ids
        where client = $1 and collection_id = $2 and legacy_id = any($3::text[])`,
      values: [this.#client, entry.number, textArray(ids.map(keyOf))],
    });
    const known = new Map(rows.map((row) => [row.legacy_id, row.record_id]));
    return new Map(ids.map((id) => [id, known.get(keyOf(id)) ?? this.#ownId(entry, id)]));
  }

  #ownId(entry: TableEntry, id: ClientId): string {
    if (isId(id)) return id;
    return this.#secretIds(this.#client, entry.collection.name, keyOf(id));
  }

  /** What the client calls one record, null when it never named it. */
  async named(entry: TableEntry, recordId: string): Promise<ClientId | null> {
    return (await this.#remembered(this.#pool, entry, [recordId])).get(recordId) ?? null;
  }

  /** Remembers by which ids the client calls these records, to answer them so. */
  async remember(
    entry: TableEntry,
    pairs: readonly (readonly [ClientId, string])[],
  ): Promise<void> {
    if (pairs.length === 0) return;
    await insert(this.#pool, this.#client, entry, pairs);
  }

  /**
   * What to call these records to the client. Those that it did not make (but the person did,
   * elsewhere) get a whole number that is then theirs for good, unless the client uses texts.
   */
  async clientIds(
    entry: TableEntry,
    recordIds: readonly string[],
  ): Promise<ReadonlyMap<string, ClientId>> {
    const known = await this.#remembered(this.#pool, entry, recordIds);
    if (recordIds.every((id) => known.has(id))) return known;
    if (await this.#usesTexts(entry))
      return new Map(recordIds.map((id) => [id, known.get(id) ?? id]));
    return await this.#numbered(entry, recordIds);
  }

  async #remembered(
    db: Queryable,
    entry: TableEntry,
    recordIds: readonly string[],
  ): Promise<Map<string, ClientId>> {
    const { rows } = await db.query<{ legacy_id: string; record_id: string }>({
      name: "fitness_client_ids",
      // Of several names the number comes last and stays.
      text: `select legacy_id, record_id from hub.legacy_ids
        where client = $1 and collection_id = $2 and record_id = any($3::uuid[])
        order by legacy_id desc`,
      values: [this.#client, entry.number, plainArray(recordIds)],
    });
    return new Map(rows.map((row) => [row.record_id, JSON.parse(row.legacy_id) as ClientId]));
  }

  async #usesTexts(entry: TableEntry): Promise<boolean> {
    const { rows } = await this.#pool.query<{ texts: boolean; numbers: boolean }>({
      name: "fitness_id_style",
      text: `select
          exists (select from hub.legacy_ids where client = $1 and collection_id = $2 and legacy_id like '"%') as texts,
          exists (select from hub.legacy_ids where client = $1 and collection_id = $2 and legacy_id not like '"%') as numbers`,
      values: [this.#client, entry.number],
    });
    return rows[0]?.texts === true && !rows[0].numbers;
  }

  /** One request of a client at a time gives numbers, so that each record gets one. */
  async #numbered(entry: TableEntry, recordIds: readonly string[]): Promise<Map<string, ClientId>> {
    const connection = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await connection.query("begin");
      await connection.query("select pg_advisory_xact_lock(hashtextextended($1, $2))", [
        this.#client,
        entry.number,
      ]);
      const named = await this.#remembered(connection, entry, recordIds);
      let left = recordIds.filter((id) => !named.has(id)).map((id) => [numberFor(id), id] as const);
      while (left.length > 0) {
        const taken = await insert(connection, this.#client, entry, left);
        for (const [number, id] of left) if (taken.has(id)) named.set(id, number);
        left = left.filter(([, id]) => !taken.has(id)).map(([number, id]) => [number + 1, id]);
      }
      await connection.query("commit");
      return named;
    } catch (error) {
      await connection.query("rollback").catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      connection.release(broken);
    }
  }
}

/** Inserts names that are still free; answers the records that got theirs. */
async function insert(
  db: Queryable,
  client: string,
  entry: TableEntry,
  pairs: readonly (readonly [ClientId, string])[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ record_id: string }>({
    name: "fitness_remember",
    text: `insert into hub.legacy_ids (client, collection_id, legacy_id, record_id)
      select $1, $2, legacy_id, record_id from unnest($3::text[], $4::uuid[]) as d (legacy_id, record_id)
      order by legacy_id
      on conflict do nothing returning record_id`,
    values: [
      client,
      entry.number,
      textArray(pairs.map(([id]) => keyOf(id))),
      plainArray(pairs.map(([, recordId]) => recordId)),
    ],
  });
  return new Set(rows.map((row) => row.record_id));
}

/** As JSON, so that 7 and "7" are two ids and each comes back as it was sent. */
function keyOf(id: ClientId): string {
  return JSON.stringify(id);
}

/** Far above what a client counts up to by itself, and within what 32-bit clients can hold. */
const FIRST_NUMBER = 2 ** 30;

function numberFor(recordId: string): number {
  return FIRST_NUMBER + (Number.parseInt(recordId.slice(-8), 16) % (2 ** 30 - 1));
}
