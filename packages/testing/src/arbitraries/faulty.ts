import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import { assert } from "@healthops/base/assert";
import type { Collection } from "@healthops/schema/collection";
import type { Field } from "@healthops/schema/field";
import { arbitraryFields } from "./content.ts";

/** Fields of a new record with exactly one thing wrong, and the name of the field that is. */
export interface Faulty {
  readonly field: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a create must refuse, naming `field` and nothing else. */
export function arbitraryFaultyFields(collection: Collection): Arbitrary<Faulty> {
  const faults = Object.entries(collection.fields).map(([name, field]) =>
    field.derived
      ? fc.constant({ name, value: 1 as unknown })
      : wrongValue(field).map((value) => ({ name, value })),
  );
  const unknown = fc
    .constantFrom("nosuch", "id", "__proto__", "constructor", "deleted", "search_text")
    .map((name) => ({ name, value: "x" as unknown }));
  return fc
    .tuple(arbitraryFields(collection), fc.oneof(...faults, unknown))
    .map(([fields, { name, value }]) => ({ field: name, fields: withEntry(fields, name, value) }));
}

/** A value that the field must refuse, also in an update; undefined when only absence is wrong. */
export function wrongValue(field: Field): Arbitrary<unknown> {
  const wrong = [wrongType(field), ...outside(field)];
  if (field.required) wrong.push(fc.constant(null));
  return fc.oneof(...wrong);
}

/** An own entry whatever the name: assigning `__proto__` would replace the prototype instead. */
function withEntry(fields: object, name: string, value: unknown): Record<string, unknown> {
  return Object.fromEntries([...Object.entries(fields), [name, value]]);
}

function wrongType(field: Field): Arbitrary<unknown> {
  const values: readonly unknown[] = [0, 1, -1.5, true, "", "x", "1", [], [1], {}, { a: 1 }];
  const odd: readonly unknown[] = [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1];
  if (field.kind === "json") return fc.constantFrom(...odd);
  return fc.constantFrom(...odd, ...values.filter((value) => !isOfKind(field, value)));
}

/** Whether the value might be valid: of the field's JSON type. */
function isOfKind(field: Field, value: unknown): boolean {
  switch (field.kind) {
    case "integer":
    case "number":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "text":
      return typeof value === "string";
    case "set":
      return Array.isArray(value) || (typeof value === "object" && value !== null);
    default:
      return false;
  }
}

function outside(field: Field): Arbitrary<unknown>[] {
  switch (field.kind) {
    case "text":
      return [fc.constantFrom("\u0000", "a\ud800", "x".repeat(Number(field.max) + 1))];
    case "integer":
      return [fc.constantFrom(Number(field.max) + 1, Number(field.min) - 1, 0.5, 2 ** 53 + 2)];
    case "number":
      return [fc.constantFrom(Number(field.max) + 1, Number(field.min) - 1, ...tooFine(field))];
    case "date":
      return [
        fc.constantFrom(
          "2026-02-29",
          "2026-13-01",
          "2026-1-1",
          "0000-01-01",
          "2026-01-01T00:00:00.000Z",
          "\u0662026-01-01",
        ),
      ];
    case "instant":
      return [
        fc.constantFrom(
          "2026-02-29T00:00:00.000Z",
          "2026-01-01",
          "2026-01-01T24:00:00.000Z",
          "2026-01-01T00:00:00Z",
          "2026-01-01T00:00:00.000+03:00",
        ),
      ];
    case "choice":
      return [fc.constantFrom("no_such_code", "__proto__", "toString")];
    case "reference":
      return [
        fc.constantFrom(
          "00000000-0000-0000-0000-00000000000",
          "018F0000-0000-7000-8000-00000000000A",
        ),
      ];
    case "set":
      return [fc.constantFrom([1], [null], [""], ["\u0000"], ["x".repeat(201)], tooMany(field))];
    case "json":
      return [fc.constantFrom("\u0000", ["\udc00"], { "\u0000": 1 }, nested(100), new Map())];
    case "boolean":
      return [fc.constantFrom("true", 0, 1)];
  }
}

/** A number in range with one digit too many, where a double can hold one. */
function tooFine(field: Field): readonly number[] {
  const decimals = field.decimals ?? 0;
  const middle = Math.max(Number(field.min), Math.min(Number(field.max) - 1, 0));
  const value = Number((middle + 10 ** -(decimals + 1)).toFixed(decimals + 1));
  return Number(value.toFixed(decimals)) === value ? [] : [value];
}

function tooMany(field: Field): readonly string[] {
  return Array.from({ length: Number(field.max) + 1 }, (_, index) => `${index}`);
}

function nested(depth: number): unknown {
  assert(depth >= 0, "a depth is not negative");
  return depth === 0 ? 1 : [nested(depth - 1)];
}
