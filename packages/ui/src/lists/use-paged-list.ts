import type { ListQuery } from "@healthops/schema/list/list-query";
import { useMemo, useRef, useSyncExternalStore } from "react";
import { useReplica } from "../data/replica-provider.tsx";
import type { ReadPageEnds, WatchPage } from "./paged-list.ts";
import { PagedList } from "./paged-list.ts";

/** Large enough that a fast scroll rarely outruns it, small enough to read within a few ms. */
const PAGE_SIZE = 200;

/** The rows of a list; while a new query has not answered yet, still those of the one before. */
export function usePagedList(collection: string, query: ListQuery): PagedList {
  const api = useReplica();
  const key = JSON.stringify(query);
  const wanted = useMemo(() => {
    const asked = JSON.parse(key) as ListQuery;
    const watch: WatchPage = (after, watcher) => {
      const page = { ...asked, limit: PAGE_SIZE, ...(after === undefined ? {} : { after }) };
      return api.watchList(collection, page, watcher);
    };
    const ends: ReadPageEnds = () => api.pageEnds(collection, asked, PAGE_SIZE);
    return new PagedList(watch, ends, PAGE_SIZE);
  }, [api, collection, key]);
  const shown = useRef({ collection, list: wanted });
  useSyncExternalStore(wanted.subscribe, wanted.version, wanted.version);
  if (wanted.ready || wanted.error !== null || shown.current.collection !== collection) {
    shown.current = { collection, list: wanted };
  }
  return shown.current.list;
}
