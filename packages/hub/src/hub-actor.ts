import type { Actor } from "@healthops/schema/person";
import type { ScopeKey } from "@healthops/schema/scope";
import { isScopeOfSite } from "@healthops/schema/scope";

/** Who acts on the hub: a person as rules see them, with what the hub knows besides. */
export interface HubActor extends Actor {
  /** The scopes the person holds right now; nothing outside them is read or written. */
  readonly scopes: ReadonlySet<ScopeKey>;
  /** The device's database the call came from, null for the web and for the hub itself. */
  readonly replicaId: string | null;
  /** The hub itself (command line, jobs, demo): not bound to scopes or permissions. */
  readonly system: boolean;
}

/**
 * Whether a record in these scopes exists for the actor at all. An administrator holds what is any
 * site's, also of one that was made after their scopes were last read.
 */
export function mayKnow(actor: HubActor, scopes: readonly ScopeKey[]): boolean {
  if (actor.system) return true;
  return scopes.some(
    (key) => actor.scopes.has(key) || (actor.role === "ADMIN" && isScopeOfSite(key)),
  );
}

/** No person has this id; history shows such changes as the hub's own. */
const SYSTEM_PERSON_ID = "00000000-0000-0000-0000-000000000000";

/** The hub acting for itself. Only code that no request reaches may use it. */
export const SYSTEM_ACTOR: HubActor = {
  personId: SYSTEM_PERSON_ID,
  role: "ADMIN",
  duties: [],
  siteIds: [],
  workplaceIds: [],
  scopes: new Set(),
  replicaId: null,
  system: true,
};
