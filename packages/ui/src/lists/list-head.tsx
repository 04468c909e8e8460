import { VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconChevronDown } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { ListColumn } from "@healthops/schema/form";
import type { RefObject } from "react";
import { useRef, useState } from "react";
import { useFormats, useLabel, useText, useTexts } from "../i18n/language-provider.tsx";
import { ColumnEdge, widthKeys } from "./column-edge.tsx";
import { HeadMenu } from "./head-menu.tsx";
import { LIST_TEXT } from "./list-text.ts";
import type { ListView } from "./list-view.ts";
import { nextSort, shownSort } from "./list-view.ts";
import type { OwnWidths } from "./use-column-widths.ts";

interface ListHeadProps {
  readonly collection: Collection;
  readonly columns: readonly ListColumn[];
  readonly view: ListView;
  readonly template: string;
  readonly own: OwnWidths;
  readonly canSelect: boolean;
  readonly selected: ReadonlySet<string>;
  /** Shown to screen readers only, where rows are cards. */
  readonly hidden: boolean;
  onView(view: ListView): void;
  onSelect(selected: ReadonlySet<string>): void;
  onSelectAll(): void;
}

/** Names of the columns; a click sorts, their right edge makes them wider or narrower. */
export function ListHead(props: ListHeadProps) {
  const { collection, columns, template, canSelect, selected } = props;
  const texts = useText();
  const label = useLabel();
  const head = (
    <div role="row" aria-rowindex={1} className="ho-head" style={{ gridTemplateColumns: template }}>
      {canSelect ? (
        <span role="columnheader" className="ho-cell-box">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={texts.list.selectRow(label(collection.title.many))}
            checked={selected.size > 0}
            onChange={() => (selected.size > 0 ? props.onSelect(new Set()) : props.onSelectAll())}
          />
        </span>
      ) : null}
      {columns.map((column) => (
        <HeadCell key={column.name} {...props} column={column} />
      ))}
    </div>
  );
  return props.hidden ? (
    <VisuallyHidden component="div" role="rowgroup">
      {head}
    </VisuallyHidden>
  ) : (
    <div role="rowgroup" className="ho-head-group">
      {head}
    </div>
  );
}

function HeadCell(props: ListHeadProps & { readonly column: ListColumn }) {
  const { collection, column, view, own, onView } = props;
  const cell = useRef<HTMLSpanElement>(null);
  const [menu, setMenu] = useState(false);
  const texts = useText();
  const name = useLabel()(column.label);
  const formats = useFormats();
  const sort = shownSort(view, collection);
  const direction = sort?.[0] === column.name ? sort[1] : null;
  const ordered = direction === "asc" ? "ascending" : "descending";
  const text = (
    <>
      <span>{name}</span>
      {column.unit === null ? null : <small>{formats.unit(column.unit)}</small>}
    </>
  );
  return (
    <span
      ref={cell}
      role="columnheader"
      // Its menu and its edge are no part of what the column is called.
      aria-label={column.unit === null ? name : `${name}, ${formats.unit(column.unit)}`}
      className="ho-head-cell"
      data-align={column.align}
      data-column={column.name}
      aria-sort={direction === null ? undefined : ordered}
      onKeyDown={widthKeys(column.name, own)}
      onContextMenu={(event) => {
        event.preventDefault();
        setMenu(true);
      }}
    >
      {column.sortable ? (
        <button
          type="button"
          title={texts.list.sortBy(name)}
          aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight Shift+Home"
          data-words=""
          onClick={() => onView({ ...view, sort: nextSort(view.sort, column.name) })}
        >
          {text}
          {direction === "asc" ? <IconArrowUp size={13} aria-hidden /> : null}
          {direction === "desc" ? <IconArrowDown size={13} aria-hidden /> : null}
        </button>
      ) : (
        <span data-words="">{text}</span>
      )}
      {props.hidden ? null : <HeadTools {...props} head={cell} menu={menu} onMenu={setMenu} />}
    </span>
  );
}

interface HeadToolsProps extends ListHeadProps {
  readonly column: ListColumn;
  readonly head: RefObject<HTMLSpanElement | null>;
  readonly menu: boolean;
  onMenu(opened: boolean): void;
}

/** What changes a column: the button of its menu, and its edge. */
function HeadTools({ head, menu, onMenu, column, ...props }: HeadToolsProps) {
  const { columns, own, view, onView } = props;
  const texts = useTexts(LIST_TEXT);
  const name = useLabel()(column.label);
  const close = (): void => {
    onMenu(false);
    // The menu goes with what had the focus.
    head.current?.querySelector<HTMLElement>("[data-words], [role=separator]")?.focus();
  };
  return (
    <>
      <button
        type="button"
        className="ho-head-menu"
        tabIndex={-1}
        aria-label={texts.columnMenu(name)}
        aria-haspopup="menu"
        aria-expanded={menu}
        onClick={() => onMenu(true)}
      >
        <IconChevronDown size={14} aria-hidden />
      </button>
      {menu ? <HeadMenu {...{ column, columns, own, view, onView, head }} onClose={close} /> : null}
      <ColumnEdge name={column.name} label={name} own={own} tabbable={!column.sortable} />
    </>
  );
}
