import { useMediaQuery } from "@mantine/hooks";
import type { Virtualizer } from "@tanstack/react-virtual";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { PendingStates } from "@healthops/replica/remote/replica-api";
import type { Collection } from "@healthops/schema/collection";
import type { ListColumn } from "@healthops/schema/form";
import type { StoredRecord } from "@healthops/schema/record";
import { useEffect, useId, useRef } from "react";
import { useLabel, useText } from "../i18n/language-provider.tsx";
import { templateOf } from "./columns.ts";
import { ListHead } from "./list-head.tsx";
import { ListRow } from "./list-row.tsx";
import type { ListView } from "./list-view.ts";
import { NARROW } from "./narrow.ts";
import type { PagedList } from "./paged-list.ts";
import { useColumnWidths } from "./use-column-widths.ts";
import { useGridKeys } from "./use-grid-keys.ts";

/** Pixels: a row of the desktop, two lines on a phone, the head. */
const ROW = 36;
const CARD = 62;
const HEAD = 34;

export interface ListGridProps {
  readonly collection: Collection;
  readonly columns: readonly ListColumn[];
  readonly list: PagedList;
  /** How many there are by the last count; null while it is not known. */
  readonly total: number | null;
  readonly view: ListView;
  readonly pending: PendingStates;
  readonly selected: ReadonlySet<string>;
  readonly canSelect: boolean;
  onView(view: ListView): void;
  onSelect(selected: ReadonlySet<string>): void;
  onSelectAll(): void;
  onOpen(record: StoredRecord): void;
  hrefOf?(record: StoredRecord): string;
  onDelete?(ids: readonly string[]): void;
}

/** The rows in view and the head above them; only those rows exist in the page. */
export function ListGrid(props: ListGridProps) {
  const { collection, columns, list, total, selected, canSelect, pending } = props;
  const texts = useText();
  const label = useLabel();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) === true;
  const { length, complete } = list.known;
  const count = complete ? length : Math.max(total ?? 0, length + 1);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? CARD : ROW),
    overscan: 10,
    scrollMargin: narrow ? 0 : HEAD,
    scrollPaddingStart: narrow ? 0 : HEAD,
  });
  useEffect(() => virtualizer.measure(), [narrow, virtualizer]);
  useEffect(() => toTop(virtualizer), [list, virtualizer]);
  const rows = virtualizer.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => list.show(first, last), [list, first, last]);
  const keys = useGridKeys({ ...props, count, scrollTo: (row) => virtualizer.scrollToIndex(row) });
  const own = useColumnWidths(collection.name);
  const template = templateOf(columns, canSelect, own.widths);
  return (
    <div
      ref={scroller}
      className="ho-grid"
      data-narrow={narrow ? "" : undefined}
      role="grid"
      aria-label={label(collection.title.many)}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-multiselectable={canSelect}
      aria-describedby={`${id}-keys`}
      aria-activedescendant={keys.active === null ? undefined : `${id}-${keys.active}`}
      tabIndex={0}
      onKeyDown={keys.onKeyDown}
      onFocus={keys.onFocus}
    >
      <span id={`${id}-keys`} hidden>
        {texts.list.keys}
      </span>
      <ListHead {...props} {...{ template, own }} hidden={narrow} />
      <div role="rowgroup" className="ho-rows" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ index, start, size }) => {
          const record = list.at(index);
          return (
            <ListRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              offset={start - virtualizer.options.scrollMargin}
              size={size}
              {...{ collection, columns, template, narrow, canSelect, record }}
              active={keys.active === index}
              isSelected={record !== undefined && selected.has(record.id)}
              states={record === undefined ? undefined : pending[record.id]}
              onOpen={props.onOpen}
              hrefOf={props.hrefOf}
              onPick={keys.pick}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Where nobody has scrolled, asking the browser to would only make it lay out the page once more. */
function toTop(virtualizer: Virtualizer<HTMLDivElement, Element>): void {
  if ((virtualizer.scrollOffset ?? 0) > 0) virtualizer.scrollToOffset(0);
}
