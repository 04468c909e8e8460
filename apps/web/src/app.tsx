import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import { ReplicaProvider } from "@healthops/ui/data/replica-provider.tsx";
import { ModulesProvider } from "@healthops/ui/modules/modules-provider.tsx";
import { KitProvider } from "@healthops/ui/theme/kit-provider.tsx";
import { RouterProvider } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { WEB_MODULES } from "./modules.tsx";
import { SCHEMA } from "./replica/schema.ts";
import type { AppRouter } from "./routes/router.tsx";
import type { Session } from "./session/session.ts";
import { SessionProvider } from "./session/session-provider.tsx";
import type { AppUpdate } from "./update/app-update.ts";
import { UpdateNotice } from "./update/update-notice.tsx";

interface AppProps {
  readonly api: ReplicaApi;
  readonly session: Session;
  readonly update: AppUpdate | null;
  readonly router: AppRouter;
}

/** The whole app: language, look, replica, who is signed in, and the screen of the address. */
export function App({ api, session, update, router }: AppProps) {
  const locked = useSyncExternalStore(session.subscribe, () => session.state().kind === "locked");
  return (
    // Locking takes everything away, what dialogs and messages hold too.
    <KitProvider key={String(locked)}>
      <ReplicaProvider api={api} schema={SCHEMA}>
        <SessionProvider session={session}>
          <ModulesProvider modules={WEB_MODULES}>
            <RouterProvider router={router} />
          </ModulesProvider>
          {update !== null && <UpdateNotice update={update} />}
        </SessionProvider>
      </ReplicaProvider>
    </KitProvider>
  );
}
