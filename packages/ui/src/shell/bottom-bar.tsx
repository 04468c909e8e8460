import { Drawer, UnstyledButton } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import { useState } from "react";
import { useText } from "../i18n/language-provider.tsx";
import { AppLink } from "../address/app-link.tsx";
import type { NavigationGroup, NavigationItem } from "./navigation.ts";
import { countOf, isCurrent } from "./navigation.ts";
import { SideBar } from "./side-bar.tsx";

/** With the button for the rest, five fit beside each other on the narrowest phone. */
const PLACES = 4;

interface BottomBarProps {
  readonly groups: readonly NavigationGroup[];
  readonly path: string;
}

/** The most important places within reach of a thumb; everything in a sheet. */
export function BottomBar({ groups, path }: BottomBarProps) {
  const texts = useText();
  const [open, setOpen] = useState(false);
  const places = barPlaces(groups);
  const elsewhere = !places.some(({ href }) => isCurrent(href, path));
  const count =
    groups.reduce((sum, group) => sum + countOf(group), 0) -
    places.reduce((sum, place) => sum + (place.count ?? 0), 0);
  return (
    <>
      <nav className="ho-tabs" aria-label={texts.shell.quickNavigation}>
        {places.map((item) => (
          <AppLink
            key={item.href}
            className="ho-tab"
            href={item.href}
            aria-current={isCurrent(item.href, path) ? "page" : undefined}
          >
            {item.icon}
            <span>{item.label}</span>
          </AppLink>
        ))}
        <UnstyledButton
          className="ho-tab"
          onClick={() => setOpen(true)}
          aria-haspopup="dialog"
          data-current={elsewhere ? "" : undefined}
        >
          <span className="ho-tab-icon">
            <IconMenu2 size={20} stroke={1.7} aria-hidden />
            {count === 0 ? null : <span className="ho-tab-dot" aria-hidden />}
          </span>
          <span>{texts.shell.more}</span>
        </UnstyledButton>
      </nav>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        size="min(85dvh, 40rem)"
        title={texts.shell.allPlaces}
        closeButtonProps={{ "aria-label": texts.common.close }}
      >
        <SideBar groups={groups} path={path} onFollow={() => setOpen(false)} />
      </Drawer>
    </>
  );
}

/** The first place of the first groups in turn, so that no module takes the whole bar. */
function barPlaces(groups: readonly NavigationGroup[]): readonly NavigationItem[] {
  const offered = groups.map(({ items }) => items.filter(({ onPhone }) => onPhone === true));
  const longest = Math.max(0, ...offered.map((items) => items.length));
  const inTurn = Array.from({ length: longest }, (_, at) => offered.map((items) => items[at]));
  const chosen = new Set(
    inTurn
      .flat()
      .filter((item) => item !== undefined)
      .slice(0, PLACES),
  );
  return offered.flat().filter((item) => chosen.has(item));
}
