import type { ScopeKey } from "./scope.ts";
import { ADMINS_SCOPE, dutyScope, SHARED_SCOPE } from "./scope.ts";

/** Roles in rising order; each may do what the ones before it may. */
export const ROLES = ["USER", "MANAGER", "ADMIN"] as const;
export type Role = (typeof ROLES)[number];

/** Per-module duties, besides the role. */
export const DUTIES = ["receptionist", "doctor", "pharmacist", "lab", "patient", "clerk"] as const;
export type Duty = (typeof DUTIES)[number];

/** Duties with records that the other people of the site do not hold (scope rules of the kind `duty`). */
export const SCOPED_DUTIES = ["clerk"] as const satisfies readonly Duty[];
export type ScopedDuty = (typeof SCOPED_DUTIES)[number];

/** Who acts, as far as rules need to know: the same shape on hub, replica and screens. */
export interface Actor {
  readonly personId: string;
  readonly role: Role;
  readonly duties: readonly Duty[];
  /** The site the person belongs to: works at, or as a patient goes to; administrators may have none. */
  readonly siteId: string | null;
}

/** Whether the role is at least `least`. */
export function hasRole(actor: Pick<Actor, "role">, least: Role): boolean {
  return ROLES.indexOf(actor.role) >= ROLES.indexOf(least);
}

/**
 * The site whose records a person works with; null for those who have none, and for who is there only
 * as a patient: of a site's records about others they see nothing.
 */
export function workplaceOf({ role, duties, siteId }: Omit<Actor, "personId">): string | null {
  const isPatient = role === "USER" && duties.length > 0 && duties.every(isPatientDuty);
  return isPatient ? null : siteId;
}

/** What a user of a site does where nobody has said what: its office work, as before there was that duty. */
const UNSAID: Duty = "clerk";

/** Whether the person has the duty. Managers have none by their role: a manager is no doctor. */
export function hasDuty({ role, duties, siteId }: Omit<Actor, "personId">, duty: Duty): boolean {
  if (duties.includes(duty)) return true;
  return duty === UNSAID && role === "USER" && duties.length === 0 && siteId !== null;
}

/** Whether the person holds what belongs to a duty at their site: by the duty, or as who looks after it. */
export function worksAs(actor: Omit<Actor, "personId">, duty: ScopedDuty): boolean {
  if (actor.role === "ADMIN") return true;
  if (workplaceOf(actor) === null) return false;
  return hasRole(actor, "MANAGER") || hasDuty(actor, duty);
}

function isPatientDuty(duty: Duty): boolean {
  return duty === "patient";
}

/**
 * The scopes a person holds: shared data, their own, their workplace's with those of their duties there,
 * and as its manager the managers' and those of every duty.
 * Administrators hold every site's (`allSiteIds`) and what belongs to none, but nobody else's own data.
 */
export function scopesHeldBy(actor: Actor, allSiteIds: readonly string[]): readonly ScopeKey[] {
  const workplace = workplaceOf(actor);
  const sites = actor.role === "ADMIN" ? allSiteIds : workplace === null ? [] : [workplace];
  const keys = [SHARED_SCOPE, `user:${actor.personId}`];
  if (actor.role === "ADMIN") keys.push(ADMINS_SCOPE);
  for (const site of sites) {
    keys.push(`site:${site}`);
    if (hasRole(actor, "MANAGER")) keys.push(`managers:${site}`);
    for (const duty of SCOPED_DUTIES) if (worksAs(actor, duty)) keys.push(dutyScope(duty, site));
  }
  return keys.toSorted();
}

/** All scopes that a site has, whoever holds them. */
export function scopesOfSite(siteId: string): readonly ScopeKey[] {
  const duties = SCOPED_DUTIES.map((duty) => dutyScope(duty, siteId));
  return [`site:${siteId}`, `managers:${siteId}`, ...duties];
}
