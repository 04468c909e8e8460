import { VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { ListColumn } from "@healthops/schema/form";
import { useFormats, useLabel, useText } from "../i18n/language-provider.tsx";
import type { ListView } from "./list-view.ts";
import { nextSort, shownSort } from "./list-view.ts";

interface ListHeadProps {
  readonly collection: Collection;
  readonly columns: readonly ListColumn[];
  readonly view: ListView;
  readonly template: string;
  readonly canSelect: boolean;
  readonly selected: ReadonlySet<string>;
  /** Shown to screen readers only, where rows are cards. */
  readonly hidden: boolean;
  onView(view: ListView): void;
  onSelect(selected: ReadonlySet<string>): void;
  onSelectAll(): void;
}

/** Names of the columns; a click sorts. */
export function ListHead(props: ListHeadProps) {
  const { collection, columns, view, template, canSelect, selected } = props;
  const texts = useText();
  const label = useLabel();
  const formats = useFormats();
  const sort = shownSort(view, collection);
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
      {columns.map((column) => {
        const direction = sort?.[0] === column.name ? sort[1] : null;
        const name = label(column.label);
        const text = (
          <>
            <span>{name}</span>
            {column.unit === null ? null : <small>{formats.unit(column.unit)}</small>}
          </>
        );
        return (
          <span
            key={column.name}
            role="columnheader"
            className="ho-head-cell"
            data-align={column.align}
            aria-sort={
              direction === null ? undefined : direction === "asc" ? "ascending" : "descending"
            }
          >
            {column.sortable ? (
              <button
                type="button"
                title={texts.list.sortBy(name)}
                onClick={() => props.onView({ ...view, sort: nextSort(view.sort, column.name) })}
              >
                {text}
                {direction === "asc" ? <IconArrowUp size={13} aria-hidden /> : null}
                {direction === "desc" ? <IconArrowDown size={13} aria-hidden /> : null}
              </button>
            ) : (
              <span>{text}</span>
            )}
          </span>
        );
      })}
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
