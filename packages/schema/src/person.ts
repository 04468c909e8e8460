import type { Duties, DutyName } from "./duty.ts";
import { withImplied } from "./duty.ts";
import type { ScopeKey } from "./scope.ts";
import { ADMINS_SCOPE, dutyScope, SHARED_SCOPE } from "./scope.ts";

/** Roles in rising order; each may do what the ones before it may. */
export const ROLES = ["USER", "MANAGER", "ADMIN"] as const;
export type Role = (typeof ROLES)[number];

/** What a person's record says of their rights. */
export interface PersonFacts {
  readonly personId: string;
  readonly role: Role;
  readonly duties: readonly string[];
  /** Where they mainly are; administrators may have none. */
  readonly siteId: string | null;
  /** Further sites. */
  readonly siteIds?: readonly string[] | undefined;
}

/** Who acts, as far as rules need to know: the same shape on hub, replica and screens. See {@link whoActs}. */
export interface Actor {
  readonly personId: string;
  readonly role: Role;
  /** Names of all their duties, also of those that come along or that nobody had to say. */
  readonly duties: readonly string[];
  /** The sites the person belongs to: works at, or as a patient goes to. */
  readonly siteIds: readonly string[];
  /** The sites whose records they work with: none for who belongs to their sites from outside. */
  readonly workplaceIds: readonly string[];
}

/**
 * The one place that turns what is said of a person into what rules ask. Of a site's records about others
 * somebody sees nothing who is there only by a duty from `outside`; a user without any duty does what is
 * declared as `unsaid`.
 */
export function whoActs(duties: Duties, facts: PersonFacts): Actor {
  const { personId, role } = facts;
  const siteIds = sitesOf(facts);
  const isOutside =
    role === "USER" &&
    facts.duties.length > 0 &&
    facts.duties.every((name) => duties.get(name)?.outside === true);
  const isUnsaid = role === "USER" && facts.duties.length === 0 && siteIds.length > 0;
  const said = isUnsaid ? namesOf(duties, ({ unsaid }) => unsaid) : facts.duties;
  return {
    personId,
    role,
    duties: withImplied(duties, said),
    siteIds,
    workplaceIds: isOutside ? [] : siteIds,
  };
}

function sitesOf({ siteId, siteIds = [] }: PersonFacts): readonly string[] {
  return [...new Set(siteId === null ? siteIds : [siteId, ...siteIds])];
}

function namesOf(
  duties: Duties,
  which: (duty: { readonly unsaid: boolean; readonly scoped: boolean }) => boolean,
): readonly DutyName[] {
  return [...duties.values()].filter(which).map(({ name }) => name);
}

/** Whether the role is at least `least`. */
export function hasRole(actor: Pick<Actor, "role">, least: Role): boolean {
  return ROLES.indexOf(actor.role) >= ROLES.indexOf(least);
}

/** Whether the person has the duty. Managers have none by their role: a manager is no doctor. */
export function hasDuty(actor: Pick<Actor, "duties">, duty: DutyName): boolean {
  return actor.duties.includes(duty);
}

/** Whether the person holds what belongs to a duty at their sites: by the duty, or as who looks after it. */
export function worksAs(actor: Omit<Actor, "personId">, duty: DutyName): boolean {
  if (actor.role === "ADMIN") return true;
  if (actor.workplaceIds.length === 0) return false;
  return hasRole(actor, "MANAGER") || hasDuty(actor, duty);
}

/**
 * The scopes a person holds: shared data, their own, their workplaces' with those of their duties there,
 * and as their manager the managers' and those of every duty.
 * Administrators hold every site's (`allSiteIds`) and what belongs to none, but nobody else's own data.
 */
export function scopesHeldBy(
  duties: Duties,
  actor: Actor,
  allSiteIds: readonly string[],
): readonly ScopeKey[] {
  const sites = actor.role === "ADMIN" ? allSiteIds : actor.workplaceIds;
  const theirs = namesOf(duties, ({ scoped }) => scoped).filter((name) => worksAs(actor, name));
  const keys = [SHARED_SCOPE, `user:${actor.personId}`];
  if (actor.role === "ADMIN") keys.push(ADMINS_SCOPE);
  for (const site of sites) {
    keys.push(`site:${site}`);
    if (hasRole(actor, "MANAGER")) keys.push(`managers:${site}`);
    for (const name of theirs) keys.push(dutyScope(name, site));
  }
  return keys.toSorted();
}

/** All scopes that a site has, whoever holds them. */
export function scopesOfSite(duties: Duties, siteId: string): readonly ScopeKey[] {
  const ofDuties = namesOf(duties, ({ scoped }) => scoped).map((name) => dutyScope(name, siteId));
  return [`site:${siteId}`, `managers:${siteId}`, ...ofDuties];
}
