import { Button, Menu } from "@mantine/core";
import {
  IconBookmark,
  IconCheck,
  IconChevronDown,
  IconDeviceFloppy,
  IconHome,
  IconHomeOff,
  IconPencil,
  IconTrash,
  IconUsers,
  IconUsersMinus,
} from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { ReactNode } from "react";
import { useState } from "react";
import { useIdentity } from "../data/identity.tsx";
import { useTexts } from "../i18n/language-provider.tsx";
import { LIST_TEXT } from "./list-text.ts";
import type { ListView } from "./list-view.ts";
import { PLAIN_VIEW } from "./list-view.ts";
import { NameDialog } from "./name-dialog.tsx";
import type { SavedView } from "./saved-view.ts";
import { sameView } from "./saved-view.ts";
import type { DefaultView } from "./use-default-view.ts";
import { useSavedViews } from "./use-saved-views.ts";

interface ViewMenuProps {
  readonly collection: Collection;
  readonly view: ListView;
  onView(view: ListView): void;
  readonly byDefault: DefaultView;
}

const NAME_MAX = 80;
const ICON = { size: 16, stroke: 1.6, "aria-hidden": true } as const;

/** The saved views of a list: choose one, save, change, share or delete it. */
export function ViewMenu({ collection, view, onView, byDefault }: ViewMenuProps) {
  const texts = useTexts(LIST_TEXT);
  const saved = useSavedViews(collection);
  const [chosen, setChosen] = useState<string | null>(null);
  const [naming, setNaming] = useState<"new" | "rename" | null>(null);
  const { isPlain, fits, shown } = shownView(saved.views, chosen ?? byDefault.applied, view);
  const edited = shown !== null && !fits;
  const choose = (next: SavedView | null): void => {
    setChosen(next?.id ?? null);
    onView(next?.view ?? PLAIN_VIEW);
  };
  const named = (name: string): void => {
    setNaming(null);
    if (naming === "new") void saved.add(name, view).then(setChosen);
    else if (shown !== null) saved.rename(shown, name);
  };
  return (
    <>
      <Menu position="bottom-start" width={270}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            className="ho-view-button"
            leftSection={<IconBookmark size={15} />}
            rightSection={<IconChevronDown size={13} />}
          >
            {shown === null ? texts.views : shown.name}
            {edited ? <em> · {texts.viewEdited}</em> : null}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className="ho-menu-tall">
          <Choice id="" chosen={isPlain && shown === null} onChoose={() => choose(null)}>
            {texts.plainView}
          </Choice>
          <Choices views={saved.views} chosen={fits ? shown : null} onChoose={choose} />
          {isPlain && shown === null ? null : <Menu.Divider />}
          {fits || isPlain ? null : (
            <Menu.Item
              leftSection={<IconDeviceFloppy {...ICON} />}
              onClick={() => setNaming("new")}
            >
              {texts.saveAs}
            </Menu.Item>
          )}
          {shown === null ? null : (
            <ViewItems
              {...{ saved, shown, byDefault }}
              onUpdate={edited ? () => saved.update(shown, view) : null}
              onRename={() => setNaming("rename")}
            />
          )}
        </Menu.Dropdown>
      </Menu>
      {naming === null ? null : (
        <NameDialog
          title={naming === "new" ? texts.saveView : texts.renameTitle}
          label={texts.viewName}
          value={naming === "new" ? "" : (shown?.name ?? "")}
          max={NAME_MAX}
          onClose={() => setNaming(null)}
          onName={named}
        />
      )}
    </>
  );
}

interface ChoicesProps {
  readonly views: readonly SavedView[];
  readonly chosen: SavedView | null;
  onChoose(saved: SavedView): void;
}

/** One's own views, then those of others at the site. */
function Choices({ views, chosen, onChoose }: ChoicesProps) {
  const texts = useTexts(LIST_TEXT);
  const { personId } = useIdentity();
  const groups = [
    [texts.myViews, views.filter(({ ownerId }) => ownerId === personId)],
    [texts.siteViews, views.filter(({ ownerId }) => ownerId !== personId)],
  ] as const;
  return groups.map(([title, members]) =>
    members.length === 0 ? null : (
      <div key={title} role="group" aria-label={title}>
        <Menu.Label>{title}</Menu.Label>
        {members.map((each) => (
          <Choice
            key={each.id}
            id={each.id}
            chosen={each === chosen}
            onChoose={() => onChoose(each)}
          >
            {each.name}
          </Choice>
        ))}
      </div>
    ),
  );
}

interface ShownView {
  readonly isPlain: boolean;
  /** The saved view that shows, or the one that what shows began with. */
  readonly shown: SavedView | null;
  /** Whether it shows as it was saved. */
  readonly fits: boolean;
}

function shownView(views: readonly SavedView[], chosen: string | null, view: ListView): ShownView {
  const isPlain = sameView(view, PLAIN_VIEW);
  const fitting = views.filter((each) => sameView(each.view, view));
  const known = views.find(({ id }) => id === chosen);
  const fit = fitting.find((each) => each === known) ?? fitting[0];
  if (fit !== undefined) return { isPlain, shown: fit, fits: true };
  return { isPlain, shown: isPlain ? null : (known ?? null), fits: false };
}

interface ViewItemsProps {
  readonly saved: ReturnType<typeof useSavedViews>;
  readonly shown: SavedView;
  readonly byDefault: DefaultView;
  readonly onUpdate: (() => void) | null;
  onRename(): void;
}

/** What can be done with the view that shows. */
function ViewItems({ saved, shown, byDefault, onUpdate, onRename }: ViewItemsProps) {
  const texts = useTexts(LIST_TEXT);
  const { siteId } = useIdentity();
  const mayChange = saved.mayChange(shown);
  const isDefault = byDefault.id === shown.id;
  return (
    <>
      {!mayChange || onUpdate === null ? null : (
        <Menu.Item leftSection={<IconDeviceFloppy {...ICON} />} onClick={onUpdate}>
          {texts.updateView(shown.name)}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={isDefault ? <IconHomeOff {...ICON} /> : <IconHome {...ICON} />}
        onClick={() => byDefault.choose(isDefault ? null : shown)}
      >
        {isDefault ? texts.noDefaultView : texts.defaultView}
      </Menu.Item>
      {!mayChange ? null : (
        <>
          <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={onRename}>
            {texts.renameView}
          </Menu.Item>
          {siteId === null && shown.siteId === null ? null : (
            <Menu.Item
              leftSection={
                shown.siteId === null ? <IconUsers {...ICON} /> : <IconUsersMinus {...ICON} />
              }
              onClick={() => saved.share(shown, shown.siteId === null)}
            >
              {shown.siteId === null ? texts.shareView : texts.unshareView}
            </Menu.Item>
          )}
          <Menu.Item
            color="red"
            leftSection={<IconTrash {...ICON} />}
            onClick={() => saved.remove(shown)}
          >
            {texts.deleteView}
          </Menu.Item>
        </>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly chosen: boolean;
  onChoose(): void;
  readonly children: ReactNode;
}

function Choice({ id, chosen, onChoose, children }: ChoiceProps) {
  return (
    <Menu.RadioItem
      value={id}
      checked={chosen}
      onChange={onChoose}
      checkIcon={<IconCheck size={16} />}
      closeMenuOnClick
    >
      {children}
    </Menu.RadioItem>
  );
}
