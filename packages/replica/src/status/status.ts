import type { Revocation } from "../store/stored-session.ts";
import type { Identity } from "@healthops/protocol/wire/auth";

/** What the replica is doing about the hub at this moment. */
export type Phase =
  | { readonly kind: "idle" }
  | { readonly kind: "pushing" }
  /** `remaining` null: the hub has not said yet. */
  | { readonly kind: "pulling"; readonly received: number; readonly remaining: number | null };

export type LiveState = "off" | "connecting" | "connected" | "waiting";

/** What the sync loop knows and no table holds. */
export interface SyncState {
  /** What the last attempt to reach the hub showed; `unknown` before the first. */
  readonly online: boolean | "unknown";
  readonly phase: Phase;
  readonly live: LiveState;
  readonly lastError: { readonly code: string; readonly message: string } | null;
}

/** Everything that a sync pill may say, and nothing that is not so. */
export interface Status extends SyncState {
  readonly signedIn: Identity | null;
  /** Signed in here, but the hub wants the password again before it syncs. */
  readonly signInNeeded: boolean;
  /** What the hub said when it turned this person or device away; null while they are welcome. */
  readonly revoked: Revocation | null;
  /** This device was a copy of another one and became one of its own; until its person signs in on it. */
  readonly copied?: boolean;
  /** Groups that the hub has not answered yet. */
  readonly waiting: number;
  readonly rejected: number;
  readonly held: number;
  /** Open conflicts on this device. */
  readonly conflicts: number;
  /** Epoch ms of the device's clock; null before the first sync. */
  readonly lastSyncAt_ms: number | null;
  /** The person switched syncing off on this device: it waits until somebody asks for it. */
  readonly off?: boolean;
}
