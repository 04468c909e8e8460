import type { Identity } from "@healthops/protocol/wire/auth";

/** Who this replica belongs to and how it speaks for them; one row, so that it changes as a whole. */
export interface StoredSession {
  readonly identity: Identity;
  /** Whether the person is signed in on this device, whatever the hub thinks. */
  readonly active: boolean;
  readonly tokens: StoredTokens | null;
  /** Slow hash of the password, for signing in without the hub. */
  readonly verifier: string;
  /** What the hub said when it turned the person away; cleared by signing in at the hub. */
  readonly revoked: Revocation | null;
  /** What tells this device from strangers when somebody guesses at the account; opens nothing. */
  readonly deviceToken?: string;
}

export interface StoredTokens {
  readonly access: string;
  /** By the device's clock, epoch ms. */
  readonly accessUntil_ms: number;
  /** Null: it belongs to the device that this one was copied from [PSH4]; when the token ends, one signs in. */
  readonly refresh: string | null;
}

export interface Revocation {
  readonly code: string;
  readonly message: string;
}
