import {
  Outlet,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { WEB_MODULES } from "../modules.tsx";
import { PASSWORD_PATH } from "../password/password-path.ts";
import { FailedPage, LostPage } from "../parts/message-page.tsx";
import { offeredOnly } from "./offered-only.tsx";
import { returnPath } from "./return-path.ts";
import { SignInPage } from "./sign-in-page.tsx";
import { SignedIn } from "./signed-in.tsx";

interface SignInSearch {
  /** Where to go afterwards. */
  readonly to?: string;
  /** The hub wants the password of somebody who is signed in on this device. */
  readonly again?: boolean;
}

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: LostPage,
  errorComponent: FailedPage,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: SignInPage,
  validateSearch: ({ to, again }: Record<string, unknown>): SignInSearch => ({
    ...(to === undefined ? {} : { to: returnPath(to) }),
    ...(again === "true" ? { again: true } : {}),
  }),
});

/** For who holds a link for a new password: nobody has to be signed in. */
const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset",
  component: lazyRouteComponent(() => import("../reset/reset-page.tsx"), "ResetPage"),
});

/** Loaded beside the sign-in screen, not before it. */
const Frame = lazyRouteComponent(() => import("../frame/app-frame.tsx"), "AppFrame");

const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  component: () => (
    <SignedIn>
      <Frame>
        <Outlet />
      </Frame>
    </SignedIn>
  ),
});

const home = createRoute({
  getParentRoute: () => app,
  path: "/",
  component: lazyRouteComponent(() => import("../home/home-page.tsx"), "HomePage"),
});

const list = createRoute({
  getParentRoute: () => app,
  path: "/c/$collection",
  component: lazyRouteComponent(() => import("../records/list-page.tsx"), "ListPage"),
});

const newRecord = createRoute({
  getParentRoute: () => app,
  path: "/c/$collection/new",
  component: lazyRouteComponent(() => import("../records/new-record-page.tsx"), "NewRecordPage"),
});

const record = createRoute({
  getParentRoute: () => app,
  path: "/c/$collection/$id",
  component: lazyRouteComponent(
    () => import("../records/record-details-page.tsx"),
    "RecordDetailsPage",
  ),
});

const conflicts = createRoute({
  getParentRoute: () => app,
  path: "/conflicts",
  component: lazyRouteComponent(() => import("../attention/conflicts-page.tsx"), "ConflictsPage"),
});

const rejected = createRoute({
  getParentRoute: () => app,
  path: "/rejected",
  component: lazyRouteComponent(() => import("../attention/rejected-page.tsx"), "RejectedPage"),
});

const sync = createRoute({
  getParentRoute: () => app,
  path: "/sync",
  component: lazyRouteComponent(() => import("../sync/sync-page.tsx"), "SyncPage"),
});

const settings = createRoute({
  getParentRoute: () => app,
  path: "/settings",
  component: lazyRouteComponent(() => import("../settings/settings-page.tsx"), "SettingsPage"),
});

const password = createRoute({
  getParentRoute: () => app,
  path: PASSWORD_PATH,
  component: lazyRouteComponent(() => import("../password/password-page.tsx"), "PasswordPage"),
});

const report = createRoute({
  getParentRoute: () => app,
  path: "/reports/$module/$name",
  component: lazyRouteComponent(() => import("../reports/report-screen.tsx"), "Screen"),
});

const screens = WEB_MODULES.flatMap((module) =>
  module.screens.map(({ path, load }) =>
    createRoute({
      getParentRoute: () => app,
      path,
      component: offeredOnly(module.name, lazyRouteComponent(load, "Screen")),
    }),
  ),
);

const own = [
  home,
  list,
  newRecord,
  record,
  report,
  conflicts,
  rejected,
  sync,
  settings,
  password,
] as const;

/** The addresses of the app. */
export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([signIn, reset, app.addChildren([...own, ...screens])]),
    defaultPreload: "intent",
    scrollRestoration: true,
    // Addresses are read by people and made by hand: every value in the query is the plain text it is.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: queryText,
  });
}

function queryText(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.size === 0 ? "" : `?${query.toString()}`;
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
