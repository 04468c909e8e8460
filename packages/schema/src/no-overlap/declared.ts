import { assert } from "@healthops/base/assert";
import type { Field, FieldKind, Fields, FieldValue, NameOfKind, ValueOf } from "../field.ts";

/**
 * Of records that have the same in all fields of `by`, no two share a moment [APA1]. Half-open: one may begin
 * where another ends. A set in `by` means each of its members.
 */
export interface NoOverlap {
  readonly by: readonly string[];
  /** A day or a moment. */
  readonly from: string;
  /** Of the same kind; it no longer belongs to the record. Empty: until further notice. */
  readonly to: string;
  /** Only records in these states take up their time. Default: all that are not deleted. */
  readonly while?: { readonly field: string; readonly is: readonly FieldValue[] };
}

/** What a declaration may say of a record with these fields. */
export type NoOverlapOf<F> = (Times<F, "date"> | Times<F, "instant">) & {
  readonly by: readonly NameOfKind<F, "reference" | "text" | "choice" | "set">[];
  readonly while?: StatesOf<F>;
};

interface Times<F, K extends FieldKind> {
  readonly from: NameOfKind<F, K>;
  readonly to: NameOfKind<F, K>;
}

type StatesOf<F> = {
  [N in NameOfKind<F, "choice" | "boolean">]: {
    readonly field: N;
    readonly is: readonly NonNullable<ValueOf<F[N]>>[];
  };
}[NameOfKind<F, "choice" | "boolean">];

const BY_KINDS: ReadonlySet<FieldKind> = new Set<FieldKind>([
  "reference",
  "text",
  "choice",
  "set",
] as const);

/** The declared rules; one that cannot be kept is a defect at the start. */
export function declaredNoOverlap(
  collection: string,
  fields: Fields,
  rules: readonly NoOverlap[],
): readonly NoOverlap[] {
  for (const { by, from, to, while: states } of rules) {
    const path = `noOverlap of ${collection}`;
    const named = (name: string): Field => {
      const field = fields[name];
      assert(field !== undefined, `${path}: ${name} is a field of the record`);
      return field;
    };
    assert(by.length > 0, `${path}: by names at least one field`);
    for (const name of by) {
      assert(BY_KINDS.has(named(name).kind), `${path}: ${name} is ${[...BY_KINDS].join(", ")}`);
    }
    const sets = by.filter((name) => named(name).kind === "set");
    assert(sets.length < 2, `${path}: at most one field of by is a set`);
    const isTime = named(from).kind === "instant" || named(from).kind === "date";
    assert(isTime, `${path}: ${from} is a day or a moment`);
    assert(named(to).kind === named(from).kind, `${path}: ${from} and ${to} are of one kind`);
    assert(named(from).required, `${path}: ${from} is required, or nothing would say when`);
    if (states === undefined) continue;
    const { kind, choices = [] } = named(states.field);
    assert(kind === "choice" || kind === "boolean", `${path}: ${states.field} has states`);
    const known = new Set<FieldValue>(
      kind === "boolean" ? [true, false] : choices.map(({ value }) => value),
    );
    for (const state of states.is) {
      assert(known.has(state), `${path}: ${String(state)} is a value of ${states.field}`);
    }
  }
  return rules;
}
