import type { Content } from "./record.ts";
import type { DutyName } from "./duty.ts";
import type { FieldValue } from "./field.ts";

/**
 * A scope is the part of the data that a person may hold, named by a key that travels:
 * `shared`, `user:<person id>`, `site:<site id>`, `managers:<site id>` for what only a site's managers
 * see, `duty-<duty>:<site id>` for what goes with a duty there, and `admins` for what belongs to no site and only administrators see.
 */
export type ScopeKey = string;

export const SHARED_SCOPE: ScopeKey = "shared";
export const ADMINS_SCOPE: ScopeKey = "admins";

/** Whether the scope is one of those that a site has: administrators hold them of every site. */
export function isScopeOfSite(key: ScopeKey): boolean {
  return key.startsWith("site:") || key.startsWith("managers:") || key.startsWith("duty-");
}

/** The scope of a duty at a site. */
export function dutyScope(duty: string, siteId: string): ScopeKey {
  return `duty-${duty}:${siteId}`;
}

/** Puts a record into a scope: `shared`, or the one named by the id in a field, or by each id in a set. */
export type ScopeRule<FieldName extends string = string> =
  | { readonly kind: "shared"; readonly when?: Condition<FieldName> }
  | { readonly kind: "admins"; readonly when?: Condition<FieldName> }
  | {
      readonly kind: "user" | "site" | "managers";
      /** A `reference` field or a set of ids; while it is empty the rule gives no scope. `id` is the record itself. */
      readonly field: FieldName | "id";
      readonly when?: Condition<FieldName>;
      /** Whoever may write the record may send it to another site's people, as a referral [PSH9]. */
      readonly fromAnywhere?: true;
    }
  /** For those who have the duty at the site that the field names, and who looks after it. */
  | {
      readonly kind: "duty";
      /** One that is declared as `scoped`. */
      readonly duty: DutyName;
      readonly field: FieldName | "id";
      readonly when?: Condition<FieldName>;
      /** As above: a referral to those who have the duty elsewhere [PSH9]. */
      readonly fromAnywhere?: true;
    }
  /** The scope keys stand in a `set` field of the record itself (conflicts do this). */
  | { readonly kind: "listed"; readonly field: FieldName };

export interface Condition<FieldName extends string = string> {
  readonly field: FieldName;
  readonly is: FieldValue;
}

/** The keys of the scopes that hold a record with this content, sorted, without repeats. */
export function scopesOf(
  collection: { readonly scopes: readonly ScopeRule[] },
  id: string,
  content: Content,
): readonly ScopeKey[] {
  const keys: ScopeKey[] = [];
  for (const rule of collection.scopes) addKeys(keys, rule, id, content);
  return asBefore(collection.scopes, keys.length < 2 ? keys : [...new Set(keys)].toSorted());
}

const latest = new WeakMap<readonly ScopeRule[], readonly ScopeKey[]>();

/** The same array again when nothing differs: of many records in a row most are in the same scopes. */
function asBefore(rules: readonly ScopeRule[], keys: readonly ScopeKey[]): readonly ScopeKey[] {
  const before = latest.get(rules);
  if (before?.length === keys.length && keys.every((key, at) => key === before[at])) return before;
  latest.set(rules, keys);
  return keys;
}

function addKeys(keys: ScopeKey[], rule: ScopeRule, id: string, content: Content): void {
  if (rule.kind === "listed") {
    const listed = content[rule.field];
    if (!Array.isArray(listed)) return;
    for (const key of listed) if (typeof key === "string") keys.push(key);
    return;
  }
  if (rule.when !== undefined && content[rule.when.field] !== rule.when.is) return;
  if (rule.kind === "shared") keys.push(SHARED_SCOPE);
  else if (rule.kind === "admins") keys.push(ADMINS_SCOPE);
  else {
    const prefix = rule.kind === "duty" ? dutyScope(rule.duty, "") : `${rule.kind}:`;
    const targets = rule.field === "id" ? id : content[rule.field];
    if (typeof targets === "string") keys.push(prefix + targets);
    else for (const target of idsIn(targets)) keys.push(prefix + target);
  }
}

/** The ids in a field that names one record or a set of them. */
export function idsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((member) => typeof member === "string") : [];
}

/** The fields that decide which scopes hold a record; its id, which may too, is none. */
export function scopeFieldsOf(collection: {
  readonly scopes: readonly ScopeRule[];
}): readonly string[] {
  const fields = collection.scopes.flatMap((rule) => {
    const condition = rule.kind === "listed" || rule.when === undefined ? [] : [rule.when.field];
    return rule.kind === "shared" || rule.kind === "admins"
      ? condition
      : [rule.field, ...condition];
  });
  return [...new Set(fields)].filter((field) => field !== "id");
}
