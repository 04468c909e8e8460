import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { Content } from "@healthops/schema/record";

/** Where drafts live: the person's own encrypted database on this device. */
export type DraftStore = Pick<ReplicaApi, "kept" | "keep">;

/** Who has not come back to a form for that long has given it up. */
const LASTS = { lasts_ms: 30 * 86_400_000 };

const unwritten = new Set<Draft>();

/** Name of the draft of a form: one for each record, one for new records of a collection. */
export function draftName(collection: string, id: string | null): string {
  return `draft:${collection}/${id ?? "new"}`;
}

/** Writes down what the drafts of this window are behind; resolves when it is on disk. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...unwritten].map((draft) => draft.flush()));
}

/**
 * What somebody entered in a form and has not saved: it outlives locking, reloading and closing. It is
 * never further behind the form than one write takes, since a page that goes may not finish another.
 */
export class Draft {
  readonly #store: DraftStore;
  readonly #name: string;
  #next: Content | null = null;
  #last: Promise<void> = Promise.resolve();
  #follows = false;

  constructor(store: DraftStore, name: string) {
    this.#store = store;
    this.#name = name;
  }

  /** The fields that were entered last time; null when there is nothing. */
  async read(): Promise<Content | null> {
    const kept = await this.#store.kept(this.#name);
    return isContent(kept) ? kept : null;
  }

  /** Keeps what is entered: at once, or with what comes while the last write goes on. Nothing is no draft. */
  keep(entered: Content): void {
    this.#next = Object.keys(entered).length === 0 ? null : entered;
    unwritten.add(this);
    if (!this.#follows) void this.#follow();
  }

  /** Forgets it: what was entered is saved, or given up. */
  drop(): Promise<void> {
    this.keep({});
    return this.flush();
  }

  /** Hands over at once what it is behind; resolves when it is on disk. */
  flush(): Promise<void> {
    if (unwritten.delete(this)) {
      // A full or locked device costs the draft, never the form.
      this.#last = this.#store.keep(this.#name, this.#next, LASTS).catch(() => undefined);
    }
    return this.#last;
  }

  async #follow(): Promise<void> {
    this.#follows = true;
    while (unwritten.has(this)) await this.flush();
    this.#follows = false;
  }
}

function isContent(value: unknown): value is Content {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
