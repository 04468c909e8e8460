import type { Locked, KnownPerson } from "../remote/replica-api.ts";
import type { WrappedKey } from "./keys/wrap-key.ts";

/** Wrong PINs after which only the password opens. */
export const PIN_TRIES = 5;

/** A person's database while it is locked: in the memory of the windows' workers, nowhere else. */
export interface LockedAway {
  /** The database's name. */
  readonly name: string;
  readonly person: KnownPerson;
  /** The database's key under the person's PIN; null without a PIN, and after too many wrong ones. */
  readonly sealed: WrappedKey | null;
  readonly triesLeft: number;
}

/** After a wrong PIN in any window: the fewest tries that any of them knows of. */
export function afterWrongPin(locked: LockedAway, triesLeft: number): LockedAway {
  const left = Math.max(0, Math.min(locked.triesLeft, triesLeft));
  return { ...locked, triesLeft: left, sealed: left === 0 ? null : locked.sealed };
}

/** What screens may know of it. */
export function shownOf(locked: LockedAway): Locked {
  const { person, sealed, triesLeft } = locked;
  return { person, pin: sealed !== null, triesLeft };
}
