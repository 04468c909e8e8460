import type { ReplicaApi, Unsubscribe } from "@healthops/replica/remote/replica-api";
import type { Page } from "@healthops/schema/list/page";
import type { Schema } from "@healthops/schema/schema";
import { titleOf } from "@healthops/schema/title";

/** `undefined`: not looked up yet. `null`: not on this device, or without a name. */
export type Title = string | null | undefined;

/** Ids that one lookup asks for, and lookups that stay subscribed. */
const BATCH_MAX = 200;
const BATCHES_MAX = 20;

/**
 * Names of referenced records. A list shows dozens of references at once: they are gathered into one
 * lookup for each collection, and stay up to date while they are among the latest asked for.
 */
export class TitleBook {
  readonly #api: ReplicaApi;
  readonly #schema: Schema;
  readonly #titles = new Map<string, Title>();
  readonly #listeners = new Set<() => void>();
  #wanted = new Map<string, Set<string>>();
  #watches: Unsubscribe[] = [];

  constructor(api: ReplicaApi, schema: Schema) {
    this.#api = api;
    this.#schema = schema;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The title if it is known; asking for an unknown one looks it up soon. */
  titleOf(collection: string, id: string): Title {
    const key = `${collection}/${id}`;
    if (this.#titles.has(key)) return this.#titles.get(key);
    this.#titles.set(key, undefined);
    if (this.#wanted.size === 0) queueMicrotask(() => this.#lookUp());
    const wanted = this.#wanted.get(collection) ?? new Set();
    wanted.add(id);
    this.#wanted.set(collection, wanted);
    return undefined;
  }

  close(): void {
    for (const stop of this.#watches) stop();
    this.#watches = [];
    this.#titles.clear();
  }

  #lookUp(): void {
    const wanted = this.#wanted;
    this.#wanted = new Map();
    for (const [collection, ids] of wanted) {
      const all = [...ids];
      for (let at = 0; at < all.length; at += BATCH_MAX) {
        this.#watch(collection, all.slice(at, at + BATCH_MAX));
      }
    }
    for (const stop of this.#watches.splice(0, this.#watches.length - BATCHES_MAX)) stop();
  }

  #watch(collection: string, ids: readonly string[]): void {
    const query = { where: { field: "id", op: "in", value: ids }, limit: ids.length } as const;
    const stop = this.#api.watchList(collection, query, {
      next: (page) => this.#learn(collection, ids, page),
      failed: () => {
        // Unknown again, so that the next look asks again.
        for (const id of ids) this.#titles.delete(`${collection}/${id}`);
      },
    });
    this.#watches.push(stop);
  }

  #learn(collection: string, ids: readonly string[], page: Page): void {
    const declared = this.#schema.collections.get(collection);
    for (const id of ids) this.#titles.set(`${collection}/${id}`, null);
    if (declared !== undefined) {
      for (const { id, content } of page.records) {
        this.#titles.set(`${collection}/${id}`, titleOf(declared, content));
      }
    }
    for (const listener of this.#listeners) listener();
  }
}
