import type { Mutation } from "@healthops/protocol/wire/push";
import type { TableEntry } from "../engine/catalog.ts";
import type { Hub } from "../hub.ts";
import type { FoundRecord } from "../rest/read-record.ts";
import { readRecord, readRecords } from "../rest/read-record.ts";

export type RefusedHub = Pick<Hub, "pool" | "engine">;

/** The records that refused changes are about, read together and once, however many changes name them. */
export class RecordLookup {
  readonly #hub: RefusedHub;
  readonly #found = new Map<string, FoundRecord | null>();

  constructor(hub: RefusedHub) {
    this.#hub = hub;
  }

  /** Null for a collection that this hub has no more. */
  entryOf(collection: string): TableEntry | null {
    const { catalog } = this.#hub.engine;
    return catalog.schema.collections.has(collection) ? catalog.named(collection) : null;
  }

  /** Reads what these mutations are about, one query a collection. */
  async prepare(mutations: readonly Mutation[]): Promise<void> {
    const unread = mutations.filter(({ collection, id }) => !this.#found.has(key(collection, id)));
    for (const [collection, of] of Map.groupBy(unread, (mutation) => mutation.collection)) {
      const entry = this.entryOf(collection);
      if (entry === null) continue;
      const ids = [...new Set(of.map(({ id }) => id))];
      for (const id of ids) this.#found.set(key(collection, id), null);
      for (const one of await readRecords(this.#hub.pool, entry, ids)) {
        this.#found.set(key(collection, one.record.id), one);
      }
    }
  }

  /** The record of that id, whoever may see it; null when the hub never had one. */
  async find(entry: TableEntry, id: string): Promise<FoundRecord | null> {
    const name = key(entry.collection.name, id);
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const found = await readRecord(this.#hub.pool, entry, id);
    this.#found.set(name, found);
    return found;
  }
}

function key(collection: string, id: string): string {
  return `${collection} ${id}`;
}
