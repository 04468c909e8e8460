import { Problem } from "@healthops/base/problem";
import { hasNaturalKey } from "./natural-key.ts";
import type { Content } from "./record.ts";
import type { DutyName } from "./duty.ts";
import type { Actor, Role } from "./person.ts";
import { hasDuty, hasRole } from "./person.ts";
import { siteRefusal } from "./own-site.ts";
import type { ScopeRule } from "./scope.ts";
import { idsIn } from "./scope.ts";

export type Operation = "create" | "update" | "delete" | "restore";

/**
 * One way of being allowed; all of its parts must hold. `own`: the field holds the person's id, or contains it.
 * `site`: the field holds one of the person's workplaces, or contains one (administrators: any site).
 */
export interface Grant<FieldName extends string = string> {
  readonly role?: Role;
  readonly duty?: DutyName;
  readonly own?: FieldName | "id";
  readonly site?: FieldName | "id";
}

/** Who may do what; any grant of the list suffices. Reading is decided by scopes alone. */
export interface Permissions<FieldName extends string = string> {
  readonly create: readonly Grant<FieldName>[];
  readonly update: readonly Grant<FieldName>[];
  /**
   * Also covers restoring a deleted record. One with a natural key is restored by who may make one as well,
   * for typing its key again brings it back too [NAT4]. Default: as `update`.
   */
  readonly delete?: readonly Grant<FieldName>[];
}

/** The fields that name the record which a record is about: its collection, and its id there. */
export interface About<FieldName extends string = string> {
  readonly collection: FieldName;
  readonly id: FieldName;
}

interface Guarded {
  readonly name: string;
  readonly permissions: Permissions;
  readonly scopes: readonly ScopeRule[];
  readonly naturalKey: readonly string[];
}

/** A record whose permission is asked: itself, or what another one is about. */
export interface GuardedRecord {
  readonly collection: Guarded;
  readonly id: string;
  readonly content: Content;
}

/**
 * The one permission rule, used by hub, replica and screens [PSH5]: a grant must cover the record as
 * it was (`before`, null for a create) and as it will be (`after`), so nobody can move a record out
 * of somebody else's hands into their own. Returns the refusal, or null when allowed.
 */
export function refusal(
  guarded: Guarded,
  actor: Actor,
  operation: Operation,
  id: string,
  before: Content | null,
  after: Content,
): Problem | null {
  const grants = grantsFor(guarded, operation);
  const covers = (content: Content): boolean =>
    grants.some((grant) => grantCovers(grant, actor, id, content));
  if ((before === null || covers(before)) && covers(after)) {
    return siteRefusal(guarded, actor, id, before, after);
  }
  return new Problem({
    code: "not_permitted",
    status: 403,
    message: `You may not ${operation} this record (${guarded.name} ${id}). Ask a manager of its site if you need to.`,
  });
}

function grantsFor(guarded: Guarded, operation: Operation): readonly Grant[] {
  const { create, update, delete: remove = update } = guarded.permissions;
  switch (operation) {
    case "create":
      return create;
    case "update":
      return update;
    case "delete":
      return remove;
    case "restore":
      return hasNaturalKey(guarded) ? [...remove, ...create] : remove;
  }
}

/** Whether the actor may change the record as it is: its own grants alone, not what it is about. */
export function mayChange(actor: Actor, { collection, id, content }: GuardedRecord): boolean {
  return refusal(collection, actor, "update", id, content, content) === null;
}

/**
 * Permission follows what a record is about [PSH9]: a conflict is decided by who may change the record
 * that it is about, whoever sees it. Null when they may; `subject` is null where there is no such record.
 */
export function aboutRefusal(
  { name }: Pick<Guarded, "name">,
  actor: Actor,
  id: string,
  subject: GuardedRecord | null,
): Problem | null {
  if (subject !== null && mayChange(actor, subject)) return null;
  return new Problem({
    code: "not_permitted",
    status: 403,
    message: `You may not change ${name} ${id}: only who may change the record that it is about decides on it.`,
  });
}

function grantCovers(grant: Grant, actor: Actor, id: string, content: Content): boolean {
  const valueOf = (field: string): unknown => (field === "id" ? id : content[field]);
  if (grant.role !== undefined && !hasRole(actor, grant.role)) return false;
  if (grant.duty !== undefined && !hasDuty(actor, grant.duty)) return false;
  if (grant.own !== undefined && !idsIn(valueOf(grant.own)).includes(actor.personId)) return false;
  if (grant.site !== undefined && actor.role !== "ADMIN") {
    const sites = idsIn(valueOf(grant.site));
    if (!sites.some((site) => actor.workplaceIds.includes(site))) return false;
  }
  return true;
}
