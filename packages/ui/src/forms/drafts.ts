import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { Content } from "@healthops/schema/record";

/** Where drafts live: the person's own encrypted database on this device. */
export type DraftStore = Pick<ReplicaApi, "kept" | "keep">;

/** While somebody types, a draft may be so long behind what stands in the form. */
const BEHIND_MS = 250;

const unwritten = new Set<Draft>();

/** Name of the draft of a form: one for each record, one for new records of a collection. */
export function draftName(collection: string, id: string | null): string {
  return `draft:${collection}/${id ?? "new"}`;
}

/** Writes down what the drafts of this window are behind; resolves when it is on disk. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...unwritten].map((draft) => draft.flush()));
}

/** What somebody entered in a form and has not saved: it outlives locking, reloading and closing. */
export class Draft {
  readonly #store: DraftStore;
  readonly #name: string;
  #next: Content | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: DraftStore, name: string) {
    this.#store = store;
    this.#name = name;
  }

  /** The fields that were entered last time; null when there is nothing. */
  async read(): Promise<Content | null> {
    const kept = await this.#store.kept(this.#name);
    return isContent(kept) ? kept : null;
  }

  /** Keeps what is entered: at once, or a moment later while more keeps coming. Nothing is no draft. */
  keep(entered: Content): void {
    this.#next = Object.keys(entered).length === 0 ? null : entered;
    unwritten.add(this);
    if (this.#timer !== undefined) return;
    void this.flush();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.flush();
    }, BEHIND_MS);
  }

  /** Forgets it: what was entered is saved, or given up. */
  drop(): Promise<void> {
    this.keep({});
    return this.flush();
  }

  /** Writes now what it is behind. */
  async flush(): Promise<void> {
    if (!unwritten.delete(this)) return;
    // A full or locked device costs the draft, never the form.
    await this.#store.keep(this.#name, this.#next).catch(() => undefined);
  }
}

function isContent(value: unknown): value is Content {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
