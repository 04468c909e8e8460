import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconDots, IconExternalLink } from "@tabler/icons-react";
import { useId } from "react";
import { useFormats, useText } from "../i18n/language-provider.tsx";
import { AppLink } from "../address/app-link.tsx";
import type { NavigationGroup, NavigationItem } from "./navigation.ts";
import { countOf, isCurrent } from "./navigation.ts";
import { useClosedGroups } from "./use-closed-groups.ts";

interface SideBarProps {
  readonly groups: readonly NavigationGroup[];
  readonly path: string;
  /** After a link was followed: to close what the bar stands in. */
  onFollow?(): void;
}

/** All places of the app, by group; a group can be closed, and stays so. */
export function SideBar({ groups, path, onFollow }: SideBarProps) {
  const texts = useText();
  const { isClosed, toggle } = useClosedGroups();
  return (
    <nav className="ho-nav" aria-label={texts.shell.navigation}>
      {groups.map((group) => (
        <Group
          key={group.name}
          group={group}
          path={path}
          closed={group.title !== null && isClosed(group.name)}
          onToggle={() => toggle(group.name)}
          // Folded at first: the same memory holds what was turned round.
          unfolded={isClosed(foldOf(group.name))}
          onFold={() => toggle(foldOf(group.name))}
          onFollow={onFollow}
        />
      ))}
    </nav>
  );
}

interface GroupProps {
  readonly group: NavigationGroup;
  readonly path: string;
  readonly closed: boolean;
  onToggle(): void;
  readonly unfolded: boolean;
  onFold(): void;
  readonly onFollow: (() => void) | undefined;
}

/** The name under which it is remembered that a group is unfolded. */
function foldOf(group: string): string {
  return `${group}/lists`;
}

function Group({ group, path, closed, onToggle, unfolded, onFold, onFollow }: GroupProps) {
  const id = useId();
  const texts = useText();
  const folds = !closed && group.items.some(({ folded }) => folded === true);
  // Where one is never hides, whatever is closed.
  const items = group.items.filter(
    ({ href, folded }) => isCurrent(href, path) || (!closed && (unfolded || folded !== true)),
  );
  const hidden = closed ? countOf(group) - countOf({ ...group, items }) : 0;
  return (
    <div className="ho-nav-group">
      {group.title === null ? null : (
        <UnstyledButton
          className="ho-nav-title"
          aria-expanded={!closed}
          aria-controls={id}
          onClick={onToggle}
        >
          <span>{group.title}</span>
          <Count count={hidden} />
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      )}
      <ul id={id}>
        {items.map((item) => (
          <li key={item.href}>
            <Place item={item} current={isCurrent(item.href, path)} onFollow={onFollow} />
          </li>
        ))}
        {folds ? (
          <li>
            <UnstyledButton
              className="ho-nav-link ho-nav-fold"
              aria-expanded={unfolded}
              aria-controls={id}
              onClick={onFold}
            >
              {unfolded ? (
                <IconChevronUp size={18} stroke={1.7} aria-hidden />
              ) : (
                <IconDots size={18} stroke={1.7} aria-hidden />
              )}
              <span>{unfolded ? texts.shell.fewer : texts.shell.allLists}</span>
            </UnstyledButton>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

interface PlaceProps {
  readonly item: NavigationItem;
  readonly current: boolean;
  readonly onFollow: (() => void) | undefined;
}

function Place({ item, current, onFollow }: PlaceProps) {
  return (
    <AppLink
      className="ho-nav-link"
      href={item.href}
      aria-current={current ? "page" : undefined}
      {...(onFollow === undefined ? {} : { onFollow })}
    >
      {item.icon}
      <span>{item.label}</span>
      {item.ownWindow === true ? (
        <IconExternalLink className="ho-nav-window" size={14} stroke={1.7} aria-hidden />
      ) : null}
      <Count count={item.count ?? 0} />
    </AppLink>
  );
}

function Count({ count }: { readonly count: number }) {
  const formats = useFormats();
  if (count === 0) return null;
  return (
    <span className="ho-chip ho-nav-count ho-number" data-tone="warn">
      {formats.number(count, 0)}
    </span>
  );
}
