import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { LockScreen } from "../lock/lock-screen.tsx";
import { useSession } from "../session/session-provider.tsx";
import { SignInScreen } from "../sign-in/sign-in-screen.tsx";

/** Signing in; whoever is signed in already is sent on, unless the hub wants the password again. */
export function SignInPage() {
  const { to = "/", again = false } = useSearch({ from: "/sign-in" });
  const router = useRouter();
  const session = useSession();
  const done = session.kind === "signed_in" && !again;
  useEffect(() => {
    if (done) router.history.replace(to);
  }, [done, router, to]);
  if (done) return null;
  if (session.kind === "locked") {
    return (
      <LockScreen
        locked={session.locked}
        closing={session.closing}
        onSomebodyElse={() => router.history.replace("/")}
      />
    );
  }
  return <SignInScreen onSignedIn={() => router.history.replace(to)} />;
}
