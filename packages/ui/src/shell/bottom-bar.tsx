import { Drawer, UnstyledButton } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import { useState } from "react";
import { useText } from "../i18n/language-provider.tsx";
import { AppLink } from "./app-link.tsx";
import type { NavigationGroup } from "./navigation.ts";
import { isCurrent } from "./navigation.ts";
import { SideBar } from "./side-bar.tsx";

/** With the button for the rest, five fit beside each other on the narrowest phone. */
const PLACES = 4;

interface BottomBarProps {
  readonly groups: readonly NavigationGroup[];
  readonly path: string;
}

/** The most important places within reach of a thumb; the rest in a drawer. */
export function BottomBar({ groups, path }: BottomBarProps) {
  const texts = useText();
  const [open, setOpen] = useState(false);
  const places = groups
    .flatMap((group) => group.items)
    .filter((item) => item.onPhone === true)
    .slice(0, PLACES);
  return (
    <nav className="ho-tabs" aria-label={texts.shell.navigation}>
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
      <UnstyledButton className="ho-tab" onClick={() => setOpen(true)} aria-haspopup="dialog">
        <IconMenu2 size={20} stroke={1.7} aria-hidden />
        <span>{texts.shell.more}</span>
      </UnstyledButton>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        size="auto"
        title={texts.shell.more}
        closeButtonProps={{ "aria-label": texts.common.close }}
      >
        <div onClickCapture={() => setOpen(false)}>
          <SideBar groups={groups} path={path} />
        </div>
      </Drawer>
    </nav>
  );
}
