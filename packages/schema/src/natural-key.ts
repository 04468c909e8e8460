import { assert } from "@healthops/base/assert";
import { derivedId } from "@healthops/base/ids";
import type { Field, FieldKind, Fields, FieldValue, ValueOf } from "./field.ts";
import type { Content } from "./record.ts";

/**
 * What a declaration may name as a part of a natural key [NAT1]: a required field of one plain value, or
 * an optional one with a question mark behind (`"siteId?"`), whose being empty is a key of its own.
 */
export type NaturalKeyName<F> = {
  [K in keyof F & string]: F[K] extends Field<infer Value, infer Required>
    ? [Value] extends [string | number | boolean]
      ? [Required] extends [true]
        ? K
        : `${K}?`
      : never
    : never;
}[keyof F & string];

/** The field that is named so. */
export type KeyField<K extends string> = K extends `${infer Name}?` ? Name : K;

/** The values of a collection's natural key, by field. */
export type NaturalKeyOf<C> = C extends {
  readonly fields: infer F;
  readonly naturalKey: readonly (infer K)[];
}
  ? { readonly [N in K & keyof F]: ValueOf<F[N]> }
  : never;

/** As much of a collection as says the ids of its records. */
interface Keyed {
  readonly name: string;
  readonly naturalKey: readonly string[];
}

/** Kinds whose values have one way of being written, so that every device makes the same id of them. */
const KEY_KINDS: ReadonlySet<FieldKind> = new Set<FieldKind>([
  "text",
  "integer",
  "boolean",
  "date",
  "instant",
  "choice",
  "reference",
]);
/** Longer is a note, not a key. */
export const KEY_TEXT_MAX = 200;
const OPTIONAL = /\?$/;

/** Whether the collection has one record a key, whose id follows from it [NAT1]. */
export function hasNaturalKey({ naturalKey }: Pick<Keyed, "naturalKey">): boolean {
  return naturalKey.length > 0;
}

/** The id that follows from the key of a record: the same on every device and through every door. */
export function naturalId<C extends Keyed>(collection: C, key: NaturalKeyOf<C>): string {
  return naturalIdIn(collection, key);
}

/** The same, where the record's type is not known: of its content. */
export function naturalIdIn({ name, naturalKey }: Keyed, content: Content): string {
  return derivedId(name, ...naturalKey.map((field) => keyText(content[field])));
}

/**
 * The id that follows from the fields of a create, defaults filled in; null where the kind of record has
 * no natural key, or where a part of it is missing or nothing plain, which the validator then says.
 */
export function idFromFields(
  collection: Keyed & { readonly fields: Fields },
  given: Readonly<Record<string, unknown>>,
): string | null {
  if (!hasNaturalKey(collection)) return null;
  const parts: string[] = [];
  for (const name of collection.naturalKey) {
    const value = given[name] ?? collection.fields[name]?.default ?? null;
    if (typeof value === "object" && value !== null) return null;
    if (value === null && collection.fields[name]?.required === true) return null;
    parts.push(value === null ? "" : String(value));
  }
  return derivedId(collection.name, ...parts);
}

/**
 * The fields of a create as a person's door takes them: texts of the key without spaces around and with
 * composed letters, or else what looks the same would be two records. Old programs' texts stay as they are.
 */
export function withPlainKey(
  collection: Keyed & { readonly fields: Fields },
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const plain: Record<string, string> = {};
  for (const name of collection.naturalKey) {
    const value = given[name];
    if (collection.fields[name]?.kind !== "text" || typeof value !== "string") continue;
    const written = value.normalize("NFC").trim();
    if (written !== value) plain[name] = written;
  }
  return { ...given, ...plain };
}

/** Empty is the empty text, which no other value of a key field is written as. */
function keyText(value: FieldValue | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

/** The fields of a declared key, in its order; a key that cannot be one is a defect at start. */
export function keyFieldsOf<K extends string>(
  collection: string,
  fields: Fields,
  declared: readonly K[],
): readonly KeyField<K>[] {
  const path = `naturalKey of ${collection}`;
  const names = declared.map((name) => name.replace(OPTIONAL, "") as KeyField<K>);
  assert(new Set(names).size === names.length, `${path}: each field is named once`);
  for (const [at, name] of names.entries()) {
    assertKeyField(`${path}: ${name}`, fields[name], declared[at] !== name);
  }
  return names;
}

function assertKeyField(path: string, field: Field | undefined, mayBeEmpty: boolean): void {
  assert(field !== undefined, `${path} is a field of the record`);
  const { kind, required, derived, setByHub, merge, min, max } = field;
  assert(KEY_KINDS.has(kind), `${path} is a ${kind}; a key takes ${[...KEY_KINDS].join(", ")}`);
  assert(!derived && setByHub === undefined, `${path} is given by whoever makes the record`);
  assert(merge !== "counter" && merge !== "step", `${path} stays, so it neither counts nor steps`);
  if (mayBeEmpty) assert(!required, `${path} is required: name it without the question mark`);
  else assert(required, `${path} is required, or named "…?" where empty is a key of its own`);
  if (kind !== "text") return;
  assert(Number(max) <= KEY_TEXT_MAX, `${path} has at most ${KEY_TEXT_MAX} characters`);
  // Or else an empty text and none would be two records with one id.
  assert(required || Number(min ?? 0) > 0, `${path} is no empty text where it may be left out`);
}

/** The fields, with those of the key given at creation for good. */
export function withKey<F extends Fields>(fields: F, naturalKey: readonly string[]): F {
  const inKey = naturalKey.flatMap((name) => {
    const field = fields[name];
    return field === undefined ? [] : [[name, { ...field, fixed: true, inKey: true }] as const];
  });
  // In their declared order: lists, forms and columns follow it.
  return { ...fields, ...Object.fromEntries(inKey) };
}
