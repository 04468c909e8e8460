import { Menu } from "@mantine/core";
import {
  IconArrowAutofitContent,
  IconArrowBackUp,
  IconColumnRemove,
  IconMinus,
  IconPlus,
  IconSortAscending,
  IconSortDescending,
} from "@tabler/icons-react";
import type { ListColumn } from "@healthops/schema/form";
import type { RefObject } from "react";
import { useTexts } from "../i18n/language-provider.tsx";
import { fitWidth, stepWidth } from "./column-measure.ts";
import { withoutWidth } from "./column-widths.ts";
import { LIST_TEXT } from "./list-text.ts";
import type { ListView } from "./list-view.ts";
import type { OwnWidths } from "./use-column-widths.ts";

interface HeadMenuProps {
  readonly column: ListColumn;
  readonly columns: readonly ListColumn[];
  readonly head: RefObject<HTMLElement | null>;
  readonly own: OwnWidths;
  readonly view: ListView;
  onClose(): void;
  onView(view: ListView): void;
}

const ICON = { size: 16, stroke: 1.6, "aria-hidden": true } as const;

/**
 * What can be done with a column without dragging: its order, its width, its place in the list. Made
 * when it opens: a head is drawn anew with every page of rows, and closed menus would cost each time.
 */
export function HeadMenu(props: HeadMenuProps) {
  const { column, columns, view, onClose, onView } = props;
  const texts = useTexts(LIST_TEXT);
  const hide = (): void =>
    onView({
      ...view,
      columns: columns.filter((each) => each !== column).map((each) => each.name),
    });
  return (
    <Menu
      opened
      onChange={(opened) => (opened ? undefined : onClose())}
      position="bottom-end"
      width={220}
    >
      <Menu.Target>
        <span className="ho-head-anchor" />
      </Menu.Target>
      <Menu.Dropdown>
        {column.sortable ? <SortItems {...props} /> : null}
        <WidthItems {...props} />
        {columns.length < 2 ? null : (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconColumnRemove {...ICON} />} onClick={hide}>
              {texts.hideColumn}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function SortItems({ column, view, onView }: HeadMenuProps) {
  const texts = useTexts(LIST_TEXT);
  return (
    <>
      <Menu.Item
        leftSection={<IconSortAscending {...ICON} />}
        onClick={() => onView({ ...view, sort: [column.name, "asc"] })}
      >
        {texts.ascending}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconSortDescending {...ICON} />}
        onClick={() => onView({ ...view, sort: [column.name, "desc"] })}
      >
        {texts.descending}
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}

function WidthItems({ column, head, own }: HeadMenuProps) {
  const texts = useTexts(LIST_TEXT);
  const atHead = (act: (element: HTMLElement) => void) => () => {
    if (head.current !== null) act(head.current);
  };
  return (
    <>
      <Menu.Item
        closeMenuOnClick={false}
        leftSection={<IconPlus {...ICON} />}
        onClick={atHead((element) => stepWidth(element, own, 2))}
      >
        {texts.wider}
      </Menu.Item>
      <Menu.Item
        closeMenuOnClick={false}
        leftSection={<IconMinus {...ICON} />}
        onClick={atHead((element) => stepWidth(element, own, -2))}
      >
        {texts.narrower}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowAutofitContent {...ICON} />}
        onClick={atHead((element) => fitWidth(element, own))}
      >
        {texts.fitWidth}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowBackUp {...ICON} />}
        disabled={own.widths[column.name] === undefined}
        onClick={() => own.set(withoutWidth(own.widths, column.name), true)}
      >
        {texts.usualWidth}
      </Menu.Item>
    </>
  );
}
