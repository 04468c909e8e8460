import type { Status } from "@healthops/replica/status/status";
import { useStatus } from "@healthops/ui/data/hooks";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { PaletteProvider, useOpenPalette } from "@healthops/ui/palette/palette-provider.tsx";
import { AccountMenu } from "@healthops/ui/shell/account-menu.tsx";
import { AddressProvider, usePath } from "@healthops/ui/shell/address.tsx";
import { AppShell } from "@healthops/ui/shell/app-shell.tsx";
import type { NavigationGroup } from "@healthops/ui/shell/navigation";
import { SyncPill } from "@healthops/ui/sync/sync-pill.tsx";
import type { ReactNode } from "react";
import { useCallback, useState } from "react";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { SignOutDialog } from "../sign-out/sign-out-dialog.tsx";
import classes from "./app-frame.module.css";
import { useAppAddress } from "./use-app-address.ts";
import { useCommands } from "./use-commands.tsx";
import { useNavigation } from "./use-navigation.tsx";

/** What stands around every screen of a person who is signed in. */
export function AppFrame({ children }: { readonly children: ReactNode }) {
  const address = useAppAddress();
  const { go } = address;
  const status: Status | null = valueOr(useStatus(), null);
  const [signingOut, setSigningOut] = useState(false);
  const askToSignOut = useCallback(() => setSigningOut(true), []);
  const places = useNavigation(status);
  const commands = useCommands(places, go, askToSignOut);
  return (
    <AddressProvider address={address}>
      <PaletteProvider groups={commands}>
        <Shell places={places} go={go} signOut={askToSignOut}>
          {children}
        </Shell>
      </PaletteProvider>
      <SignOutDialog opened={signingOut} status={status} close={() => setSigningOut(false)} />
    </AddressProvider>
  );
}

interface ShellProps {
  readonly places: readonly NavigationGroup[];
  go(href: string): void;
  signOut(): void;
  readonly children: ReactNode;
}

function Shell({ places, go, signOut, children }: ShellProps) {
  const api = useReplica();
  const identity = useIdentity();
  const pathname = usePath();
  const find = useOpenPalette();
  return (
    <AppShell
      brand={
        <>
          <img src="/icons/icon.svg" alt="" width={24} height={24} />
          <span className={classes["name"]}>HealthOps</span>
        </>
      }
      groups={places}
      path={pathname}
      onFind={find}
      status={
        <SyncPill
          onSignIn={() => go(`/sign-in?again=true&to=${encodeURIComponent(pathname)}`)}
          onShow={(what) => go(what === "waiting" ? "/sync" : `/${what}`)}
        />
      }
      actions={
        <AccountMenu
          name={identity.displayName}
          onSignOut={signOut}
          onLock={() => void api.lock()}
        />
      }
    >
      {children}
    </AppShell>
  );
}
