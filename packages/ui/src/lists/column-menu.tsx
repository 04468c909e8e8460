import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { ListColumn } from "@healthops/schema/form";
import { useLabel, useText } from "../i18n/language-provider.tsx";
import { allColumnsOf } from "./columns.ts";
import type { ListView } from "./list-view.ts";

interface ColumnMenuProps {
  readonly collection: Collection;
  readonly columns: readonly ListColumn[];
  readonly view: ListView;
  onView(view: ListView): void;
}

/** Which fields show as columns; at least one always does. */
export function ColumnMenu({ collection, columns, view, onView }: ColumnMenuProps) {
  const texts = useText();
  const label = useLabel();
  const shown = new Set(columns.map(({ name }) => name));
  const toggle = (name: string): void => {
    const wanted = new Set(shown);
    if (!wanted.delete(name)) wanted.add(name);
    if (wanted.size === 0) return;
    // Chosen ones keep their places, new ones come where the collection declares them.
    const order = [...collection.columns, ...Object.keys(collection.fields)];
    onView({ ...view, columns: [...new Set(order)].filter((field) => wanted.has(field)) });
  };
  return (
    <Menu closeOnItemClick={false} position="bottom-end" width={230}>
      <Menu.Target>
        <Tooltip label={texts.list.columns}>
          <ActionIcon color="gray" aria-label={texts.list.columns}>
            <IconColumns3 size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className="ho-menu-tall">
        {allColumnsOf(collection).map((column) => (
          <Menu.CheckboxItem
            key={column.name}
            checked={shown.has(column.name)}
            onChange={() => toggle(column.name)}
          >
            {label(column.label)}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
