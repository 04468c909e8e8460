import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useLabel, useText } from "../i18n/language-provider.tsx";
import { EmptyList } from "../states/empty-list.tsx";
import { ErrorState, LoadingState } from "../states/states.tsx";
import type { ListGridProps } from "./list-grid.tsx";
import { ListGrid } from "./list-grid.tsx";

interface ListBodyProps extends Omit<ListGridProps, "canSelect"> {
  readonly emptyAction: ReactNode;
}

/** The rows, or in words why there are none. */
export function ListBody({ emptyAction, ...grid }: ListBodyProps) {
  const { collection, list, view, onView } = grid;
  const texts = useText();
  const label = useLabel();
  if (list.error !== null) return <ErrorState error={list.error} onRetry={() => list.retry()} />;
  if (!list.ready) return <LoadingState lines={8} />;
  const { complete, length } = list.known;
  if (!complete || length > 0) return <ListGrid {...grid} canSelect />;
  if (view.search === "" && view.filters.length === 0) {
    const text = texts.list.emptyText(label(collection.title.many));
    return <EmptyList title={texts.list.emptyTitle} text={text} action={emptyAction} />;
  }
  return (
    <EmptyList
      title={texts.list.noMatchTitle}
      text={texts.list.noMatchText}
      action={
        <Button variant="default" onClick={() => onView({ ...view, search: "", filters: [] })}>
          {texts.list.clearFilters}
        </Button>
      }
    />
  );
}
