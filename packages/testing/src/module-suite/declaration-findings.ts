import type { Collection } from "@healthops/schema/collection";
import { people } from "@healthops/schema/core/people";
import { sites } from "@healthops/schema/core/sites";
import type { Field, Label } from "@healthops/schema/field";
import type { Module } from "@healthops/schema/module";
import type { Grant } from "@healthops/schema/permission";
import type { ScopeRule } from "@healthops/schema/scope";

/** What is missing or odd in a module's words, each as a sentence that names the place. */
export function labelFindings(module: Module): string[] {
  const found = labelFaults(module.name, module.title);
  for (const { name, title, fields } of module.collections) {
    found.push(...labelFaults(`${name}.title.one`, title.one));
    found.push(...labelFaults(`${name}.title.many`, title.many));
    for (const [field, { label, help, choices }] of Object.entries(fields)) {
      found.push(...labelFaults(`${name}.${field}`, label));
      if (help !== undefined) found.push(...labelFaults(`${name}.${field}.help`, help));
      for (const choice of choices ?? []) {
        found.push(...labelFaults(`${name}.${field}=${choice.value}`, choice.label));
      }
      found.push(...repeatedChoices(`${name}.${field}`, choices ?? []));
    }
  }
  return found;
}

/** People must be able to tell a field's choices apart, in either language. */
function repeatedChoices(path: string, choices: NonNullable<Field["choices"]>): string[] {
  return (["en", "tr"] as const).flatMap((language) => {
    const texts = choices.map(({ label }) => label[language]);
    return texts
      .filter((text, at) => texts.indexOf(text) !== at)
      .map((text) => `${path} offers "${text}" twice (${language}).`);
  });
}

function labelFaults(path: string, label: Label): string[] {
  return (["en", "tr"] as const).flatMap((language) => {
    const text: unknown = label[language];
    if (typeof text !== "string" || text.trim() === "") return [`${path} has no ${language} text.`];
    if (text !== text.trim()) return [`${path} has spaces around its ${language} text.`];
    return [];
  });
}

/** Scope rules that would hold nobody, or the wrong people. */
export function scopeFindings(module: Module): string[] {
  return module.collections.flatMap((collection) => {
    if (collection.scopes.length === 0)
      return [`${collection.name} is in no scope: no device gets it.`];
    return collection.scopes.flatMap((rule) => scopeFaults(collection, rule));
  });
}

function scopeFaults(collection: Collection, rule: ScopeRule): string[] {
  const path = `${collection.name}: scope ${rule.kind}`;
  const found: string[] = [];
  if (rule.kind === "listed") {
    const kind = collection.fields[rule.field]?.kind;
    return kind === "set" ? [] : [`${path} is listed in ${rule.field}, which is no set.`];
  }
  if (rule.when !== undefined) {
    const { field, is } = rule.when;
    const declared = collection.fields[field];
    if (declared === undefined) found.push(`${path} depends on ${field}, which is no field.`);
    else if (is === null ? declared.required : !canBe(declared, is)) {
      found.push(`${path} depends on ${field} being ${JSON.stringify(is)}, which it never is.`);
    }
  }
  if (rule.kind === "shared" || rule.kind === "admins") return found;
  const target = rule.kind === "user" ? people.name : sites.name;
  if (!pointsTo(collection, rule.field, target)) {
    found.push(`${path} goes by ${rule.field}, which refers to no record of ${target}.`);
  }
  return found;
}

function canBe({ kind, choices }: Field, value: unknown): boolean {
  if (kind === "choice") return choices?.some((choice) => choice.value === value) === true;
  return kind === "boolean" ? typeof value === "boolean" : true;
}

/** Permissions that grant nothing, or by a field that cannot say what they need. */
export function permissionFindings(module: Module): string[] {
  return module.collections.flatMap((collection) => {
    const { create, update, delete: remove = update } = collection.permissions;
    const found = create.length === 0 ? [`${collection.name} can be created by nobody.`] : [];
    for (const grant of [...create, ...update, ...remove])
      found.push(...grantFaults(collection, grant));
    return [...new Set(found)];
  });
}

function grantFaults(collection: Collection, { own, site }: Grant): string[] {
  const found: string[] = [];
  if (own !== undefined && !pointsTo(collection, own, people.name)) {
    found.push(`${collection.name}: a grant goes by own ${own}, which refers to no person.`);
  }
  if (site !== undefined && !pointsTo(collection, site, sites.name)) {
    found.push(`${collection.name}: a grant goes by site ${site}, which refers to no site.`);
  }
  if (own !== undefined && own !== "id" && collection.fields[own]?.fixed !== true) {
    found.push(`${collection.name}.${own} says whose record it is, so it must be fixed.`);
  }
  return found;
}

/** Fields that say who did something, or when, and that whoever writes the record could fill in. */
export function signatureFindings(module: Module): string[] {
  return module.collections.flatMap((collection) => {
    const names = Object.keys(collection.fields);
    const who = names.filter((name) => /.By$/.test(name) && pointsTo(collection, name, "people"));
    const when = who
      .map((name) => name.replace(/By$/, "At"))
      .filter((name) => names.includes(name));
    return [...who, ...when]
      .filter((name) => !isHubs(collection, name))
      .map((name) => `${collection.name}.${name} says who or when, so it must be set by the hub.`);
  });
}

/** Set by the hub, or part of a record that only the hub makes. */
function isHubs({ fields, permissions }: Collection, name: string): boolean {
  const field = fields[name];
  if (field === undefined) return false;
  return field.setByHub !== undefined || (field.fixed && permissions.create.length === 0);
}

function pointsTo(collection: Collection, field: string, target: string): boolean {
  return field === "id" ? collection.name === target : collection.fields[field]?.to === target;
}
