import { withDerived } from "@healthops/schema/content";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { Page } from "@healthops/schema/list/page";
import type { Content, StoredRecord } from "@healthops/schema/record";
import { collectionNamed } from "@healthops/schema/schema";
import type { Accepted, Change } from "@healthops/replica/outbox/change";
import { gallerySchema } from "./gallery-schema.ts";
import { found } from "./memory-lists.ts";
import { idOf } from "./records.ts";

interface Found {
  readonly at: number;
  readonly rows: readonly StoredRecord[];
}

/** Records by collection and id, and who wants to hear of changes. */
export class MemoryTables {
  readonly listeners = new Set<() => void>();
  readonly #tables = new Map<string, Map<string, StoredRecord>>();
  readonly #deleted = new Map<string, StoredRecord>();
  readonly #found = new Map<string, Found>();
  #version = 0;
  #groups = 100;

  put(name: string, records: readonly StoredRecord[]): void {
    this.#tables.set(name, new Map(records.map((record) => [record.id, record])));
  }

  get(name: string, id: string): StoredRecord | undefined {
    return this.#tables.get(name)?.get(id);
  }

  /** Does something that changes records, and says so afterwards. */
  async changing<T>(work: () => T): Promise<T> {
    const value = work();
    this.#version++;
    for (const listener of this.listeners) listener();
    return value;
  }

  rows(name: string, query: ListQuery): readonly StoredRecord[] {
    const { after: _after, limit: _limit, ...plain } = query;
    const key = `${name} ${JSON.stringify(plain)}`;
    const known = this.#found.get(key);
    if (known?.at === this.#version) return known.rows;
    const records = this.#tables.get(name)?.values() ?? [];
    const rows = found(collectionNamed(gallerySchema, name), records, plain);
    this.#found.set(key, { at: this.#version, rows });
    return rows;
  }

  page(name: string, query: ListQuery): Page {
    const rows = this.rows(name, query);
    const limit = query.limit ?? 50;
    const from = query.after === undefined ? 0 : Number(query.after);
    const next = from + limit < rows.length ? String(from + limit) : null;
    return { records: rows.slice(from, from + limit), next };
  }

  pageEnds(name: string, query: ListQuery, size: number): readonly string[] {
    const pages = Math.floor(this.rows(name, query).length / size);
    return Array.from({ length: pages }, (_, at) => String((at + 1) * size));
  }

  mutate(changes: readonly Change[]): Accepted {
    this.#groups++;
    return { group: this.#groups, ids: changes.map((change) => this.#apply(change)) };
  }

  #apply(change: Change): string {
    const rows = this.#tables.get(change.collection) ?? new Map<string, StoredRecord>();
    const id = change.id ?? idOf(2_000_000 + this.#groups);
    const old = rows.get(id);
    if (change.op === "create" || change.op === "update") {
      const content = withDerived(collectionNamed(gallerySchema, change.collection), {
        ...old?.content,
        ...(change.fields as Content),
      });
      rows.set(id, { id, version: 0, createdAt_us: 0, updatedAt_us: 0, ...old, content });
    } else if (change.op === "delete") {
      if (old !== undefined) this.#deleted.set(id, old);
      rows.delete(id);
    } else {
      const back = this.#deleted.get(id);
      if (back !== undefined) rows.set(id, back);
    }
    return id;
  }
}
