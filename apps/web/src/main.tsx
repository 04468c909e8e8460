// A style sheet exports nothing.
// oxlint-disable-next-line import/no-unassigned-import
import "@healthops/ui/theme/styles.css";
import { assert } from "@healthops/base/assert";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Workbox } from "workbox-window";
import { App } from "./app.tsx";
import { lockingApi } from "./replica/locking-api.ts";
import { openReplica } from "./replica/open-replica.ts";
import { createAppRouter } from "./routes/router.tsx";
import { Session } from "./session/session.ts";
import { INSTALL_OFFER } from "./settings/install-offer.ts";
import { AppUpdate } from "./update/app-update.ts";

/** Opens the replica and draws the app: everything that a window has only one of is made here. */
function main(): void {
  const root = document.getElementById("root");
  assert(root !== null, "index.html has a root element");
  const replica = openReplica();
  const session = new Session(replica);
  const api = lockingApi(replica, () => session.hide());
  const update = startUpdates();
  INSTALL_OFFER.listen(window);
  createRoot(root).render(
    <StrictMode>
      <App api={api} session={session} update={update} router={createAppRouter()} />
    </StrictMode>,
  );
}

/** Null where nothing can be installed: in development, and in browsers that forbid it. */
function startUpdates(): AppUpdate | null {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return null;
  const controlled = navigator.serviceWorker.controller !== null;
  const update = new AppUpdate(
    () => new Workbox("/sw.js"),
    controlled,
    () => location.reload(),
  );
  // A browser that keeps no data for this address also refuses this; the app runs without it.
  update.start().catch(() => undefined);
  return update;
}

main();
