import { Button } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { ListColumn } from "@healthops/schema/form";
import type { ListQuery } from "@healthops/schema/list/list-query";
import { useText, useTexts } from "../i18n/language-provider.tsx";
import type { BulkAction } from "./bulk-action.ts";
import { ExportMenu } from "./export-menu.tsx";
import { LIST_TEXT } from "./list-text.ts";
import { useExport } from "./use-export.ts";
import type { TaskRunner } from "./use-task.ts";

interface SelectionBarProps {
  readonly collection: Collection;
  readonly columns: readonly ListColumn[];
  readonly query: ListQuery;
  readonly selected: ReadonlySet<string>;
  readonly runner: TaskRunner;
  readonly actions: readonly BulkAction[];
  onClear(): void;
  onEdit?(): void;
  onDelete?(): void;
}

/** What can be done with the selected rows. */
export function SelectionBar(props: SelectionBarProps) {
  const { collection, columns, query, selected, runner, onClear, onEdit, onDelete } = props;
  const texts = useText();
  const own = useTexts(LIST_TEXT);
  const busy = runner.task !== null;
  const start = useExport({ collection, columns, query, total: null, ids: selected, runner });
  const act = (action: BulkAction): void => {
    const ids = [...selected];
    void runner
      .run(action.label, ids.length, (control) => action.run(ids, control))
      .then((clear) => (clear === true ? onClear() : undefined));
  };
  return (
    <div className="ho-selection" role="toolbar" aria-label={texts.list.selected(selected.size)}>
      <strong role="status">{texts.list.selected(selected.size)}</strong>
      {props.actions.map((action) => (
        <Button
          key={action.name}
          size="compact-sm"
          variant="default"
          disabled={busy}
          leftSection={action.icon}
          onClick={() => act(action)}
        >
          {action.label}
        </Button>
      ))}
      {onEdit === undefined ? null : (
        <Button
          size="compact-sm"
          variant="default"
          disabled={busy}
          leftSection={<IconPencil size={15} />}
          onClick={onEdit}
        >
          {own.bulkEdit}
        </Button>
      )}
      {onDelete === undefined ? null : (
        <Button
          size="compact-sm"
          variant="default"
          disabled={busy}
          leftSection={<IconTrash size={15} />}
          onClick={onDelete}
        >
          {texts.common.delete}
        </Button>
      )}
      <ExportMenu onExport={start} disabled={busy} worded />
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        {texts.list.clearSelection}
      </Button>
    </div>
  );
}
