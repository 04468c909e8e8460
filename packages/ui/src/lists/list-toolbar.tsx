import { CloseButton, TextInput } from "@mantine/core";
import { useThrottledCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { ListColumn } from "@healthops/schema/form";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { ReactNode } from "react";
import { useEffect, useRef, useState } from "react";
import { useText } from "../i18n/language-provider.tsx";
import { useShortcut } from "../palette/shortcuts.tsx";
import { AddFilter } from "./add-filter.tsx";
import { ColumnMenu } from "./column-menu.tsx";
import { ExportMenu } from "./export-menu.tsx";
import type { ListView } from "./list-view.ts";
import { useExport } from "./use-export.ts";
import type { TaskRunner } from "./use-task.ts";

/** The first key searches at once; this spares some of what a fast typist writes after it. */
const SEARCH_EVERY_MS = 60;

interface ListToolbarProps {
  readonly collection: Collection;
  readonly view: ListView;
  readonly query: ListQuery;
  readonly total: number | null;
  readonly columns: readonly ListColumn[];
  readonly runner: TaskRunner;
  onView(view: ListView): void;
  /** Beside the filters. */
  readonly tools: ReactNode;
  readonly children: ReactNode;
}

/** Search, filters, columns, export, and what the screen adds. */
export function ListToolbar(props: ListToolbarProps) {
  const { collection, view, query, total, columns, runner, onView, children } = props;
  const texts = useText();
  const start = useExport({ collection, columns, query, total, runner });
  return (
    <div className="ho-list-bar" role="toolbar" aria-label={texts.list.filter}>
      {collection.searchFields.length === 0 ? null : (
        <SearchInput value={view.search} onSearch={(search) => onView({ ...view, search })} />
      )}
      <AddFilter collection={collection} view={view} onView={onView} />
      {props.tools}
      <span className="ho-list-count ho-number" role="status">
        {total === null ? "" : texts.list.rows(total)}
      </span>
      <span className="ho-spacer" />
      <ExportMenu onExport={start} disabled={runner.task !== null} />
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
  const search = useThrottledCallback(onSearch, SEARCH_EVERY_MS);
  const input = useRef<HTMLInputElement>(null);
  useShortcut("/", texts.list.search, () => input.current?.select());
  useEffect(() => setTyped(value), [value]);
  const change = (text: string): void => {
    setTyped(text);
    search(text);
  };
  return (
    <TextInput
      ref={input}
      className="ho-list-search"
      aria-keyshortcuts="/"
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
