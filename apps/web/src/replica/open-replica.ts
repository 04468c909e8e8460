import { openBrowserReplica } from "@healthops/replica/browser/open-browser-replica";
import type { ReplicaApi } from "@healthops/replica/remote/replica-api";

/** Starts this window's worker with the replica in it; all windows share one database. */
export function openReplica(): ReplicaApi {
  const worker = new Worker(new URL("./replica-worker.ts", import.meta.url), {
    type: "module",
    name: "healthops-replica",
  });
  return openBrowserReplica(worker);
}
