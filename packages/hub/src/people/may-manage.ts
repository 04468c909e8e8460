import { Problem } from "@healthops/base/problem";
import type { Role } from "@healthops/schema/person";
import { hasRole } from "@healthops/schema/person";
import type { HubActor } from "../hub-actor.ts";

/** Somebody whose account is looked at. */
export interface ManagedPerson {
  readonly id: string;
  readonly role: Role;
  readonly siteId: string | null;
}

/** Whether the account is shown: administrators see all, managers their site's people. */
export function maySeeAccount(actor: HubActor, { siteId }: Pick<ManagedPerson, "siteId">): boolean {
  if (actor.role === "ADMIN") return true;
  return hasRole(actor, "MANAGER") && actor.siteId !== null && actor.siteId === siteId;
}

/**
 * Whether the actor may set the password of that person, end their sessions and revoke their devices:
 * an administrator of everybody else, a manager of their site's people who have no more than the role
 * of a user. So nobody gets into an account that may do more than their own.
 */
export function mayManage(actor: HubActor, person: ManagedPerson): boolean {
  if (person.id === actor.personId) return false;
  if (actor.role === "ADMIN") return true;
  return person.role === "USER" && maySeeAccount(actor, person);
}

/** The refusal of what {@link mayManage} forbids. */
export function mayNotManage(): Problem {
  return new Problem({
    code: "not_permitted",
    status: 403,
    message:
      "Managers look after the users of their site, administrators after everybody but themselves. Ask an administrator.",
  });
}
