import type { ChangeSince } from "@healthops/protocol/merge/merge-input";
import type { Collection } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";
import type { ScopeKey } from "@healthops/schema/scope";

/** A record as the database has it at the start of the transaction. */
export interface LoadedRecord {
  readonly version: number;
  readonly deleted: boolean;
  readonly createdAt_us: number;
  readonly content: Content;
  readonly scopes: readonly ScopeKey[];
}

/** One accepted change, on its way into the history. */
export interface Change extends Omit<ChangeSince, "at_us"> {
  readonly deviceTime_ms: number | null;
  readonly reason: string | null;
  /** The record's scopes after this change, and those that it left by it. */
  readonly scopes: readonly ScopeKey[];
  readonly leftScopes: readonly ScopeKey[];
}

/** A record as the batch has made it so far. */
export interface WorkingRecord {
  readonly collection: Collection;
  readonly id: string;
  /** Null when the batch creates it. */
  readonly loaded: LoadedRecord | null;
  readonly version: number;
  readonly deleted: boolean;
  readonly content: Content;
  /** The scopes that hold a record with this content. */
  readonly scopes: readonly ScopeKey[];
  readonly changes: readonly Change[];
}

/**
 * The records that a batch touches, changed in memory first and written at once afterwards. A group
 * that is refused is undone by going back to a mark.
 */
export class WorkingSet {
  readonly #records = new Map<string, WorkingRecord>();
  readonly #journal: { key: string; previous: WorkingRecord | undefined }[] = [];

  get(collection: string, id: string): WorkingRecord | undefined {
    return this.#records.get(keyOf(collection, id));
  }

  /** Puts in a record that was read; not part of any group, so never undone. */
  load(record: WorkingRecord): void {
    this.#records.set(keyOf(record.collection.name, record.id), record);
  }

  set(record: WorkingRecord): void {
    const key = keyOf(record.collection.name, record.id);
    this.#journal.push({ key, previous: this.#records.get(key) });
    this.#records.set(key, record);
  }

  mark(): number {
    return this.#journal.length;
  }

  /** Undoes every `set` since the mark. */
  undoTo(mark: number): void {
    while (this.#journal.length > mark) {
      const entry = this.#journal.pop();
      if (entry === undefined) return;
      if (entry.previous === undefined) this.#records.delete(entry.key);
      else this.#records.set(entry.key, entry.previous);
    }
  }

  /** The records set since the mark, each once: as they are now and as they were at the mark. */
  setSince(mark: number): { record: WorkingRecord; previous: WorkingRecord | undefined }[] {
    const only = this.#journal[mark];
    if (only === undefined) return [];
    // Nearly every group changes one record.
    if (this.#journal.length === mark + 1) {
      const record = this.#records.get(only.key);
      return record === undefined ? [] : [{ record, previous: only.previous }];
    }
    const before = new Map<string, WorkingRecord | undefined>();
    for (const { key, previous } of this.#journal.slice(mark)) {
      if (!before.has(key)) before.set(key, previous);
    }
    return [...before].flatMap(([key, previous]) => {
      const record = this.#records.get(key);
      return record === undefined ? [] : [{ record, previous }];
    });
  }

  /** The records of one collection that are here, changed or not. */
  all(collection: string): WorkingRecord[] {
    return [...this.#records.values()].filter((record) => record.collection.name === collection);
  }

  /** All records with accepted changes. */
  changed(): WorkingRecord[] {
    return [...this.#records.values()].filter((record) => record.changes.length > 0);
  }
}

function keyOf(collection: string, id: string): string {
  return `${collection}/${id}`;
}
