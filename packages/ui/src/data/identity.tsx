import { assert } from "@healthops/base/assert";
import type { Identity } from "@healthops/protocol/wire/auth";
import type { ReactNode } from "react";
import { createContext, useContext } from "react";

const IdentityContext = createContext<Identity | null>(null);

/** Tells the screens below it who is signed in. */
export function IdentityProvider(props: {
  readonly identity: Identity;
  readonly children: ReactNode;
}) {
  return <IdentityContext value={props.identity}>{props.children}</IdentityContext>;
}

/** Who is signed in; only for screens behind the sign-in. */
export function useIdentity(): Identity {
  const identity = useContext(IdentityContext);
  assert(identity !== null, "this screen is shown to people who are signed in");
  return identity;
}
