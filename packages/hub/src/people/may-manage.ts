import { Problem } from "@healthops/base/problem";
import type { Role } from "@healthops/schema/person";
import { hasRole } from "@healthops/schema/person";
import type { HubActor } from "../hub-actor.ts";

/** Somebody whose account is looked at. */
export interface ManagedPerson {
  readonly id: string;
  readonly role: Role;
  /** The sites that they belong to. */
  readonly siteIds: readonly string[];
}

/** Whether the account is shown: administrators see all, managers the people of their sites. */
export function maySeeAccount(
  actor: HubActor,
  { siteIds }: Pick<ManagedPerson, "siteIds">,
): boolean {
  if (actor.role === "ADMIN") return true;
  return hasRole(actor, "MANAGER") && siteIds.some((site) => actor.siteIds.includes(site));
}

/**
 * Whether the actor may set the password of that person, end their sessions and revoke their devices:
 * an administrator of everybody else, a manager of people who have no more than the role of a user and
 * belong to no site but the manager's. So nobody gets into an account that may do more than their own.
 */
export function mayManage(actor: HubActor, person: ManagedPerson): boolean {
  if (person.id === actor.personId) return false;
  if (actor.role === "ADMIN") return true;
  if (person.role !== "USER" || !maySeeAccount(actor, person)) return false;
  return person.siteIds.every((site) => actor.siteIds.includes(site));
}

/** The refusal of what {@link mayManage} forbids. */
export function mayNotManage(): Problem {
  return new Problem({
    code: "not_permitted",
    status: 403,
    message:
      "Managers look after the users of their own sites alone, administrators after everybody but themselves. Ask an administrator.",
  });
}
