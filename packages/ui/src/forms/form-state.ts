import type { FieldFault } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import { canonicalValue, withDerived } from "@healthops/schema/content";
import type { Field, FieldValue } from "@healthops/schema/field";
import type { Content, StoredRecord } from "@healthops/schema/record";
import { validatorFor } from "@healthops/schema/validate";
import type { Person } from "../data/identity.tsx";

/** What a form begins with: the record's content, or defaults and what is known already. */
export function startingValues(
  collection: Collection,
  record: StoredRecord | null,
  given: Content,
): Content {
  const values: Record<string, FieldValue> = {};
  for (const [name, field] of Object.entries(collection.fields)) {
    values[name] =
      given[name] ?? (record === null ? field.default : (record.content[name] ?? null));
  }
  return withComputed(collection, values);
}

/** The fields that a new record gets from who makes it, because it could not be made otherwise. */
export function givenByPerson(collection: Collection, person: Person | null): Content {
  const given: Record<string, FieldValue> = {};
  if (person === null) return given;
  for (const { own, site } of collection.permissions.create) {
    if (own !== undefined && own !== "id") given[own] = person.personId;
    if (site !== undefined && site !== "id" && person.role !== "ADMIN") {
      given[site] = atSite(collection.fields[site], person.siteId);
    }
  }
  return given;
}

/** What a field that names a site, or a set of them, begins with. */
export function atSite(field: Field | undefined, siteId: string | null): FieldValue {
  if (field?.kind !== "set") return siteId;
  return siteId === null ? [] : [siteId];
}

/** The values with the computed ones anew; half-filled forms compute what they can. */
export function withComputed(collection: Collection, values: Content): Content {
  try {
    return withDerived(collection, values);
  } catch {
    return values;
  }
}

/** What a person entered: the fields that differ from how the form began, without the computed ones. */
export function entriesOf(collection: Collection, begun: Content, values: Content): Content {
  return Object.fromEntries(
    Object.entries(entered(collection, values)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(begun[name] ?? null),
    ),
  );
}

/** The values with entries put over them; entries of fields that there are no more are left out. */
export function withEntries(collection: Collection, values: Content, entries: Content): Content {
  const known = Object.entries(entries).filter(([name]) => name in collection.fields);
  return withComputed(collection, { ...values, ...Object.fromEntries(known) });
}

/** Everything that is wrong with what is entered, at most one fault a field. */
export function faultsOf(
  collection: Collection,
  isNew: boolean,
  values: Content,
): readonly FieldFault[] {
  const validator = validatorFor(collection);
  return isNew ? validator.create(entered(collection, values)) : validator.content(values);
}

/** The fields of a create: all that are not computed. */
export function entered(collection: Collection, values: Content): Content {
  return Object.fromEntries(
    Object.entries(collection.fields)
      .filter(([, field]) => !field.derived && field.setByHub === undefined)
      .map(([name]) => [name, values[name] ?? null]),
  );
}

/**
 * The fields of an update: only what differs from what the person saw, so that nobody else's change
 * is undone; counters and sets as what is added and removed, so that they add up.
 */
export function changes(
  collection: Collection,
  seen: Content,
  values: Content,
): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(collection.fields)) {
    if (field.derived || field.fixed || field.setByHub !== undefined) continue;
    const before = canonicalValue(field, seen[name] ?? null);
    const after = canonicalValue(field, values[name] ?? null);
    if (JSON.stringify(before) !== JSON.stringify(after)) {
      fields[name] = change(field, before, after);
    }
  }
  return fields;
}

function change(field: Field, before: FieldValue, after: FieldValue): unknown {
  if (field.merge === "counter" && typeof before === "number" && typeof after === "number") {
    return { add: after - before };
  }
  if (field.merge === "set" && field.kind === "set") {
    const had = members(before);
    const has = members(after);
    return {
      add: has.filter((member) => !had.includes(member)),
      remove: had.filter((member) => !has.includes(member)),
    };
  }
  return after;
}

function members(value: FieldValue): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
