import type { Filter } from "@healthops/schema/list/list-query";
import { LIMIT_MAX } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";
import type { ReplicaApi, Unsubscribe } from "./replica-api.ts";

/** What a whole list has read so far. */
export type WholeListState =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly value: ReadonlyMap<string, StoredRecord> }
  | { readonly state: "failed"; readonly error: unknown };

/** Ids in one condition. */
const IDS_MAX = 500;

/**
 * All the records of a query, kept in memory and up to date: for screens that compute with all of
 * them, such as a month of timesheets. After the first reading only what changed is read again: what
 * the hub has changed since, and what waits here to be sent. Lists for people to scroll through take
 * `RecordList` instead, which reads only what shows.
 */
export class WholeList {
  readonly #api: ReplicaApi;
  readonly #collection: string;
  readonly #where: Filter;
  readonly #listeners = new Set<() => void>();
  #records = new Map<string, StoredRecord>();
  #pending: ReadonlySet<string> = new Set();
  #newest_us = -1;
  #count = 0;
  #now: WholeListState = { state: "loading" };
  #running = false;
  #dirty = false;
  #stop: Unsubscribe | null = null;

  constructor(api: ReplicaApi, collection: string, where: Filter) {
    this.#api = api;
    this.#collection = collection;
    this.#where = where;
  }

  /** By id; a new map after each change, with the same records where they did not change. */
  readonly snapshot = (): WholeListState => this.#now;

  readonly subscribe = (listener: () => void): Unsubscribe => {
    this.#listeners.add(listener);
    this.#stop ??= this.#api.watchCount(
      this.#collection,
      { where: this.#where },
      {
        // It tells after every change of the collection, also when the number stays.
        next: (count) => {
          this.#count = count;
          this.#refreshSoon();
        },
        failed: (error) => this.#set({ state: "failed", error }),
      },
    );
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  };

  #refreshSoon(): void {
    this.#dirty = true;
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#dirty && this.#stop !== null) {
      this.#dirty = false;
      try {
        await this.#refresh();
        this.#set({ state: "ready", value: new Map(this.#records) });
      } catch (error) {
        this.#set({ state: "failed", error });
      }
    }
    this.#running = false;
  }

  async #refresh(): Promise<void> {
    const pending = new Set(Object.keys(await this.#api.pendingRecords(this.#collection)));
    if (this.#newest_us < 0) await this.#readAll();
    else {
      const touched = [...new Set([...pending, ...this.#pending])];
      await this.#readNewer();
      await this.#readAgain(touched);
      // Somebody lost the right to records, or they were deleted: nothing else tells which.
      if (this.#records.size !== this.#count && !this.#dirty) await this.#readAll();
    }
    this.#pending = pending;
  }

  async #readAll(): Promise<void> {
    const all = new Map<string, StoredRecord>();
    await this.#pages(this.#where, (record) => all.set(record.id, this.#same(record)));
    this.#records = all;
    this.#newest_us = Math.max(0, this.#newest_us);
    for (const record of all.values()) this.#notice(record);
  }

  async #readNewer(): Promise<void> {
    const newer = { field: "updatedAt_us", op: "ge", value: this.#newest_us } as const;
    await this.#pages({ all: [this.#where, newer] }, (record) => this.#put(record));
  }

  async #readAgain(ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += IDS_MAX) {
      const some = ids.slice(from, from + IDS_MAX);
      const gone = new Set(some);
      const these = { field: "id", op: "in", value: some } as const;
      await this.#pages({ all: [these, this.#where] }, (record) => {
        gone.delete(record.id);
        this.#put(record);
      });
      for (const id of gone) this.#records.delete(id);
    }
  }

  async #pages(where: Filter, take: (record: StoredRecord) => void): Promise<void> {
    let after: string | null = null;
    do {
      const page = await this.#api.list(this.#collection, {
        where,
        limit: LIMIT_MAX,
        sort: [["id", "asc"]],
        ...(after === null ? {} : { after }),
      });
      for (const record of page.records) take(record);
      after = page.next;
    } while (after !== null);
  }

  #put(record: StoredRecord): void {
    this.#records.set(record.id, this.#same(record));
    this.#notice(record);
  }

  /** The record as it is held already, when nothing in it changed: its readers need not look again. */
  #same(record: StoredRecord): StoredRecord {
    const held = this.#records.get(record.id);
    return held !== undefined && JSON.stringify(held) === JSON.stringify(record) ? held : record;
  }

  #notice({ updatedAt_us }: StoredRecord): void {
    if (updatedAt_us > this.#newest_us) this.#newest_us = updatedAt_us;
  }

  #set(next: WholeListState): void {
    this.#now = next;
    for (const listener of this.#listeners) listener();
  }
}
