import type { Positions, PullResponse } from "@healthops/protocol/wire/pull";
import type { Content } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";
import { collectionNamed } from "@healthops/schema/schema";
import type { ScopeKey } from "@healthops/schema/scope";
import { scopesOf } from "@healthops/schema/scope";

/** A record of the model hub. */
export interface ModelRecord {
  readonly collection: string;
  readonly id: string;
  readonly version: number;
  readonly deleted: boolean;
  readonly content: Content;
  readonly createdAt_us: number;
  readonly updatedAt_us: number;
}

interface FeedRow {
  readonly collection: string;
  readonly id: string;
  readonly departed: boolean;
  position: number;
}

/** Per scope one row for each record, at its newest position [ORD3]: the hub's feed in small. */
export class ModelFeed {
  readonly #schema: Schema;
  readonly #scopes = new Map<ScopeKey, Map<string, FeedRow>>();
  readonly #heads = new Map<ScopeKey, number>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  headsOf(scopes: readonly ScopeKey[]): Positions {
    return Object.fromEntries(scopes.map((scope) => [scope, this.#heads.get(scope) ?? 0]));
  }

  note(before: ModelRecord | null, after: ModelRecord): void {
    const collection = collectionNamed(this.#schema, after.collection);
    const now = new Set(scopesOf(collection, after.id, after.content));
    const was = before === null ? [] : scopesOf(collection, after.id, before.content);
    for (const scope of now) this.#put(scope, after, false);
    for (const scope of was) if (!now.has(scope)) this.#put(scope, after, true);
  }

  page(
    records: ReadonlyMap<string, ModelRecord>,
    held: readonly ScopeKey[],
    from: Positions,
    limit: number,
  ): Omit<PullResponse, "protocol" | "schema" | "epoch"> {
    const positions: Positions = this.headsOf(held);
    const behind = held.flatMap((scope) =>
      [...(this.#scopes.get(scope)?.values() ?? [])]
        .filter(({ position }) => position > (from[scope] ?? 0))
        .map((row) => ({ scope, row })),
    );
    behind.sort((a, b) =>
      a.scope < b.scope ? -1 : a.scope > b.scope ? 1 : a.row.position - b.row.position,
    );
    const rows = behind.slice(0, limit);
    for (const { scope, row } of behind.slice(limit)) {
      positions[scope] = Math.min(
        positions[scope] ?? 0,
        Math.max(from[scope] ?? 0, row.position - 1),
      );
    }
    const present = rows
      .filter(({ row }) => !row.departed)
      .map(({ row }) => records.get(keyOf(row)));
    return {
      complete: rows.length === behind.length,
      positions,
      remaining: behind.length - rows.length,
      ...this.#columns(present.filter((record) => record !== undefined)),
      left: rows
        .filter(({ row }) => row.departed)
        .map(({ scope, row }) => ({ scope, name: row.collection, ids: [row.id] })),
    };
  }

  #columns(records: readonly ModelRecord[]): Pick<PullResponse, "changed" | "deleted"> {
    const changed: PullResponse["changed"] = [];
    const deleted: PullResponse["deleted"] = [];
    for (const [name, all] of Map.groupBy(records, ({ collection }) => collection)) {
      const gone = all.filter((record) => record.deleted);
      if (gone.length > 0) {
        deleted.push({
          name,
          ids: gone.map(({ id }) => id),
          versions: gone.map(({ version }) => version),
        });
      }
      const own = Object.keys(collectionNamed(this.#schema, name).fields);
      const rows = all.filter((record) => !record.deleted);
      if (rows.length === 0) continue;
      changed.push({
        name,
        fields: ["id", "version", "createdAt_us", "updatedAt_us", ...own],
        columns: [
          rows.map(({ id }) => id),
          rows.map(({ version }) => version),
          rows.map(({ createdAt_us }) => createdAt_us),
          rows.map(({ updatedAt_us }) => updatedAt_us),
          ...own.map((field) => rows.map(({ content }) => content[field] ?? null)),
        ],
      });
    }
    return { changed, deleted };
  }

  #put(scope: ScopeKey, { collection, id }: ModelRecord, departed: boolean): void {
    const position = (this.#heads.get(scope) ?? 0) + 1;
    this.#heads.set(scope, position);
    const rows = this.#scopes.get(scope) ?? new Map<string, FeedRow>();
    this.#scopes.set(scope, rows);
    rows.set(keyOf({ collection, id }), { collection, id, departed, position });
  }
}

/** The model's key of a record. */
export function keyOf({
  collection,
  id,
}: {
  readonly collection: string;
  readonly id: string;
}): string {
  return `${collection} ${id}`;
}
