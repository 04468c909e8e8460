import type { Queryable } from "@healthops/hub/database/pool";
import type { Receipt } from "@healthops/protocol/wire/push";
import { contentColumns, fromPostgres } from "@healthops/schema/columns";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";

/** A record as the hub has it, tombstones too. */
export interface HubRecord {
  readonly collection: Collection;
  readonly id: string;
  readonly version: number;
  readonly deleted: boolean;
  readonly content: Content;
}

/** A row of the history, with the record's whole content after it. */
export interface HubChange {
  readonly collection: string;
  readonly id: string;
  readonly version: number;
  readonly op: string;
  readonly replicaId: string | null;
  readonly personId: string | null;
  readonly before: Content;
  readonly after: Content;
  readonly content: Content;
  /** Whether the record was deleted after it. */
  readonly deleted: boolean;
}

/** By `<collection> <id>`, in the order of the versions. */
export type History = ReadonlyMap<string, readonly HubChange[]>;

export interface FeedEntry {
  readonly scope: string;
  readonly collection: string;
  readonly id: string;
  readonly position: number;
  readonly departed: boolean;
}

/** Everything that the hub has written down, read out of its tables after the end of a run. */
export interface HubBooks {
  /** By `<collection> <id>`. */
  readonly records: ReadonlyMap<string, HubRecord>;
  readonly history: History;
  /** By replica, in the order of the numbers. */
  readonly receipts: ReadonlyMap<string, readonly Receipt[]>;
  /** Hash of each group that the hub has, and whether another id of the device had brought it before. */
  readonly groups: ReadonlyMap<
    string,
    readonly { readonly hash: string; readonly again: boolean }[]
  >;
  /** Highest number applied, by replica. */
  readonly lastSeq: ReadonlyMap<string, number>;
  readonly heads: ReadonlyMap<string, number>;
  readonly feed: readonly FeedEntry[];
  /** Every position that was ever written into the feed, by scope. */
  readonly positions: ReadonlyMap<string, readonly number[]>;
}

/** Put into a fresh database, so that positions can be checked that later ones have overwritten. */
export const POSITION_LOG = `
  create schema sim;
  create table sim.positions (scope_id integer, position bigint);
  create function sim.log_position() returns trigger language plpgsql as $$
  begin
    insert into sim.positions values (new.scope_id, new.position);
    return null;
  end $$;
  create trigger sim_log after insert or update on hub.feed
    for each row execute function sim.log_position();`;

/** Reads the books of a hub at rest. */
export async function readBooks(pool: Queryable, schema: Schema): Promise<HubBooks> {
  const rows = async (sql: string) => (await pool.query<Record<string, unknown>>(sql)).rows;
  const receipts = Map.groupBy(
    await rows(
      "select replica_id, seq, receipt, hash, first_replica from hub.receipts order by replica_id, seq",
    ),
    (row) => String(row["replica_id"]),
  );
  const replicas = await rows("select id, last_seq from hub.replicas");
  const scopes = await rows("select key, head from hub.scopes");
  const feed = await rows(`select s.key, c.name, f.record_id, f.position, f.departed
    from hub.feed f join hub.scopes s on s.id = f.scope_id
    join hub.collections c on c.id = f.collection_id`);
  const positions = await rows(`select s.key, array_agg(p.position::int order by p.position) as all
    from sim.positions p join hub.scopes s on s.id = p.scope_id group by s.key`);
  return {
    records: await readRecords(pool, schema),
    history: await readHistory(pool),
    receipts: new Map(
      [...receipts].map(([id, own]) => [id, own.map((row) => row["receipt"] as Receipt)]),
    ),
    groups: new Map(
      [...receipts].map(([id, own]) => [
        id,
        own.map((row) => ({ hash: String(row["hash"]), again: row["first_replica"] !== null })),
      ]),
    ),
    lastSeq: new Map(replicas.map((row) => [String(row["id"]), Number(row["last_seq"])])),
    heads: new Map(scopes.map((row) => [String(row["key"]), Number(row["head"])])),
    feed: feed.map((row) => ({
      scope: String(row["key"]),
      collection: String(row["name"]),
      id: String(row["record_id"]),
      position: Number(row["position"]),
      departed: row["departed"] === true,
    })),
    positions: new Map(positions.map((row) => [String(row["key"]), row["all"] as number[]])),
  };
}

async function readRecords(pool: Queryable, schema: Schema): Promise<Map<string, HubRecord>> {
  const records = new Map<string, HubRecord>();
  for (const collection of schema.collections.values()) {
    const columns = contentColumns(collection);
    const { rows } = await pool.query<Record<string, unknown>>(
      `select * from data.${collection.name}`,
    );
    for (const row of rows) {
      const content: Record<string, FieldValue> = {};
      for (const { field, column, kind } of columns)
        content[field] = fromPostgres(kind, row[column]);
      const id = String(row["id"]);
      const version = Number(row["version"]);
      const deleted = row["deleted"] === true;
      records.set(`${collection.name} ${id}`, { collection, id, version, deleted, content });
    }
  }
  return records;
}

/** The history of all records, by `<collection> <id>`, in the order of the versions. */
export async function readHistory(pool: Queryable): Promise<Map<string, HubChange[]>> {
  const { rows } = await pool.query<Record<string, unknown>>(`
    select c.name, h.record_id, h.version, h.op, h.replica_id, h.person_id, h.before, h.after
    from hub.history h join hub.collections c on c.id = h.collection_id
    order by c.name, h.record_id, h.version`);
  const history = new Map<string, HubChange[]>();
  for (const row of rows) {
    const key = `${String(row["name"])} ${String(row["record_id"])}`;
    const changes = history.get(key) ?? [];
    history.set(key, changes);
    const after = row["after"] as Content;
    const op = String(row["op"]);
    const last = changes.at(-1);
    changes.push({
      collection: String(row["name"]),
      id: String(row["record_id"]),
      version: Number(row["version"]),
      op,
      replicaId: textOrNull(row["replica_id"]),
      personId: textOrNull(row["person_id"]),
      before: row["before"] as Content,
      after,
      content: { ...last?.content, ...after },
      deleted: op === "update" ? (last?.deleted ?? false) : op === "delete",
    });
  }
  return history;
}

/** Hash of each group that the hub has, by replica and number. */
export async function readGroups(
  pool: Queryable,
): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
  const { rows } = await pool.query<{ replica_id: string; seq: number; hash: string | null }>(
    "select replica_id, seq, hash from hub.receipts",
  );
  const replicas = Map.groupBy(rows, (row) => row.replica_id);
  return new Map(
    [...replicas].map(([id, own]) => [
      id,
      new Map(own.map(({ seq, hash }) => [Number(seq), String(hash)])),
    ]),
  );
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
