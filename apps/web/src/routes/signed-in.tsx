import { IdentityProvider } from "@healthops/ui/data/identity.tsx";
import { SiteClockProvider } from "@healthops/ui/data/site-clock.tsx";
import { LoadingState } from "@healthops/ui/states/states.tsx";
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useEffect } from "react";
import { IdleLock } from "../lock/idle-lock.tsx";
import { KeepScroll } from "../lock/keep-scroll.tsx";
import { LockScreen } from "../lock/lock-screen.tsx";
import { useSession } from "../session/session-provider.tsx";
import { SignInAgain } from "../sign-in/sign-in-again.tsx";
import { FailedPage } from "../parts/message-page.tsx";

/**
 * Shows what is inside to people who are signed in, the lock screen at the same address while they are
 * locked, and sends everybody else to the sign-in first.
 */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const router = useRouter();
  switch (session.kind) {
    case "opening":
      return <LoadingState />;
    case "failed":
      return <FailedPage error={session.error} />;
    case "signed_out":
      return <ToSignIn />;
    case "locked":
      return (
        <LockScreen
          locked={session.locked}
          closing={session.closing}
          onSomebodyElse={() => router.history.replace("/")}
        />
      );
    case "signed_in":
      // Another person's screens start anew: nothing of the last one's stays in memory.
      return (
        <IdentityProvider key={session.identity.personId} identity={session.identity}>
          <SignInAgain>
            <SiteClockProvider>{children}</SiteClockProvider>
          </SignInAgain>
          <IdleLock />
          <KeepScroll />
        </IdentityProvider>
      );
  }
}

/** Once: the address that it leads to is not yet another one to come back to. */
function ToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const { href } = router.state.location;
    void router.navigate({ to: "/sign-in", search: { to: href }, replace: true });
  }, [router]);
  return <LoadingState />;
}
