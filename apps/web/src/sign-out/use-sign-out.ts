import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useText } from "@healthops/ui/i18n/language-provider.tsx";
import { problemText } from "@healthops/ui/states/problem-text";
import { useState } from "react";

interface SignOut {
  readonly busy: "out" | "sync" | null;
  /** Why the last attempt did not work. */
  readonly failure: string | null;
  signOut(erase: boolean): void;
  /** Sends what waits, so that nothing is left behind. */
  send(): void;
}

/** Signs out of all windows; `done` is called when it is over. */
export function useSignOut(done: () => void): SignOut {
  const api = useReplica();
  const texts = useText();
  const [busy, setBusy] = useState<SignOut["busy"]>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const run = (what: "out" | "sync", work: () => Promise<unknown>): void => {
    setBusy(what);
    setFailure(null);
    work()
      .catch((error: unknown) => setFailure(problemText(error, texts)))
      .finally(() => setBusy(null));
  };
  return {
    busy,
    failure,
    signOut: (erase) =>
      run("out", async () => {
        await api.signOut({ erase });
        done();
      }),
    send: () => run("sync", () => api.sync()),
  };
}
