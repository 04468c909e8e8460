import type { Unsubscribe } from "@healthops/replica/remote/replica-api";
import type { Watcher } from "@healthops/replica/live/watch";
import type { Page } from "@healthops/schema/list/page";
import type { StoredRecord } from "@healthops/schema/record";

/** Follows one page of a list; `after` is the cursor of the page before, undefined for the first. */
export type WatchPage = (after: string | undefined, watcher: Watcher<Page>) => Unsubscribe;

/** Reads the `after` of every page but the first. */
export type ReadPageEnds = () => Promise<readonly string[]>;

/** A view farther than this many pages beyond what is known is a jump. */
const JUMP = 3;

/** Pages beyond the view that keep their records; farther ones are read again when they come back. */
const PAGES_KEPT = 8;

interface Part {
  after: string | undefined;
  records: readonly StoredRecord[] | null;
  /** `undefined` while the page was never read. */
  next: string | null | undefined;
  stop: Unsubscribe | null;
}

/**
 * A long list of which only the part in view is in memory and up to date. Pages are found by the
 * cursor of the page before; a jump far down asks for all cursors at once. When a page's end moves, the page after it is read anew, and so on, as
 * far as somebody looks: rows are never missing or shown twice.
 */
export class PagedList {
  readonly pageSize: number;
  readonly #watch: WatchPage;
  readonly #readPageEnds: ReadPageEnds;
  readonly #listeners = new Set<() => void>();
  #parts: Part[] = [emptyPart(undefined)];
  #first = 0;
  #last = 0;
  #version = 0;
  /** Whether the page ends for a jump are on their way. */
  #asking = false;
  /** The end of the known pages that page ends were last asked for: once each, or walking goes on. */
  #askedFrom = -1;
  #error: unknown = null;

  constructor(watch: WatchPage, readPageEnds: ReadPageEnds, pageSize: number) {
    this.#watch = watch;
    this.#readPageEnds = readPageEnds;
    this.pageSize = pageSize;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#follow();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  /** Changes whenever anything that can be read here did. */
  readonly version = (): number => this.#version;

  /** Whether the first page has come. */
  get ready(): boolean {
    return this.#parts[0]?.next !== undefined;
  }

  /** What went wrong last; null once reading works again. */
  get error(): unknown {
    return this.#error;
  }

  /** The record at a position of the list; undefined while it is not read. */
  at(index: number): StoredRecord | undefined {
    return this.#parts[Math.floor(index / this.pageSize)]?.records?.[index % this.pageSize];
  }

  /** Length of the list as far as it was read, and whether that is all of it. */
  get known(): { readonly length: number; readonly complete: boolean } {
    let length = 0;
    for (const part of this.#parts) {
      if (part.next === undefined) return { length, complete: false };
      if (part.next === null)
        return { length: length + (part.records?.length ?? 0), complete: true };
      length += this.pageSize;
    }
    return { length, complete: false };
  }

  /** Says which rows are in view, both included; they and their neighbours are kept up to date. */
  show(first: number, last: number): void {
    this.#first = Math.max(0, Math.floor(first / this.pageSize));
    this.#last = Math.max(this.#first, Math.floor(last / this.pageSize));
    if (this.#listeners.size > 0) this.#follow();
  }

  /** Reads again what is in view: after something went wrong. */
  retry(): void {
    this.#error = null;
    this.#stop();
    this.#follow();
    this.#changed();
  }

  #follow(): void {
    // The page where the known cursors end is on the way to the rows in view.
    const frontier = this.#parts.findIndex((part) => part.next === undefined);
    if (frontier > 0 && this.#first - frontier > JUMP) void this.#jump(frontier);
    for (const [page, part] of this.#parts.entries()) {
      const near = page >= this.#first - 1 && page <= this.#last + 1;
      const onTheWay = page === frontier && page <= this.#last + 1 && !this.#asking;
      if (near || onTheWay) this.#start(page, part);
      else this.#release(page, part);
    }
  }

  async #jump(frontier: number): Promise<void> {
    if (this.#asking || frontier === this.#askedFrom) return;
    this.#asking = true;
    this.#askedFrom = frontier;
    try {
      this.#learn(await this.#readPageEnds());
    } catch {
      // Without them the walk goes on, and says itself what is wrong.
    }
    this.#asking = false;
    if (this.#listeners.size > 0) this.#follow();
    this.#changed();
  }

  /** Adds the pages that were not known yet. */
  #learn(ends: readonly string[]): void {
    for (const [page, next] of ends.entries()) {
      const part = this.#parts[page];
      if (part === undefined || part.next !== undefined) continue;
      part.next = next;
      this.#parts.push(emptyPart(next));
    }
  }

  #start(page: number, part: Part): void {
    if (part.stop !== null) return;
    let stopped = false;
    // A source may answer at once, before it has returned the way to stop.
    part.stop = () => {
      stopped = true;
    };
    const stop = this.#watch(part.after, {
      next: (value) => {
        if (!stopped) this.#received(page, value);
      },
      failed: (error) => {
        if (!stopped) this.#failed(error);
      },
    });
    const wasStopped = stopped;
    part.stop = () => {
      stopped = true;
      stop();
    };
    if (wasStopped) stop();
  }

  #received(page: number, { records, next }: Page): void {
    const part = this.#parts[page];
    if (part === undefined) return;
    part.records = records;
    part.next = next;
    this.#error = null;
    const following = this.#parts[page + 1];
    if (next === null) {
      for (const gone of this.#parts.splice(page + 1)) gone.stop?.();
    } else if (following === undefined) {
      this.#parts.push(emptyPart(next));
    } else if (following.after !== next) {
      following.stop?.();
      following.stop = null;
      following.after = next;
    }
    this.#follow();
    this.#changed();
  }

  #failed(error: unknown): void {
    this.#error = error;
    this.#changed();
  }

  #release(page: number, part: Part): void {
    part.stop?.();
    part.stop = null;
    const distance = Math.max(this.#first - page, page - this.#last);
    // The last page's length is the list's: it stays.
    if (distance > PAGES_KEPT && part.next !== null) part.records = null;
  }

  #stop(): void {
    for (const part of this.#parts) {
      part.stop?.();
      part.stop = null;
    }
  }

  #changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

function emptyPart(after: string | undefined): Part {
  return { after, records: null, next: undefined, stop: null };
}
