import type { Watcher } from "@healthops/replica/live/watch";
import type { Page } from "@healthops/schema/list/page";
import type { StoredRecord } from "@healthops/schema/record";
import { describe, expect, it } from "vitest";
import { PagedList } from "./paged-list.ts";

const SIZE = 10;

function record(id: string): StoredRecord {
  return { id, version: 1, createdAt_us: 0, updatedAt_us: 0, content: {} };
}

/** A sorted list of ids that pages are cut from by their cursor, the id before. */
function source(count: number) {
  const ids = Array.from({ length: count }, (_, n) => String(n).padStart(6, "0"));
  const watches = new Set<() => void>();
  const watch = (after: string | undefined, watcher: Watcher<Page>): (() => void) => {
    const tell = (): void => {
      const from = after === undefined ? 0 : ids.findIndex((id) => id > after);
      const found = from < 0 ? [] : ids.slice(from, from + SIZE);
      const more = from >= 0 && from + SIZE < ids.length;
      watcher.next({ records: found.map(record), next: more ? (found.at(-1) ?? null) : null });
    };
    watches.add(tell);
    tell();
    return () => watches.delete(tell);
  };
  const change = (edit: (ids: string[]) => void): void => {
    edit(ids);
    ids.sort();
    for (const tell of watches) tell();
  };
  return { ids, watches, watch, change };
}

function shown(list: PagedList, first: number, last: number): readonly (string | undefined)[] {
  return Array.from({ length: last - first + 1 }, (_, n) => list.at(first + n)?.id);
}

describe("a paged list", () => {
  it("knows the whole of a short list", () => {
    const list = new PagedList(source(15).watch, SIZE);
    list.subscribe(() => undefined);
    expect(list.ready).toBe(true);
    expect(list.known).toEqual({ length: 15, complete: true });
    expect(list.at(14)?.id).toBe("000014");
    expect(list.at(15)).toBeUndefined();
  });

  it("walks to a place far down and follows only the pages around it", () => {
    const { watch, watches } = source(1_000);
    const list = new PagedList(watch, SIZE);
    list.subscribe(() => undefined);
    list.show(700, 712);
    expect(shown(list, 700, 702)).toEqual(["000700", "000701", "000702"]);
    expect(watches.size).toBeLessThanOrEqual(4);
    list.show(0, 12);
    expect(shown(list, 0, 1)).toEqual(["000000", "000001"]);
    expect(watches.size).toBeLessThanOrEqual(3);
  });

  it("shows every row once after rows came and went in an earlier page", () => {
    const { ids, watch, change } = source(100);
    const list = new PagedList(watch, SIZE);
    list.subscribe(() => undefined);
    list.show(0, 25);
    change((rows) => rows.push("000003a", "000003b"));
    expect(shown(list, 0, 29)).toEqual(ids.slice(0, 30));
    change((rows) => rows.splice(1, 5));
    expect(shown(list, 0, 29)).toEqual(ids.slice(0, 30));
  });

  it("gets shorter when what was its end is gone", () => {
    const { watch, change } = source(22);
    const list = new PagedList(watch, SIZE);
    list.subscribe(() => undefined);
    list.show(0, 21);
    change((rows) => rows.splice(5));
    expect(list.known).toEqual({ length: 5, complete: true });
  });

  it("reads nothing while nobody looks", () => {
    const { watch, watches } = source(50);
    const list = new PagedList(watch, SIZE);
    const stop = list.subscribe(() => undefined);
    expect(watches.size).toBeGreaterThan(0);
    stop();
    expect(watches.size).toBe(0);
  });

  it("says what went wrong, and forgets it when reading works again", () => {
    const watchers: Watcher<Page>[] = [];
    const list = new PagedList((_after, watcher) => {
      watchers.push(watcher);
      return () => undefined;
    }, SIZE);
    list.subscribe(() => undefined);
    watchers[0]?.failed(new Error("no storage"));
    expect(list.error).toBeInstanceOf(Error);
    list.retry();
    expect(watchers).toHaveLength(2);
    watchers[1]?.next({ records: [], next: null });
    expect(list.error).toBeNull();
  });
});
