import type { Status } from "@healthops/replica/status/status";
import { useStatus } from "@healthops/ui/data/hooks";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { PaletteProvider, useOpenPalette } from "@healthops/ui/palette/palette-provider.tsx";
import { AccountMenu } from "@healthops/ui/shell/account-menu.tsx";
import { AddressProvider } from "@healthops/ui/address/address.tsx";
import { AppShell } from "@healthops/ui/shell/app-shell.tsx";
import { useText } from "@healthops/ui/i18n/language-provider.tsx";
import type { NavigationGroup, NavigationItem } from "@healthops/ui/shell/navigation";
import { useRememberedPlace } from "@healthops/ui/shell/own-window.tsx";
import { FirstSyncNote } from "@healthops/ui/sync/first-sync-note.tsx";
import { WorkplaceMenu } from "@healthops/ui/shell/workplace-menu.tsx";
import { SyncPill } from "@healthops/ui/sync/sync-pill.tsx";
import type { ReactNode } from "react";
import { useCallback, useMemo, useState } from "react";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { AccountNews } from "../account/account-news.tsx";
import { LockShortcut } from "../lock/lock-shortcut.tsx";
import { GO_KEYS } from "../navigation/app-places.ts";
import { PASSWORD_PATH } from "../password/password-path.ts";
import { useAskToSignIn } from "../sign-in/sign-in-again.tsx";
import { SignOutDialog } from "../sign-out/sign-out-dialog.tsx";
import classes from "./app-frame.module.css";
import { GoShortcuts } from "./go-shortcuts.tsx";
import { useAppAddress } from "./use-app-address.ts";
import { useCommands } from "./use-commands.tsx";
import { useGo } from "./use-go.ts";
import { useNavigation } from "./use-navigation.tsx";

/** What stands around every screen of a person who is signed in. */
export function AppFrame({ children }: { readonly children: ReactNode }) {
  const address = useAppAddress();
  useRememberedPlace(address.path, address.own);
  return (
    <AddressProvider address={address}>
      <Going address={address}>{children}</Going>
    </AddressProvider>
  );
}

type AppAddress = ReturnType<typeof useAppAddress>;

interface GoingProps {
  readonly address: AppAddress;
  readonly children: ReactNode;
}

/** Inside the plain address, for opening windows needs it; links below go through `go`. */
function Going({ address, children }: GoingProps) {
  const go = useGo(address.path, address.goHere);
  const whole = useMemo(() => ({ ...address, go }), [address, go]);
  const status: Status | null = valueOr(useStatus(), null);
  const [signingOut, setSigningOut] = useState(false);
  const signOut = useCallback(() => setSigningOut(true), []);
  const places = useNavigation(status);
  const commands = useCommands(places, { go, signOut });
  return (
    <AddressProvider address={whole}>
      <PaletteProvider groups={commands}>
        <Shell places={places} address={whole} signOut={signOut}>
          {children}
        </Shell>
      </PaletteProvider>
      <SignOutDialog opened={signingOut} status={status} close={() => setSigningOut(false)} />
    </AddressProvider>
  );
}

interface ShellProps {
  readonly places: readonly NavigationGroup[];
  readonly address: AppAddress;
  signOut(): void;
  readonly children: ReactNode;
}

function Shell({ places, address, signOut, children }: ShellProps) {
  const api = useReplica();
  const identity = useIdentity();
  const find = useOpenPalette();
  const askToSignIn = useAskToSignIn();
  const { path, go, own } = address;
  return (
    <AppShell
      brand={
        <>
          <img src="/icons/icon.svg" alt="" width={own ? 20 : 24} height={own ? 20 : 24} />
          <span className={classes["name"]}>HealthOps</span>
        </>
      }
      slim={own}
      groups={places}
      path={path}
      onFind={find}
      status={
        <SyncPill
          onSignIn={askToSignIn}
          onShow={(what) => go(what === "waiting" ? "/sync" : `/${what}`)}
        />
      }
      actions={
        <>
          <WorkplaceMenu />
          <AccountMenu
            name={identity.displayName}
            onSignOut={signOut}
            onLock={() => void api.lock()}
            onSettings={() => go("/settings")}
            onPassword={() => go(PASSWORD_PATH)}
          />
        </>
      }
    >
      <GoShortcuts items={useGoItems(places)} go={go} />
      <LockShortcut />
      <div className="ho-told">
        <AccountNews />
        <FirstSyncNote />
      </div>
      {children}
    </AppShell>
  );
}

/** The places of the navigation, and the settings, which stand in the account's menu. */
function useGoItems(places: readonly NavigationGroup[]): readonly NavigationItem[] {
  const texts = useText();
  return [
    ...places.flatMap(({ items }) => items),
    {
      href: "/settings",
      label: texts.shell.settings,
      icon: null,
      keys: GO_KEYS.get("/settings"),
    },
  ];
}
