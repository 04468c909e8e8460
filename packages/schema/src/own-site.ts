import { Problem } from "@healthops/base/problem";
import type { Actor } from "./person.ts";
import type { Content } from "./record.ts";
import type { ScopeRule } from "./scope.ts";
import { idsIn } from "./scope.ts";
import { ruleFault } from "./validate/rule-fault.ts";

interface Scoped {
  readonly name: string;
  readonly scopes: readonly ScopeRule[];
}

const OTHER_SITE = {
  en: "Only a site of whoever writes it can be named here: it is shown to no other site's people.",
  tr: "Buraya yalnızca yazanın kendi yerlerinden biri yazılabilir: yazılan başka bir yerin çalışanlarına gösterilmez.",
};

/**
 * Nobody puts a record before the people of a site that is not theirs [PSH9]: into a site's lists, and
 * before those who have a duty there, only who works there, before its managers only who belongs to it,
 * also from outside; administrators look after all. What is there already may stay, for its author may have moved. A scope rule that says
 * `fromAnywhere` is left out.
 */
export function siteRefusal(
  { name, scopes }: Scoped,
  actor: Actor,
  id: string,
  before: Content | null,
  after: Content,
): Problem | null {
  if (actor.role === "ADMIN") return null;
  for (const rule of scopes) {
    if (rule.kind !== "site" && rule.kind !== "managers" && rule.kind !== "duty") continue;
    if (rule.fromAnywhere === true || rule.field === "id" || !holds(rule, after)) continue;
    const were = before !== null && holds(rule, before) ? idsIn(before[rule.field]) : [];
    const own = rule.kind === "managers" ? actor.siteIds : actor.workplaceIds;
    for (const site of idsIn(after[rule.field])) {
      if (!were.includes(site) && !own.includes(site)) return otherSite(name, id, rule.field);
    }
  }
  return null;
}

function holds(
  { when }: Extract<ScopeRule, { readonly kind: "site" | "managers" | "user" | "duty" }>,
  content: Content,
): boolean {
  return when === undefined || content[when.field] === when.is;
}

function otherSite(collection: string, id: string, field: string): Problem {
  return new Problem({
    code: "other_site",
    status: 403,
    message: `${OTHER_SITE.en} (${collection} ${id})`,
    faults: [ruleFault(field, OTHER_SITE, "the own site, or none")],
  });
}
