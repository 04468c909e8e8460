import type { Person } from "@healthops/ui/data/identity.tsx";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { Grant, Operation } from "@healthops/schema/permission";
import type { Actor } from "@healthops/schema/person";
import { hasDuty, hasRole } from "@healthops/schema/person";
import type { Content } from "@healthops/schema/record";
import { atSite } from "@healthops/ui/forms/form-state";

/** What a form for a new record begins with, and what it need not ask. */
export interface NewRecord {
  readonly given: Content;
  readonly hide: readonly string[];
}

/** Whether the person may do that to some record of the collection; which one, the record decides. */
export function mayEver(collection: Collection, actor: Actor, operation: Operation): boolean {
  return grantFor(collection, actor, operation) !== null;
}

/**
 * How this person starts a new record of a collection: as theirs, at their site, today. Null when they
 * may not make any. `today` is a calendar day.
 */
export function newRecord(collection: Collection, actor: Person, today: string): NewRecord | null {
  const grant = grantFor(collection, actor, "create");
  if (grant === null) return null;
  const given: Record<string, FieldValue> = {};
  const hide: string[] = [];
  if (grant.own !== undefined && grant.own !== "id") {
    given[grant.own] = actor.personId;
    hide.push(grant.own);
  }
  for (const field of siteFields(collection, grant)) {
    if (actor.siteId === null) continue;
    given[field] = atSite(collection.fields[field], actor.siteId);
    hide.push(field);
  }
  for (const [name, field] of Object.entries(collection.fields)) {
    if (field.kind === "date" && field.required && field.default === null) given[name] = today;
  }
  return { given, hide };
}

/** What every record that this person makes gets, whoever says the rest; null when they may make none. */
export function givenToAll(collection: Collection, actor: Person): Content | null {
  const start = newRecord(collection, actor, "");
  if (start === null) return null;
  return Object.fromEntries(start.hide.map((name) => [name, start.given[name] ?? null]));
}

/** The site that a grant is about; for a person's own records, the one whose managers may see them. */
function siteFields(collection: Collection, grant: Grant): readonly string[] {
  if (grant.site !== undefined) return grant.site === "id" ? [] : [grant.site];
  if (grant.own === undefined) return [];
  return collection.scopes.flatMap((scope) => (scope.kind === "managers" ? [scope.field] : []));
}

function grantFor(collection: Collection, actor: Actor, operation: Operation): Grant | null {
  const { create, update, delete: remove = update } = collection.permissions;
  const grants = operation === "create" ? create : operation === "update" ? update : remove;
  return grants.find((grant) => applies(grant, actor)) ?? null;
}

function applies({ role, duty, site }: Grant, actor: Actor): boolean {
  if (role !== undefined && !hasRole(actor, role)) return false;
  if (duty !== undefined && !hasDuty(actor, duty)) return false;
  return site === undefined || actor.role === "ADMIN" || actor.workplaceIds.length > 0;
}
