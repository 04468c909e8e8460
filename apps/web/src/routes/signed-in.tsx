import { IdentityProvider } from "@healthops/ui/data/identity.tsx";
import { LoadingState } from "@healthops/ui/states/states.tsx";
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useEffect } from "react";
import { useSession } from "../session/session-provider.tsx";
import { FailedPage } from "./message-page.tsx";

/** Shows what is inside to people who are signed in, and sends everybody else to the sign-in first. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  switch (session.kind) {
    case "opening":
      return <LoadingState />;
    case "failed":
      return <FailedPage error={session.error} />;
    case "signed_out":
      return <ToSignIn />;
    case "signed_in":
      // Another person's screens start anew: nothing of the last one's stays in memory.
      return (
        <IdentityProvider key={session.identity.personId} identity={session.identity}>
          {children}
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
