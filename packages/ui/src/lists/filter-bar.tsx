import { Button, Popover } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { ListColumn } from "@healthops/schema/form";
import type { FieldFilter } from "@healthops/schema/list/list-query";
import { useState, useSyncExternalStore } from "react";
import { useTitleBook } from "../data/replica-provider.tsx";
import { useFormats, useLabel, useText } from "../i18n/language-provider.tsx";
import { allColumnsOf } from "./columns.ts";
import { FilterEditor } from "./filter-editor.tsx";
import { filterWords } from "./filter-text.ts";
import type { ListView } from "./list-view.ts";

interface FilterBarProps {
  readonly collection: Collection;
  readonly view: ListView;
  onView(view: ListView): void;
}

/** The filters that are on; a click changes one, the cross takes it off. */
export function FilterBar({ collection, view, onView }: FilterBarProps) {
  const texts = useText();
  if (view.filters.length === 0) return null;
  const columns = new Map(allColumnsOf(collection).map((column) => [column.name, column]));
  const replace = (at: number, by: readonly FieldFilter[]): void =>
    onView({ ...view, filters: view.filters.toSpliced(at, 1, ...by) });
  return (
    <div className="ho-filters" role="group" aria-label={texts.list.filter}>
      {view.filters.map((filter, at) => {
        const column = columns.get(filter.field);
        return column === undefined ? null : (
          <FilterPill
            key={`${at} ${filter.field}`}
            column={column}
            filter={filter}
            onChange={(changed) => replace(at, [changed])}
            onRemove={() => replace(at, [])}
          />
        );
      })}
      {view.filters.length < 2 ? null : (
        <Button size="compact-xs" variant="subtle" onClick={() => onView({ ...view, filters: [] })}>
          {texts.list.clearFilters}
        </Button>
      )}
    </div>
  );
}

interface FilterPillProps {
  readonly column: ListColumn;
  readonly filter: FieldFilter;
  onChange(filter: FieldFilter): void;
  onRemove(): void;
}

function FilterPill({ column, filter, onChange, onRemove }: FilterPillProps) {
  const texts = useText();
  const formats = useFormats();
  const label = useLabel();
  const book = useTitleBook();
  const [open, setOpen] = useState(false);
  const titleOf = (id: string): string =>
    (column.to === null ? null : book.titleOf(column.to, id)) ?? "…";
  const words = (): string => filterWords(column, filter, texts, formats, titleOf);
  const said = useSyncExternalStore(book.subscribe, words, words);
  const name = label(column.label);
  return (
    <span className="ho-filter">
      <Popover opened={open} onChange={setOpen} trapFocus returnFocus width={280}>
        <Popover.Target>
          <button type="button" onClick={() => setOpen(!open)}>
            <b>{name}</b> {said}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={name}>
          <FilterEditor
            column={column}
            filter={filter}
            onApply={(changed) => {
              setOpen(false);
              onChange(changed);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <button type="button" aria-label={texts.list.removeFilter(name)} onClick={onRemove}>
        <IconX size={13} aria-hidden />
      </button>
    </span>
  );
}
