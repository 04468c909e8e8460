import { Button, Popover, ScrollArea, UnstyledButton } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import { useState } from "react";
import { useLabel, useText } from "../i18n/language-provider.tsx";
import { allColumnsOf } from "./columns.ts";
import { FilterEditor } from "./filter-editor.tsx";
import type { ListView } from "./list-view.ts";

interface AddFilterProps {
  readonly collection: Collection;
  readonly view: ListView;
  onView(view: ListView): void;
}

/** First the field, then its condition. */
export function AddFilter({ collection, view, onView }: AddFilterProps) {
  const texts = useText();
  const label = useLabel();
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<string | null>(null);
  const columns = allColumnsOf(collection).filter(({ kind }) => kind !== "json");
  const chosen = columns.find(({ name }) => name === field);
  const show = (shown: boolean): void => {
    setOpen(shown);
    setField(null);
  };
  return (
    <Popover
      opened={open}
      onChange={show}
      trapFocus
      returnFocus
      width={280}
      position="bottom-start"
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFilter size={15} />}
          onClick={() => show(!open)}
          aria-haspopup="dialog"
        >
          {texts.list.filter}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.list.addFilter} p={chosen === undefined ? 4 : "sm"}>
        {chosen === undefined ? (
          <ScrollArea.Autosize mah="50vh" viewportProps={{ tabIndex: -1 }}>
            {columns.map((column) => (
              <UnstyledButton
                key={column.name}
                className="ho-nav-link"
                w="100%"
                onClick={() => setField(column.name)}
              >
                {label(column.label)}
              </UnstyledButton>
            ))}
          </ScrollArea.Autosize>
        ) : (
          <FilterEditor
            column={chosen}
            filter={null}
            onApply={(filter) => {
              show(false);
              onView({ ...view, filters: [...view.filters, filter] });
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
