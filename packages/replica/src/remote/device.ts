import type { Replica } from "../replica.ts";
import type { SyncReport } from "../sync/sync-run.ts";
import type { MethodsOf } from "./declared-method.ts";
import type { DeviceCopy, Locked, ON_DEVICE } from "./replica-api.ts";

/**
 * Where replicas live: a browser profile, a computer. It holds several people's databases and has at
 * most one of them open. One adapter for each platform; `replicaService` makes a `ReplicaApi` of it.
 */
export interface Device extends MethodsOf<typeof ON_DEVICE> {
  /** The open replica of the person who is signed in; null before, and while locked. */
  readonly current: Replica | null;
  /** Who is locked; null while nobody is, and while somebody's replica is open. */
  readonly locked: Locked | null;
  /** Whether an administrator had the data erased that was open here; false when anybody's is open. */
  readonly erased: boolean;
  /** Calls after `current` or `locked` changed. Returns the way to stop. */
  onCurrent(listener: () => void): () => void;
  /** Resolves when it is known whether somebody is signed in already, in another window. */
  settled(): Promise<void>;
  hasPin(): Promise<boolean>;
  /** Has whichever process does the syncing sync now. */
  sync(): Promise<SyncReport>;
  copies(): Promise<readonly DeviceCopy[]>;
}
