import { assert } from "@healthops/base/assert";
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
