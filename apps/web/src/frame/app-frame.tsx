import { IconArrowsSplit2, IconHome, IconMailX, IconRefresh } from "@tabler/icons-react";
import { useStatus } from "@healthops/ui/data/hooks";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import { AccountMenu } from "@healthops/ui/shell/account-menu.tsx";
import { NavigateProvider } from "@healthops/ui/shell/app-link.tsx";
import { AppShell } from "@healthops/ui/shell/app-shell.tsx";
import type { NavigationGroup } from "@healthops/ui/shell/navigation";
import { SyncPill } from "@healthops/ui/sync/sync-pill.tsx";
import { useLocation, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useCallback, useState } from "react";
import { PLACES } from "../navigation/app-places.ts";
import { useIdentity } from "../session/session-provider.tsx";
import { SignOutDialog } from "../sign-out/sign-out-dialog.tsx";
import classes from "./app-frame.module.css";
import { FRAME_TEXT } from "./frame-text.ts";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/** What stands around every screen of a person who is signed in. */
export function AppFrame({ children }: { readonly children: ReactNode }) {
  const api = useReplica();
  const identity = useIdentity();
  const { pathname } = useLocation();
  const { history } = useRouter();
  const go = useCallback((href: string) => history.push(href), [history]);
  const status = valueOr(useStatus(), null);
  const [signingOut, setSigningOut] = useState(false);
  const groups = useNavigation(status?.conflicts ?? 0, status?.rejected ?? 0);
  return (
    <NavigateProvider navigate={go}>
      <AppShell
        brand={
          <>
            <img src="/icons/icon.svg" alt="" width={24} height={24} />
            <span className={classes["name"]}>HealthOps</span>
          </>
        }
        groups={groups}
        path={pathname}
        status={
          <SyncPill
            onSignIn={() => go(`/sign-in?again=true&to=${encodeURIComponent(pathname)}`)}
            onShow={(what) => go(what === "waiting" ? "/sync" : `/${what}`)}
          />
        }
        actions={
          <AccountMenu
            name={identity.displayName}
            onSignOut={() => setSigningOut(true)}
            onLock={() => void api.lock()}
          />
        }
      >
        {children}
      </AppShell>
      <SignOutDialog opened={signingOut} status={status} close={() => setSigningOut(false)} />
    </NavigateProvider>
  );
}

function useNavigation(conflicts: number, rejected: number): readonly NavigationGroup[] {
  const say = useLabel();
  const texts = useText();
  return [
    {
      title: null,
      items: [
        { href: "/", label: say(FRAME_TEXT.home), icon: <IconHome {...LOOK} />, onPhone: true },
      ],
    },
    ...PLACES.map(({ title, places }) => ({
      title: say(title),
      items: places.map((place) => ({ ...place, label: say(place.title) })),
    })),
    {
      title: say(FRAME_TEXT.attention),
      items: [
        {
          href: "/conflicts",
          label: texts.conflict.title,
          icon: <IconArrowsSplit2 {...LOOK} />,
          count: conflicts,
        },
        {
          href: "/rejected",
          label: texts.rejected.title,
          icon: <IconMailX {...LOOK} />,
          count: rejected,
        },
        { href: "/sync", label: texts.sync.title, icon: <IconRefresh {...LOOK} /> },
      ],
    },
  ];
}
