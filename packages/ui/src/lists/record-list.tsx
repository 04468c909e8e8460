import type { Collection } from "@healthops/schema/collection";
import type { Filter } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";
import type { ReactNode } from "react";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { usePendingRecords } from "../data/hooks.ts";
import { useReplica } from "../data/replica-provider.tsx";
import { valueOr } from "../data/watched.ts";
import { useTexts } from "../i18n/language-provider.tsx";
import { useArrivedCount } from "../data/use-first-sync.ts";
import { useAnnounce } from "../states/undo.tsx";
import type { BulkAction } from "./bulk-action.ts";
import { columnsOf } from "./columns.ts";
import { FilterBar } from "./filter-bar.tsx";
import { ListBody } from "./list-body.tsx";
import { LIST_TEXT } from "./list-text.ts";
import { ListToolbar } from "./list-toolbar.tsx";
import type { ListView } from "./list-view.ts";
import { PLAIN_VIEW, queryOf } from "./list-view.ts";
import { readIds } from "./read-records.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { TaskBar } from "./task-bar.tsx";
import type { Bulk } from "./use-bulk.ts";
import { useBulk } from "./use-bulk.ts";
import { usePagedList } from "./use-paged-list.ts";
import { useTask } from "./use-task.ts";

const BulkEditDialog = lazy(async () => ({
  default: (await import("./bulk-edit-dialog.tsx")).BulkEditDialog,
}));

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
  /** Whether rows can be deleted here. Default: true. */
  readonly canDelete?: boolean;
  /** Whether a field of many rows can be set at once; wants an identity. Default: false. */
  readonly canChange?: boolean;
  /** What else can be done with the selected rows. */
  readonly bulkActions?: readonly BulkAction[];
  /** Beside the filters: saved views and the like. */
  readonly tools?: ReactNode;
  /** Under the bar: what the person should know about this view. */
  readonly note?: ReactNode;
}

const NO_PENDING = {};
const NO_ACTIONS: readonly BulkAction[] = [];

/**
 * A list of any collection that stays quick on 100,000 records: search, filters, sort, columns,
 * selection, bulk changes, export. It fills the height that it is given.
 */
export function RecordList(props: RecordListProps) {
  const { collection, within, canDelete = true, canChange = false } = props;
  const api = useReplica();
  const announce = useAnnounce();
  const [ownView, setOwnView] = useState<ListView>(PLAIN_VIEW);
  const view = props.view ?? ownView;
  const onView = props.onView ?? setOwnView;
  const query = useMemo(() => queryOf(view, within), [view, within]);
  const list = usePagedList(collection.name, query);
  const total = useArrivedCount(collection.name, query);
  const pending = valueOr(usePendingRecords(collection.name), NO_PENDING);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [editing, setEditing] = useState<readonly string[] | null>(null);
  const runner = useTask();
  const bulk = useBulk(collection.name, runner);
  const columns = useMemo(() => columnsOf(collection, view.columns), [collection, view.columns]);
  // A parent may give an equal condition anew with each of its renders: that changes nothing.
  const queryKey = JSON.stringify(query);
  useEffect(() => setSelected(new Set()), [queryKey, collection]);

  const { whole, toRows } = useRows();
  const clear = (): void => {
    setSelected(new Set());
    toRows();
  };
  const stopEditing = (): void => {
    setEditing(null);
    requestAnimationFrame(toRows);
  };
  const remove = (ids: readonly string[]): void => {
    void bulk.remove(ids).then((done) => (done ? clear() : undefined));
  };
  const selectAll = (): void => {
    readIds(api, collection.name, query).then((ids) => setSelected(new Set(ids)), announce.failed);
  };
  return (
    <div ref={whole} className="ho-list ho-card">
      <ListToolbar
        {...{ collection, view, query, total, columns, runner, onView }}
        tools={props.tools}
      >
        {props.actions}
      </ListToolbar>
      {props.note}
      <TaskBar task={runner.task} />
      <FilterBar {...{ collection, view, onView }} />
      {selected.size === 0 ? null : (
        <SelectionBar
          {...{ collection, columns, query, selected, runner }}
          actions={props.bulkActions ?? NO_ACTIONS}
          onClear={clear}
          {...(canChange ? { onEdit: () => setEditing([...selected]) } : {})}
          {...(canDelete ? { onDelete: () => remove([...selected]) } : {})}
        />
      )}
      <ListBody
        {...{ collection, columns, list, total, view, pending, selected, onView }}
        emptyAction={props.emptyAction}
        onSelect={setSelected}
        onSelectAll={selectAll}
        onOpen={props.onOpen}
        {...(props.hrefOf === undefined ? {} : { hrefOf: props.hrefOf })}
        {...(canDelete ? { onDelete: remove } : {})}
      />
      {editing === null ? null : (
        <BulkEdit {...{ collection, bulk }} ids={editing} onClose={stopEditing} />
      )}
    </div>
  );
}

/** Buttons of the selection go with it, and so does a dialog: the keyboard goes on in the rows. */
function useRows() {
  const whole = useRef<HTMLDivElement>(null);
  const toRows = (): void => whole.current?.querySelector<HTMLElement>("[role=grid]")?.focus();
  return { whole, toRows };
}

interface BulkEditProps {
  readonly collection: Collection;
  readonly bulk: Bulk;
  readonly ids: readonly string[];
  onClose(): void;
}

function BulkEdit({ collection, bulk, ids, onClose }: BulkEditProps) {
  const texts = useTexts(LIST_TEXT);
  const words = {
    doing: texts.changing,
    done: texts.changed,
    undoing: texts.changing,
    undone: texts.changedBack,
  };
  return (
    <Suspense>
      <BulkEditDialog
        {...{ collection, ids, onClose }}
        onApply={(plan) => {
          onClose();
          void bulk.make({ ...plan, words });
        }}
      />
    </Suspense>
  );
}
