import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import { flushDrafts } from "@healthops/ui/forms/drafts";

/**
 * The replica with what a window has to do before it closes: what is half written is handed over
 * first, which keeps its place before the closing, and the content hides at once.
 */
export function lockingApi(api: ReplicaApi, hide: () => void): ReplicaApi {
  return {
    ...api,
    lock: () => {
      void flushDrafts();
      hide();
      return api.lock();
    },
    signOut: (options) => {
      void flushDrafts();
      return api.signOut(options);
    },
  };
}
