import { Problem } from "@healthops/base/problem";
import type { Role } from "@healthops/schema/person";
import { hasRole } from "@healthops/schema/person";
import type { HubActor } from "../hub-actor.ts";

const NAMES: Readonly<Record<Role, string>> = {
  USER: "people who are signed in",
  MANAGER: "managers and administrators",
  ADMIN: "administrators",
};

/** Refuses whoever has less than that role with a Problem `not_permitted` (403). */
export function requireRole(actor: HubActor, least: Role): void {
  if (hasRole(actor, least)) return;
  throw new Problem({
    code: "not_permitted",
    status: 403,
    message: `Only ${NAMES[least]} may read this.`,
  });
}
