import { Button, Drawer, Popover, ScrollArea, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import { useState } from "react";
import { useLabel, useText } from "../i18n/language-provider.tsx";
import { allColumnsOf } from "./columns.ts";
import { FilterBar } from "./filter-bar.tsx";
import { FilterEditor } from "./filter-editor.tsx";
import type { ListView } from "./list-view.ts";
import { NARROW } from "./narrow.ts";

interface AddFilterProps {
  readonly collection: Collection;
  readonly view: ListView;
  onView(view: ListView): void;
}

/** First the field, then its condition: beside the button, or as a sheet from below on a phone. */
export function AddFilter({ collection, view, onView }: AddFilterProps) {
  const texts = useText();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) === true;
  const [open, setOpen] = useState(false);
  const button = (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconFilter size={15} />}
      onClick={() => setOpen(!open)}
      aria-haspopup="dialog"
    >
      {texts.list.filter}
    </Button>
  );
  const close = (): void => setOpen(false);
  if (!narrow) {
    return (
      <Popover
        opened={open}
        onChange={setOpen}
        trapFocus
        returnFocus
        width={280}
        position="bottom-start"
      >
        <Popover.Target>{button}</Popover.Target>
        <Popover.Dropdown aria-label={texts.list.addFilter} p={4}>
          <FilterChoice {...{ collection, view, onView, close }} />
        </Popover.Dropdown>
      </Popover>
    );
  }
  return (
    <>
      {button}
      <Drawer
        opened={open}
        onClose={close}
        position="bottom"
        size="auto"
        title={<span style={{ fontWeight: 620 }}>{texts.list.filter}</span>}
        closeButtonProps={{ "aria-label": texts.common.close }}
        classNames={{ content: "ho-sheet" }}
      >
        <FilterBar {...{ collection, view, onView }} />
        <FilterChoice {...{ collection, view, onView, close }} />
      </Drawer>
    </>
  );
}

function FilterChoice(props: AddFilterProps & { close(): void }) {
  const { collection, view, onView, close } = props;
  const label = useLabel();
  const [field, setField] = useState<string | null>(null);
  const columns = allColumnsOf(collection).filter(({ kind }) => kind !== "json");
  const chosen = columns.find(({ name }) => name === field);
  if (chosen === undefined) {
    return (
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
    );
  }
  return (
    <div className="ho-filter-editor">
      <FilterEditor
        column={chosen}
        filter={null}
        onApply={(filter) => {
          close();
          onView({ ...view, filters: [...view.filters, filter] });
        }}
      />
    </div>
  );
}
