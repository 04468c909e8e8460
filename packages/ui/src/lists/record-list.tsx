import type { Collection } from "@healthops/schema/collection";
import type { Filter } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";
import type { ReactNode } from "react";
import { useEffect, useMemo, useState } from "react";
import { useCount, usePendingRecords } from "../data/hooks.ts";
import { valueOr } from "../data/watched.ts";
import { useLabel, useText } from "../i18n/language-provider.tsx";
import { EmptyState, ErrorState, LoadingState } from "../states/states.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { columnsOf } from "./columns.ts";
import { FilterBar } from "./filter-bar.tsx";
import { ListGrid } from "./list-grid.tsx";
import { ListToolbar } from "./list-toolbar.tsx";
import type { ListView } from "./list-view.ts";
import { PLAIN_VIEW, queryOf } from "./list-view.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { useBulk } from "./use-bulk.ts";
import { usePagedList } from "./use-paged-list.ts";

export interface RecordListProps {
  readonly collection: Collection;
  /** What the screen shows of the collection in the first place. */
  readonly within?: Filter;
  onOpen(record: StoredRecord): void;
  /** Address of a record's own page, so that it opens in a new window too. */
  hrefOf?(record: StoredRecord): string;
  /** Buttons at the end of the bar: `New` and the like. */
  readonly actions?: ReactNode;
  /** Under the words that say that there is nothing yet. */
  readonly emptyAction?: ReactNode;
  /** The view, where the screen keeps it (in the address); without it the list keeps its own. */
  readonly view?: ListView;
  onView?(view: ListView): void;
  /** Whether rows can be selected and deleted here. Default: true. */
  readonly canDelete?: boolean;
}

const NO_PENDING = {};

/**
 * A list of any collection that stays quick on 100,000 records: search, filters, sort, columns,
 * selection, export. It fills the height that it is given.
 */
export function RecordList(props: RecordListProps) {
  const { collection, within, canDelete = true } = props;
  const texts = useText();
  const label = useLabel();
  const [ownView, setOwnView] = useState<ListView>(PLAIN_VIEW);
  const view = props.view ?? ownView;
  const setView = props.onView ?? setOwnView;
  const query = useMemo(() => queryOf(view, within), [view, within]);
  const list = usePagedList(collection.name, query);
  const total = valueOr(useCount(collection.name, query), null);
  const pending = valueOr(usePendingRecords(collection.name), NO_PENDING);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const bulk = useBulk(collection.name);
  const announce = useAnnounce();
  const columns = useMemo(() => columnsOf(collection, view.columns), [collection, view.columns]);
  // A parent may give an equal condition anew with each of its renders: that changes nothing.
  const queryKey = JSON.stringify(query);
  useEffect(() => setSelected(new Set()), [queryKey, collection]);

  const remove = (ids: readonly string[]): void => {
    void bulk.remove(ids).then((done) => (done ? setSelected(new Set()) : undefined));
  };
  const selectAll = (): void => {
    bulk.idsOf(query).then((ids) => setSelected(new Set(ids)), announce.failed);
  };
  const known = list.known;
  const empty = list.ready && known.complete && known.length === 0;
  const narrowed = view.search !== "" || view.filters.length > 0;
  return (
    <div className="ho-list ho-card">
      <ListToolbar {...{ collection, view, query, total, columns }} onView={setView}>
        {props.actions}
      </ListToolbar>
      <FilterBar collection={collection} view={view} onView={setView} />
      {selected.size === 0 ? null : (
        <SelectionBar
          {...{ collection, columns, query, selected }}
          onClear={() => setSelected(new Set())}
          {...(canDelete ? { onDelete: () => remove([...selected]) } : {})}
        />
      )}
      {list.error !== null ? (
        <ErrorState error={list.error} onRetry={() => list.retry()} />
      ) : !list.ready ? (
        <LoadingState lines={8} />
      ) : empty ? (
        <EmptyState
          title={narrowed ? texts.list.noMatchTitle : texts.list.emptyTitle}
          text={
            narrowed ? texts.list.noMatchText : texts.list.emptyText(label(collection.title.many))
          }
          action={narrowed ? null : props.emptyAction}
        />
      ) : (
        <ListGrid
          {...{ collection, columns, list, total, view, pending, selected }}
          canSelect={canDelete}
          onView={setView}
          onSelect={setSelected}
          onSelectAll={selectAll}
          onOpen={props.onOpen}
          {...(props.hrefOf === undefined ? {} : { hrefOf: props.hrefOf })}
          {...(canDelete ? { onDelete: remove } : {})}
        />
      )}
    </div>
  );
}
