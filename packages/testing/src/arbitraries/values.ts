import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import { assert, present } from "@healthops/base/assert";
import type { Field, FieldValue } from "@healthops/schema/field";

/** Generated texts and sets stay short: long ones slow every property down and find nothing more. */
const TEXT_LENGTH = 60;
const SET_SIZE = 6;
const DAY_MS = 86_400_000;

/** A UUID of version 7 in the canonical form. */
export function arbitraryId(): Arbitrary<string> {
  return fc.uuid({ version: 7 });
}

/** A valid, non-empty, canonical value of the field. `ids` are what references may point to. */
export function arbitraryValue(field: Field, ids?: Arbitrary<string>): Arbitrary<FieldValue> {
  switch (field.kind) {
    case "text":
      return arbitraryText(field);
    case "integer":
      return fc.integer({ min: Number(field.min), max: Number(field.max) });
    case "number":
      return arbitraryNumber(field);
    case "boolean":
      return fc.boolean();
    case "date":
      return arbitraryDate(field);
    case "instant":
      return arbitraryMoment("1900-01-01", "2200-12-31");
    case "choice":
      return fc.constantFrom(...codesOf(field));
    case "reference":
      return ids ?? arbitraryId();
    case "set":
      return field.to === undefined ? arbitrarySet(field) : arbitraryIds(field, ids);
    case "json":
      return arbitraryJson(field);
  }
}

/** A few: each is a record that must be there. */
function arbitraryIds(field: Field, ids: Arbitrary<string> = arbitraryId()) {
  const maxLength = Math.min(3, Number(field.max));
  return fc
    .uniqueArray(ids, { minLength: Number(field.min ?? 0), maxLength })
    .map((all) => all.toSorted());
}

/** Any but NUL and halves of pairs; fast-check's own `binary` unit takes a second to build. */
const anyCharacter = fc
  .oneof(fc.integer({ min: 1, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((point) => String.fromCodePoint(point));

/** Text that databases accept: any characters but NUL and lone surrogates. */
function arbitraryText(field: Field): Arbitrary<string> {
  if (field.pattern !== undefined)
    return fc
      .stringMatching(new RegExp(`^(?:${field.pattern})$`, "u"))
      .filter((text) => fits(field, text));
  const minLength = Number(field.min ?? 0);
  const maxLength = Math.min(Number(field.max), Math.max(minLength, TEXT_LENGTH));
  const plain = fc.string({
    minLength,
    maxLength,
    unit: fc.constantFrom(..."abcçdefgğhıiİIjklmnoöprsştuüvyz 019.,-'%_"),
  });
  const odd = fc.string({ minLength, maxLength, unit: anyCharacter });
  return fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: odd });
}

function fits(field: Field, text: string): boolean {
  const length = [...text].length;
  return length >= Number(field.min ?? 0) && length <= Number(field.max);
}

/** Numbers of the declared precision: whole steps, so that rounding never leaves the range. */
function arbitraryNumber(field: Field): Arbitrary<number> {
  const decimals = field.decimals ?? 0;
  const steps = 10 ** decimals;
  const bound = Math.floor(Math.min(1e9, Number.MAX_SAFE_INTEGER / steps));
  const least = Math.max(Number(field.min), -bound);
  const most = Math.min(Number(field.max), bound);
  return fc
    .integer({ min: Math.ceil(least * steps), max: Math.floor(most * steps) })
    .map((count) => Number((count / steps).toFixed(decimals)) + 0);
}

function arbitraryDate(field: Field): Arbitrary<string> {
  return arbitraryMoment(String(field.min), String(field.max)).map((moment) => moment.slice(0, 10));
}

function arbitraryMoment(first: string, last: string): Arbitrary<string> {
  return fc
    .integer({ min: Date.parse(first), max: Date.parse(last) + DAY_MS - 1 })
    .map((time_ms) => new Date(time_ms).toISOString());
}

function arbitrarySet(field: Field): Arbitrary<readonly string[]> {
  const minLength = Math.max(Number(field.min ?? 0), field.required ? 0 : 1);
  const maxLength = Math.min(Number(field.max), Math.max(minLength, SET_SIZE));
  const members =
    field.choices === undefined
      ? fc.string({ minLength: 1, maxLength: 12 })
      : fc.constantFrom(...codesOf(field));
  const size = field.choices === undefined ? maxLength : Math.min(maxLength, field.choices.length);
  return fc.uniqueArray(members, { minLength, maxLength: size }).map((chosen) => chosen.toSorted());
}

/** Small structured values; keys of one script so that every database keeps them apart. */
function arbitraryJson(field: Field): Arbitrary<FieldValue> {
  const leaf = fc.oneof(
    fc.boolean(),
    fc.integer(),
    arbitraryText({ ...field, min: 0, max: 20 }),
    fc.constant(null),
  );
  const key = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/u);
  const value = fc.oneof(
    fc.dictionary(key, leaf, { maxKeys: 4, noNullPrototype: true }),
    fc.array(leaf, { maxLength: 4 }),
    leaf.filter((value) => value !== null),
  );
  return value.filter((value) => JSON.stringify(value).length <= Number(field.max));
}

function codesOf(field: Field): readonly string[] {
  const choices = present(field.choices, "a choice field lists its choices");
  assert(choices.length > 0, "a choice field has at least one choice");
  return choices.map((choice) => choice.value);
}
