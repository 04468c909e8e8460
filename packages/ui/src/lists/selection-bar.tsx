import { Button } from "@mantine/core";
import { IconFileTypeCsv, IconTrash } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { ListColumn } from "@healthops/schema/form";
import type { ListQuery } from "@healthops/schema/list/list-query";
import { useText } from "../i18n/language-provider.tsx";
import { useExport } from "./use-export.ts";

interface SelectionBarProps {
  readonly collection: Collection;
  readonly columns: readonly ListColumn[];
  readonly query: ListQuery;
  readonly selected: ReadonlySet<string>;
  onClear(): void;
  onDelete?(): void;
}

/** What can be done with the selected rows. */
export function SelectionBar(props: SelectionBarProps) {
  const { collection, columns, query, selected, onClear, onDelete } = props;
  const texts = useText();
  const exporting = useExport(collection, columns, query);
  return (
    <div className="ho-selection" role="toolbar" aria-label={texts.list.selected(selected.size)}>
      <strong role="status">{exporting.text ?? texts.list.selected(selected.size)}</strong>
      {onDelete === undefined ? null : (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTrash size={15} />}
          onClick={onDelete}
        >
          {texts.common.delete}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconFileTypeCsv size={15} />}
        loading={exporting.text !== null}
        onClick={() => exporting.start(selected)}
      >
        {texts.list.export}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        {texts.list.clearSelection}
      </Button>
    </div>
  );
}
