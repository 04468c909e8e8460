import { AppShell as Frame, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useText } from "../i18n/language-provider.tsx";
import { KeyCaps } from "../palette/key-caps.tsx";
import { AppLink } from "../address/app-link.tsx";
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
  /** A window of its own: only a slim head, no navigation. */
  readonly slim?: boolean;
  readonly children: ReactNode;
}

const NARROW = "(max-width: 47.99em)";
/** Pixels; Mantine's own size attributes want numbers. */
const HEADER = 52;
const SLIM_HEADER = 42;
const BAR = 60;
const SIDE = 224;

/** The frame of the app: a side bar on the desktop, a bottom bar on a phone. */
export function AppShell(props: AppShellProps) {
  const { brand, groups, path, status, actions, onFind, slim = false, children } = props;
  const texts = useText();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) === true;
  const side = !slim && !narrow;
  return (
    <Frame
      header={{ height: slim ? SLIM_HEADER : HEADER }}
      {...(side ? { navbar: { width: SIDE, breakpoint: "sm" } } : {})}
      {...(narrow && !slim ? { footer: { height: BAR } } : {})}
      transitionDuration={0}
      padding={0}
    >
      <a className="ho-skip" href="#content" onClick={focusContent}>
        {texts.shell.skip}
      </a>
      <Frame.Header withBorder className="ho-header-frame">
        <div className="ho-header" data-slim={slim ? "" : undefined}>
          <AppLink className="ho-brand" href="/">
            {brand}
          </AppLink>
          <span className="ho-spacer" />
          {onFind === undefined || narrow || slim ? null : (
            <UnstyledButton className="ho-find" onClick={onFind}>
              <IconSearch size={15} aria-hidden />
              <span>{texts.shell.search}</span>
              <KeyCaps keys="mod+k" />
            </UnstyledButton>
          )}
          {status}
          {actions}
        </div>
      </Frame.Header>
      {side ? (
        <Frame.Navbar style={{ overflowY: "auto" }}>
          <SideBar groups={groups} path={path} />
        </Frame.Navbar>
      ) : null}
      {narrow && !slim ? (
        <Frame.Footer>
          <BottomBar groups={groups} path={path} />
        </Frame.Footer>
      ) : null}
      <Frame.Main id="content" tabIndex={-1}>
        {children}
      </Frame.Main>
    </Frame>
  );
}

/** The address stays as it is: `#content` in it would be one more step back. */
function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#content")?.focus();
}
