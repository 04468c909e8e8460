import { assert } from "@healthops/base/assert";
import type { Identity } from "@healthops/protocol/wire/auth";
import type { ReactNode } from "react";
import { createContext, useContext, useSyncExternalStore } from "react";
import type { Session, SessionState } from "./session.ts";

const SessionContext = createContext<Session | null>(null);

/** Tells the screens below it who is signed in. */
export function SessionProvider(props: {
  readonly session: Session;
  readonly children: ReactNode;
}) {
  return <SessionContext value={props.session}>{props.children}</SessionContext>;
}

export function useSession(): SessionState {
  const session = useContext(SessionContext);
  assert(session !== null, "screens stand inside a SessionProvider");
  return useSyncExternalStore(session.subscribe, session.state);
}

/** Who is signed in; only for screens behind the sign-in. */
export function useIdentity(): Identity {
  const state = useSession();
  assert(state.kind === "signed_in", "this screen is shown to people who are signed in");
  return state.identity;
}
