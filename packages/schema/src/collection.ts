import { assert } from "@healthops/base/assert";
import type { FieldFault } from "@healthops/base/problem";
import { assertDeclared } from "./declared.ts";
import type { Field, Fields, FieldValue, Label, ValueOf } from "./field.ts";
import type { Follows, FollowsOf } from "./follows.ts";
import { declaredFollows, withFollowing } from "./follows.ts";
import type { NoOverlap, NoOverlapOf } from "./no-overlap/declared.ts";
import { declaredNoOverlap } from "./no-overlap/declared.ts";
import { emptyTimeFaults } from "./no-overlap/occupations.ts";
import { assertFieldsNamed } from "./named-fields.ts";
import type { KeyField, NaturalKeyName } from "./natural-key.ts";
import { keyFieldsOf, withKey } from "./natural-key.ts";
import type { About, Permissions } from "./permission.ts";
import type { Content, RecordMeta } from "./record.ts";
import type { ScopeRule } from "./scope.ts";

/** The content of a record as TypeScript sees it: every declared field, empty ones `null`. */
export type ContentOf<C> = C extends { readonly fields: infer F } ? ContentOfFields<F> : never;

export type ContentOfFields<F> = { readonly [K in keyof F]: ValueOf<F[K]> };

export type RecordOf<C> = RecordMeta & ContentOf<C>;

/** What `derive` computed; a derived field that it leaves out is empty. */
export type Computed = Readonly<Record<string, FieldValue | undefined>>;

export interface CollectionDeclaration<
  Name extends string,
  F extends Fields,
  K extends NaturalKeyName<F> = NaturalKeyName<F>,
> {
  /** Unique in the whole product, snake_case plural; also the table's name. */
  readonly name: Name;
  readonly title: { readonly one: Label; readonly many: Label };
  readonly fields: F;
  /** Which scopes hold a record: all rules that apply, together. */
  readonly scopes: readonly ScopeRule<Extract<keyof F, string>>[];
  readonly permissions: Permissions<Extract<keyof F, string>>;
  /** The record that one of these is about: only who may change that one changes this one [PSH9]. */
  readonly about?: About<Extract<keyof F, string>>;
  /** Field lists that lists filter and sort by; each becomes an index in both databases. */
  readonly indexes?: readonly (readonly Extract<keyof F, string>[])[];
  /** How lists are sorted when nobody says otherwise. Default: newest id first. */
  readonly defaultSort?: readonly (readonly [Extract<keyof F, string>, "asc" | "desc"])[];
  /** Columns of a list, in order. Default: all fields. */
  readonly columns?: readonly Extract<keyof F, string>[];
  /** The text that names a record to a person. Default: the first text field. */
  readonly titleField?: Extract<keyof F, string>;
  /** What to do instead of deleting a record that others point to. */
  readonly retire?: Label;
  /** A day from which on a record is not offered where one is chosen for something new; it stays readable. */
  readonly offeredUntil?: Extract<keyof F, string>;
  /**
   * The fields that tell one record from all others [NAT1]: there is one a key, whose id follows from it
   * whichever door it comes through, and the key stays. An optional field is named with a question mark
   * (`"siteId?"`): empty is a key of its own. The order is part of the id, so it stays too.
   */
  readonly naturalKey?: readonly K[];
  /** What the record belongs to and is always with [FOL1]. */
  readonly follows?: FollowsOf<F>;
  /** What it takes up, of which nothing else may at the same time [APA1]: a rule for each thing. */
  readonly noOverlap?: readonly NoOverlapOf<F>[];
  /**
   * Fills the `derived` fields from the others; pure, run after every change on device and hub, so
   * that a merged record is consistent again.
   */
  derive?(content: ContentOfFields<F>): Partial<ContentOfFields<F>>;
  /** Rules that one record's content must satisfy beyond its fields' limits; pure, run on both ends. */
  check?(content: ContentOfFields<F>): readonly FaultOf<Extract<keyof F, string>>[];
}

/** A fault of one of the fields, of something within one, or of the record as a whole (the empty text). */
type FaultOf<N extends string> = FieldFault & { readonly field: "" | N | `${N}.${string}` };

/** A declared kind of record, with the defaults filled in. */
export interface Collection<
  Name extends string = string,
  F extends Fields = Fields,
  K extends string = string,
