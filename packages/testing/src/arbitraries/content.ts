import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import type { Collection } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import type { Field, FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { arbitraryId, arbitraryValue } from "./values.ts";

export interface ContentOptions {
  /** Ids that references to a collection may hold, by the collection's name. Default: any id. */
  readonly references?: Readonly<Record<string, Arbitrary<string>>>;
}

/** What a person may give when creating a record: every required field, each optional one or not. */
export function arbitraryFields(
  collection: Collection,
  options: ContentOptions = {},
): Arbitrary<Content> {
  const all = givenFields(collection, options);
  const required = Object.keys(all).filter((name) => mustBeGiven(collection.fields[name]));
  return fc
    .record<Record<string, FieldValue>>(all, { requiredKeys: required, noNullPrototype: true })
    .filter((fields) => passesCheck(collection, completeContent(collection, fields)));
}

/** The whole content of a valid record: canonical, derived fields computed, its rules obeyed. */
export function arbitraryContent(
  collection: Collection,
  options: ContentOptions = {},
): Arbitrary<Content> {
  return arbitraryFields(collection, options).map((fields) => completeContent(collection, fields));
}

/**
 * The fields of a valid update, at least one: new values, `{add}` for a counter, and for a set that
 * merges either the whole set or `{add, remove}`. It looks at the fields' limits only: a counter or
 * a set may leave them once the patch is applied.
 */
export function arbitraryPatch(
  collection: Collection,
  options: ContentOptions = {},
): Arbitrary<Content> {
  const patches = Object.fromEntries(
    Object.entries(collection.fields)
      .filter(([, field]) => !field.derived && !field.fixed && field.setByHub === undefined)
      .map(([name, field]) => [name, arbitraryChange(field, options)]),
  );
  return fc
    .record<Record<string, FieldValue>>(patches, { requiredKeys: [], noNullPrototype: true })
    .filter((patch) => Object.keys(patch).length > 0);
}

/** The change of one field in a patch. */
function arbitraryChange(field: Field, options: ContentOptions = {}): Arbitrary<FieldValue> {
  if (field.merge === "counter") {
    return fc.integer({ min: -1000, max: 1000 }).map((add) => ({ add }));
  }
  const whole = valueOrNull(field, options);
  if (field.merge !== "set") return whole;
  const members = arbitraryValue(field).map((value) => (Array.isArray(value) ? value : []));
  const delta = fc
    .tuple(members, members)
    .map(([add, remove]) => ({ add, remove: remove.filter((member) => !add.includes(member)) }))
    .filter(({ add, remove }) => add.length + remove.length > 0);
  return fc.oneof(whole, delta);
}

function givenFields(
  collection: Collection,
  options: ContentOptions,
): Record<string, Arbitrary<FieldValue>> {
  return Object.fromEntries(
    Object.entries(collection.fields)
      .filter(([, field]) => !field.derived && field.setByHub === undefined)
      .map(([name, field]) => [name, valueOrNull(field, options)]),
  );
}

function valueOrNull(field: Field, options: ContentOptions): Arbitrary<FieldValue> {
  const ids =
    (field.to === undefined ? undefined : options.references?.[field.to]) ?? arbitraryId();
  // Texts that name a record are drawn from those that need none.
  const named = field.names?.also ?? [];
  const value = named.length === 0 ? arbitraryValue(field, ids) : fc.constantFrom(...named);
  return field.required ? value : fc.option(value, { freq: 4 });
}

function mustBeGiven(field: Field | undefined): boolean {
  return field?.required === true && field.default === null;
}

function passesCheck(collection: Collection, content: Content): boolean {
  return collection.check(content).length === 0;
}
