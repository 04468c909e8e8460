import { assert } from "@healthops/base/assert";
import type { Status } from "@healthops/replica/status/status";
import { useStatus } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";
import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useState } from "react";
import { ClockNotice } from "./clock-notice.tsx";
import { SignInAgainDialog } from "./sign-in-again-dialog.tsx";
import { SignInAgainNotice } from "./sign-in-again-notice.tsx";

const AskContext = createContext<(() => void) | null>(null);

/**
 * While the hub wants the password again: says so beside the work, which goes on, and asks for it in
 * a dialog over the screen whenever the person likes.
 */
export function SignInAgain({ children }: { readonly children: ReactNode }) {
  const status: Status | null = valueOr(useStatus(), null);
  const [asking, setAsking] = useState(false);
  const [later, setLater] = useState(false);
  const needed = status?.signInNeeded === true;
  // Told once each time: after it was signed in again, the next time counts anew.
  if (!needed && later) setLater(false);
  const ask = useCallback(() => setAsking(true), []);
  const close = useCallback(() => setAsking(false), []);
  return (
    <AskContext value={ask}>
      {children}
      {needed && !later && !asking && (
        <SignInAgainNotice status={status} ask={ask} dismiss={() => setLater(true)} />
      )}
      {!(needed && !later) && <ClockNotice />}
      <SignInAgainDialog opened={asking} status={status} close={close} />
    </AskContext>
  );
}

/** Opens the dialog that asks for the password again. */
export function useAskToSignIn(): () => void {
  const ask = useContext(AskContext);
  assert(ask !== null, "only people who are signed in are asked to sign in again");
  return ask;
}