> {
  readonly name: Name;
  readonly title: { readonly one: Label; readonly many: Label };
  readonly fields: F;
  readonly scopes: readonly ScopeRule[];
  readonly permissions: Permissions;
  readonly about: About | null;
  readonly indexes: readonly (readonly string[])[];
  readonly defaultSort: readonly (readonly [string, "asc" | "desc"])[];
  readonly columns: readonly string[];
  readonly titleField: string;
  /** Names of the fields that text search looks into. */
  readonly searchFields: readonly string[];
  readonly retire: Label | null;
  readonly offeredUntil: string | null;
  /** The fields of the key, in its order; none: ids are drawn. */
  readonly naturalKey: readonly K[];
  readonly follows: Follows | null;
  readonly noOverlap: readonly NoOverlap[];
  readonly derive: (content: Content) => Computed;
  readonly check: (content: Content) => readonly FieldFault[];
}

const COLLECTION_NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const FIELD_NAME = /^[a-z][a-zA-Z0-9]*$/;

/** What every table uses for itself, as columns are compared: `createdAtUs` would be one of them. */
const META_NAMES = new Set([
  "id",
  "version",
  "createdatus",
  "updatedatus",
  "deleted",
  "searchtext",
]);

/** The module's own functions, which see the typed content of a record that the core holds untyped. */
interface Rules {
  derive?(content: Content): Computed;
  check?(content: Content): readonly FieldFault[];
}

/** Declares a kind of record. Everything else (tables, validators, forms, API) comes from the result. */
export function collection<
  const Name extends string,
  const F extends Fields,
  const K extends NaturalKeyName<F> = never,
>(declaration: CollectionDeclaration<Name, F, K>): Collection<Name, F, KeyField<K>> {
  const { name } = declaration;
  const naturalKey = keyFieldsOf(name, declaration.fields, declaration.naturalKey ?? []);
  const keyed = withKey(declaration.fields, naturalKey);
  const follows = declaredFollows(name, keyed, declaration.follows);
  const fields = withFollowing(keyed, follows);
  assert(COLLECTION_NAME.test(name), `collection name ${name} is snake_case`);
  for (const [field, declared] of Object.entries(fields)) {
    assert(FIELD_NAME.test(field), `field name ${name}.${field} is camelCase`);
    const taken = META_NAMES.has(field.toLowerCase());
    assert(!taken, `field name ${name}.${field} is used by every record`);
    // Or else reading an absent field from a plain object would find JavaScript's own property.
    assert(!(field in {}), `field name ${name}.${field} is used by JavaScript itself`);
    assertDeclared(`${name}.${field}`, declared);
    assertCauseDeclared(`${name}.${field}`, declared, fields);
  }
  assertFieldsNamed(name, { ...declaration, fields });
  const { derive, check }: Rules = declaration;
  const noOverlap = declaredNoOverlap(name, fields, declaration.noOverlap ?? []);
  return {
    name,
    title: declaration.title,
    fields,
    scopes: declaration.scopes,
    permissions: declaration.permissions,
    about: declaration.about ?? null,
    indexes: declaration.indexes ?? [],
    defaultSort: declaration.defaultSort ?? [],
    columns: declaration.columns ?? Object.keys(fields),
    titleField: declaration.titleField ?? firstTextField(fields),
    searchFields: Object.keys(fields).filter((field) => fields[field]?.search === true),
    retire: declaration.retire ?? null,
    offeredUntil: dayField(declaration.offeredUntil, fields),
    naturalKey,
    follows,
    noOverlap,
    derive: derive ?? (() => ({})),
    check: checkOf({ name, fields, noOverlap }, check),
  };
}

/** The module's own check, then what follows from the declaration. */
function checkOf(
  collection: Pick<Collection, "name" | "fields" | "noOverlap">,
  check: Rules["check"] = () => [],
): Collection["check"] {
  return (content) => {
    const own = check(content);
    for (const { field } of own) {
      const [named = ""] = field.split(".");
      const isThere = named === "" || named in collection.fields;
      assert(isThere, `check of ${collection.name} finds a fault of ${field}, which is no field`);
    }
    return own.length > 0 ? own : emptyTimeFaults(collection, content);
  };
}

function assertCauseDeclared(path: string, { setByHub }: Field, fields: Fields): void {
  if (typeof setByHub !== "object") return;
  for (const cause of [setByHub.field, ...(setByHub.also ?? [])]) {
    assert(cause in fields, `${path}: its cause ${cause} is a field of the record`);
  }
}

function dayField(name: string | null | undefined, fields: Fields): string | null {
  // A declaration made of another one has it as null.
  if (name === undefined || name === null) return null;
  assert(fields[name]?.kind === "date", `${name} is a day of the record`);
  return name;
}

function firstTextField(fields: Fields): string {
  return Object.keys(fields).find((field) => fields[field]?.kind === "text") ?? "id";
}
