import { ActionIcon, CloseButton, TextInput, Tooltip } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFileTypeCsv, IconSearch } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { ListColumn } from "@healthops/schema/form";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { useText } from "../i18n/language-provider.tsx";
import { AddFilter } from "./add-filter.tsx";
import { ColumnMenu } from "./column-menu.tsx";
import type { ListView } from "./list-view.ts";
import { useExport } from "./use-export.ts";

/** A query costs a few ms; this only spares those between two keys of a fast typist. */
const SEARCH_AFTER_MS = 60;

interface ListToolbarProps {
  readonly collection: Collection;
  readonly view: ListView;
  readonly query: ListQuery;
  readonly total: number | null;
  readonly columns: readonly ListColumn[];
  onView(view: ListView): void;
  readonly children: ReactNode;
}

/** Search, filters, columns, export, and what the screen adds. */
export function ListToolbar(props: ListToolbarProps) {
  const { collection, view, query, total, columns, onView, children } = props;
  const texts = useText();
  const exporting = useExport(collection, columns, query);
  return (
    <div className="ho-list-bar" role="toolbar" aria-label={texts.list.filter}>
      {collection.searchFields.length === 0 ? null : (
        <SearchInput value={view.search} onSearch={(search) => onView({ ...view, search })} />
      )}
      <AddFilter collection={collection} view={view} onView={onView} />
      <span className="ho-list-count ho-number" role="status">
        {exporting.text ?? (total === null ? "" : texts.list.rows(total))}
      </span>
      <span className="ho-spacer" />
      <Tooltip label={texts.list.export}>
        <ActionIcon
          color="gray"
          aria-label={texts.list.export}
          loading={exporting.text !== null}
          onClick={() => exporting.start()}
        >
          <IconFileTypeCsv size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <ColumnMenu collection={collection} columns={columns} view={view} onView={onView} />
      <span className="ho-list-actions">{children}</span>
      <span className="ho-list-break" />
    </div>
  );
}

interface SearchInputProps {
  readonly value: string;
  onSearch(search: string): void;
}

function SearchInput({ value, onSearch }: SearchInputProps) {
  const texts = useText();
  const [typed, setTyped] = useState(value);
  const search = useDebouncedCallback(onSearch, SEARCH_AFTER_MS);
  useEffect(() => setTyped(value), [value]);
  const change = (text: string): void => {
    setTyped(text);
    search(text);
  };
  return (
    <TextInput
      className="ho-list-search"
      size="xs"
      type="search"
      aria-label={texts.list.search}
      placeholder={texts.list.search}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        typed === "" ? null : (
          <CloseButton size="sm" aria-label={texts.list.clearFilters} onClick={() => change("")} />
        )
      }
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") change("");
      }}
    />
  );
}
