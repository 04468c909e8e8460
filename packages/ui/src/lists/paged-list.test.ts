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
  let read = 0;
  const watches = new Set<() => void>();
  const watch = (after: string | undefined, watcher: Watcher<Page>): (() => void) => {
    const tell = (): void => {
      read += 1;
      const from = after === undefined ? 0 : ids.findIndex((id) => id > after);
      const found = from < 0 ? [] : ids.slice(from, from + SIZE);
      const more = from >= 0 && from + SIZE < ids.length;
      watcher.next({ records: found.map(record), next: more ? (found.at(-1) ?? null) : null });
    };
    watches.add(tell);
    tell();
    return () => watches.delete(tell);
  };
  let asked = 0;
  const places = async (): Promise<readonly string[]> => {
    asked += 1;
    return ids.filter((_, at) => (at + 1) % SIZE === 0);
  };
  const change = (edit: (ids: string[]) => void): void => {
    edit(ids);
    ids.sort();
    for (const tell of watches) tell();
  };
  return { ids, watches, watch, places, change, asked: () => asked, read: () => read };
}

const NOWHERE = (): Promise<never> => Promise.reject(new Error("no places"));

function shown(list: PagedList, first: number, last: number): readonly (string | undefined)[] {
  return Array.from({ length: last - first + 1 }, (_, n) => list.at(first + n)?.id);
}

describe("a paged list", () => {
  it("knows the whole of a short list", () => {
    const { watch, places } = source(15);
    const list = new PagedList(watch, places, SIZE);
    list.subscribe(() => undefined);
    expect(list.ready).toBe(true);
    expect(list.known).toEqual({ length: 15, complete: true });
    expect(list.at(14)?.id).toBe("000014");
    expect(list.at(15)).toBeUndefined();
  });

  it("walks to a place nearby", () => {
    const { watch, places, asked } = source(1_000);
    const list = new PagedList(watch, places, SIZE);
    list.subscribe(() => undefined);
    list.show(30, 42);
    expect(shown(list, 30, 32)).toEqual(["000030", "000031", "000032"]);
    expect(asked()).toBe(0);
  });

  it("jumps to a place far down, and reads and follows only the pages around it", async () => {
    const { watch, places, watches, read } = source(1_000);
    const list = new PagedList(watch, places, SIZE);
    list.subscribe(() => undefined);
    list.show(700, 712);
    await expect.poll(() => shown(list, 700, 702)).toEqual(["000700", "000701", "000702"]);
    expect(read()).toBeLessThanOrEqual(6);
    expect(watches.size).toBeLessThanOrEqual(4);
    list.show(0, 12);
    expect(shown(list, 0, 1)).toEqual(["000000", "000001"]);
    expect(watches.size).toBeLessThanOrEqual(3);
  });

  it("jumps to the end, whether or not its last page is full", async () => {
    for (const count of [1_000, 1_003]) {
      const { watch, places } = source(count);
      const list = new PagedList(watch, places, SIZE);
      list.subscribe(() => undefined);
      list.show(count - 5, count - 1);
      await expect.poll(() => list.known).toEqual({ length: count, complete: true });
      expect(list.at(count - 1)?.id).toBe(String(count - 1).padStart(6, "0"));
    }
  });

  it("shows every row once where rows came and went during and after a jump", async () => {
    const { ids, watch, places, change } = source(500);
    const list = new PagedList(watch, places, SIZE);
    list.subscribe(() => undefined);
    list.show(400, 425);
    change((rows) => rows.push("000005a"));
    await expect.poll(() => list.at(425)).toBeDefined();
    change((rows) => rows.push("000401a", "000401b"));
    change((rows) => rows.splice(405, 3));
    const first = list.at(400)?.id ?? "";
    const from = ids.indexOf(first);
    expect(shown(list, 400, 425)).toEqual(ids.slice(from, from + 26));
  });

  it("walks when nobody can say where the pages are", async () => {
    const { ids, watch } = source(1_000);
    const list = new PagedList(watch, NOWHERE, SIZE);
    list.subscribe(() => undefined);
    list.show(700, 712);
    await expect.poll(() => shown(list, 700, 712)).toEqual(ids.slice(700, 713));
  });

  it("shows every row once after rows came and went in an earlier page", () => {
    const { ids, watch, change, places } = source(100);
    const list = new PagedList(watch, places, SIZE);
    list.subscribe(() => undefined);
    list.show(0, 25);
    change((rows) => rows.push("000003a", "000003b"));
    expect(shown(list, 0, 29)).toEqual(ids.slice(0, 30));
    change((rows) => rows.splice(1, 5));
    expect(shown(list, 0, 29)).toEqual(ids.slice(0, 30));
  });

  it("gets shorter when what was its end is gone", () => {
    const { watch, change, places } = source(22);
    const list = new PagedList(watch, places, SIZE);
    list.subscribe(() => undefined);
    list.show(0, 21);
    change((rows) => rows.splice(5));
    expect(list.known).toEqual({ length: 5, complete: true });
  });

  it("reads nothing while nobody looks", () => {
    const { watch, watches, places } = source(50);
    const list = new PagedList(watch, places, SIZE);
    const stop = list.subscribe(() => undefined);
    expect(watches.size).toBeGreaterThan(0);
    stop();
    expect(watches.size).toBe(0);
  });

  it("says what went wrong, and forgets it when reading works again", () => {
    const watchers: Watcher<Page>[] = [];
    const list = new PagedList(
      (_after, watcher) => {
        watchers.push(watcher);
        return () => undefined;
      },
      NOWHERE,
      SIZE,
    );
    list.subscribe(() => undefined);
    watchers[0]?.failed(new Error("no storage"));
    expect(list.error).toBeInstanceOf(Error);
    list.retry();
    expect(watchers).toHaveLength(2);
    watchers[1]?.next({ records: [], next: null });
    expect(list.error).toBeNull();
  });
});
