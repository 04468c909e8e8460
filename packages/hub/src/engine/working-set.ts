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

/** The place of one record; a slot whose record is undone stays, empty. */
interface Slot {
  record: WorkingRecord | undefined;
}

/**
 * The records that a batch touches, changed in memory first and written at once afterwards. A group
 * that is refused is undone by going back to a mark.
 */
export class WorkingSet {
  /** In the order in which the records came, which is that of their positions in the feed. */
  readonly #slots: Slot[] = [];
  /** By collection and id: a joined key would have to be made, and hashed, for every look. */
  readonly #byCollection = new Map<string, Map<string, Slot>>();
  readonly #journal: { slot: Slot; previous: WorkingRecord | undefined }[] = [];

  get(collection: string, id: string): WorkingRecord | undefined {
    return this.#byCollection.get(collection)?.get(id)?.record;
  }

  /** Puts in a record that was read; not part of any group, so never undone. */
  load(record: WorkingRecord): void {
    this.#slotOf(record).record = record;
  }

  set(record: WorkingRecord): void {
    const slot = this.#slotOf(record);
    this.#journal.push({ slot, previous: slot.record });
    slot.record = record;
  }

  mark(): number {
    return this.#journal.length;
  }

  /** Undoes every `set` since the mark. */
  undoTo(mark: number): void {
    while (this.#journal.length > mark) {
      const entry = this.#journal.pop();
      if (entry === undefined) return;
      entry.slot.record = entry.previous;
    }
  }

  /** The records set since the mark, each once: as they are now and as they were at the mark. */
  setSince(mark: number): { record: WorkingRecord; previous: WorkingRecord | undefined }[] {
    const only = this.#journal[mark];
    if (only === undefined) return [];
    // Nearly every group changes one record.
    if (this.#journal.length === mark + 1) return setIn(only.slot, only.previous);
    const before = new Map<Slot, WorkingRecord | undefined>();
    for (const { slot, previous } of this.#journal.slice(mark)) {
      if (!before.has(slot)) before.set(slot, previous);
    }
    return [...before].flatMap(([slot, previous]) => setIn(slot, previous));
  }

  /** The records of one collection that are here, changed or not. */
  all(collection: string): WorkingRecord[] {
    const slots = this.#byCollection.get(collection)?.values() ?? [];
    return [...slots].flatMap(({ record }) => record ?? []);
  }

  /** All records with accepted changes. */
  changed(): WorkingRecord[] {
    const changed: WorkingRecord[] = [];
    for (const { record } of this.#slots) {
      if (record !== undefined && record.changes.length > 0) changed.push(record);
    }
    return changed;
  }

  #slotOf({ collection, id }: WorkingRecord): Slot {
    let slots = this.#byCollection.get(collection.name);
    if (slots === undefined) this.#byCollection.set(collection.name, (slots = new Map()));
    let slot = slots.get(id);
    if (slot === undefined) {
      slots.set(id, (slot = { record: undefined }));
      this.#slots.push(slot);
    }
    return slot;
  }
}

function setIn(slot: Slot, previous: WorkingRecord | undefined) {
  return slot.record === undefined ? [] : [{ record: slot.record, previous }];
}
