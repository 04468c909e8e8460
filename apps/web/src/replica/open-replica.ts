import { openBrowserReplica } from "@healthops/replica/browser/open-browser-replica";
import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import { flushDrafts } from "@healthops/ui/forms/drafts";

/** Starts this window's worker with the replica in it; all windows share one database. */
export function openReplica(): ReplicaApi {
  const worker = new Worker(new URL("./replica-worker.ts", import.meta.url), {
    type: "module",
    name: "healthops-replica",
  });
  document.addEventListener("visibilitychange", () => {
    // Windows that are hidden may be ended without a further word.
    if (document.visibilityState === "hidden") void flushDrafts();
  });
  return openBrowserReplica(worker);
}
