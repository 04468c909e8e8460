import { AppShell as Frame, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useText } from "../i18n/language-provider.tsx";
import { AppLink } from "./app-link.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { SideBar } from "./side-bar.tsx";
import type { NavigationGroup } from "./navigation.ts";

export interface AppShellProps {
  readonly brand: ReactNode;
  readonly groups: readonly NavigationGroup[];
  /** Path of the address that shows now. */
  readonly path: string;
  /** The sync pill. */
  readonly status: ReactNode;
  /** The account menu and the like, at the end of the header. */
  readonly actions: ReactNode;
  /** Opens the command palette; without it there is no field for it. */
  readonly onFind?: () => void;
  readonly children: ReactNode;
}

const NARROW = "(max-width: 47.99em)";
/** Pixels; Mantine's own size attributes want numbers. */
const HEADER = 52;
const BAR = 60;

/** The frame of the app: a side bar on the desktop, a bottom bar on a phone. */
export function AppShell(props: AppShellProps) {
  const { brand, groups, path, status, actions, onFind, children } = props;
  const texts = useText();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) === true;
  return (
    <Frame
      header={{ height: HEADER }}
      navbar={{ width: 216, breakpoint: "sm", collapsed: { mobile: true } }}
      {...(narrow ? { footer: { height: BAR } } : {})}
      transitionDuration={0}
      padding={0}
    >
      <a className="ho-skip" href="#content">
        {texts.shell.skip}
      </a>
      <Frame.Header withBorder className="ho-header-frame">
        <div className="ho-header">
          <AppLink className="ho-brand" href="/">
            {brand}
          </AppLink>
          <span className="ho-spacer" />
          {onFind === undefined || narrow ? null : (
            <UnstyledButton className="ho-find" onClick={onFind}>
              <IconSearch size={15} aria-hidden />
              <span>{texts.shell.search}</span>
              <kbd className="ho-kbd">Ctrl K</kbd>
            </UnstyledButton>
          )}
          {status}
          {actions}
        </div>
      </Frame.Header>
      {narrow ? (
        <Frame.Footer>
          <BottomBar groups={groups} path={path} />
        </Frame.Footer>
      ) : (
        <Frame.Navbar style={{ overflowY: "auto" }}>
          <SideBar groups={groups} path={path} />
        </Frame.Navbar>
      )}
      <Frame.Main id="content" tabIndex={-1}>
        {children}
      </Frame.Main>
    </Frame>
  );
}
