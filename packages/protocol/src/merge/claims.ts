import type { FieldFault } from "@healthops/base/problem";
import { Problem } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import type { Field, FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { valueCheck } from "@healthops/schema/validate/value-check";
import { sameValue } from "./same-value.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What a writer sends, and who they are. */
export interface Claim {
  readonly collection: Collection;
  readonly personId: string;
  readonly id: string;
  readonly fields: Fields;
  /** The record as it is; null when there is none. */
  readonly before: Content | null;
}

const NOT_YOURS = {
  en: "This is set by the hub when somebody does it. Leave it out.",
  tr: "Bunu, biri yaptığında merkez yazar. Bu alanı göndermeyin.",
};

/** What is left of the fields, and the refusal of what nobody may say; see {@link withoutClaims}. */
interface Unclaimed {
  readonly fields: Fields;
  /** `set_by_hub`: to be thrown once it is known that the writer may change the record at all. */
  readonly refusal: Problem | null;
}

/**
 * The fields without what only the hub says [PSH8]. Older devices send their own person and a time with
 * a step; both are passed over, for the hub says them itself, and so is what stands there already.
 * Anything else, such as somebody else's name, is refused; at once where nothing else was sent.
 */
export function withoutClaims(claim: Claim): Unclaimed {
  const { collection, fields } = claim;
  const names = hubFields(collection).filter((name) => name in fields);
  if (names.length === 0) return { fields, refusal: null };
  const rest = Object.entries(fields).filter(([name]) => !names.includes(name));
  if (rest.length === 0) throw setByHub(claim, names);
  const refused = names.filter((name) => !isHarmless(claim, name));
  const refusal = refused.length === 0 ? null : setByHub(claim, refused);
  return { fields: Object.fromEntries(rest), refusal };
}

function isHarmless({ collection, personId, fields, before }: Claim, name: string): boolean {
  const field = collection.fields[name];
  const value = (fields[name] ?? null) as FieldValue;
  if (field === undefined) return false;
  if (sameValue(value, before?.[name] ?? field.default)) return true;
  if (field.setByHub === true) return false;
  if (value === null) return true;
  return field.kind === "reference" ? value === personId : isInstant(name, field, value);
}

function isInstant(name: string, field: Field, value: FieldValue): boolean {
  return valueCheck(name, field)(value) === null;
}

const hubFieldsOf = new WeakMap<Collection, readonly string[]>();

function hubFields(collection: Collection): readonly string[] {
  let names = hubFieldsOf.get(collection);
  if (names === undefined) {
    names = Object.keys(collection.fields).filter(
      (name) => collection.fields[name]?.setByHub !== undefined,
    );
    hubFieldsOf.set(collection, names);
  }
  return names;
}

function setByHub({ collection, id }: Claim, names: readonly string[]): Problem {
  const faults = names.map((name): FieldFault => ruleFault(name, NOT_YOURS));
  return new Problem({
    code: "set_by_hub",
    status: 422,
    message: `${names.join(", ")}: ${NOT_YOURS.en} (${collection.name} ${id})`,
    faults,
  });
}
