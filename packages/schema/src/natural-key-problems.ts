import { Problem } from "@healthops/base/problem";
import type { Collection } from "./collection.ts";
import type { Label } from "./field.ts";
import { uncapitalized } from "./label-text.ts";
import { hasNaturalKey, naturalIdIn } from "./natural-key.ts";
import type { Content } from "./record.ts";
import { ruleFault } from "./validate/rule-fault.ts";

type Keyed = Pick<Collection, "name" | "fields" | "naturalKey">;

/**
 * Why a new record may not have this id [NAT2]: that of its kind follows from its key. So nobody takes a
 * key under an id of their own, or learns by trying ids which keys others have. Null when it may.
 */
export function naturalIdRefusal(collection: Keyed, id: string, content: Content): Problem | null {
  if (!hasNaturalKey(collection)) return null;
  const expected = naturalIdIn(collection, content);
  if (expected === id) return null;
  const names = collection.naturalKey.join(" and ");
  return new Problem({
    code: "natural_id",
    status: 422,
    message: `The id of a new record of ${collection.name} follows from ${names}: leave the id out, or give ${expected}.`,
    faults: [{ field: "id", message: `does not follow from ${names}.`, allowed: expected }],
  });
}

/** Where the record is that has the key, for who may see it. */
export interface KeyHolder {
  readonly id: string;
  readonly version?: number;
  /** Address of the record over REST. */
  readonly href?: string;
}

/**
 * There is a record of this key already [NAT3]. `holder` is told to nobody who may not see that record; the
 * sentence names the fields, never their values.
 */
export function keyTaken(collection: Keyed, content: Content, holder: KeyHolder | null): Problem {
  const { name, naturalKey } = collection;
  const said = taken(collection, content);
  const where =
    holder === null ? "" : ` It is ${holder.href ?? holder.id}: change that one instead.`;
  return new Problem({
    code: "key_taken",
    status: 409,
    message: `${said.en} (${name})${where}`,
    faults: [ruleFault(naturalKey[0] ?? "", said)],
    extra: holder === null ? {} : { collection: name, ...holder },
  });
}

/** `There is one for this day already.`: what is empty distinguishes nothing that a person thinks of. */
function taken({ fields, naturalKey }: Keyed, content: Content): Label {
  const labels = naturalKey
    .filter((name) => (content[name] ?? null) !== null)
    .flatMap((name) => fields[name]?.label ?? []);
  const en = labels.map((label) => uncapitalized(label.en, "en"));
  const tr = labels.map((label) => uncapitalized(label.tr, "tr"));
  return {
    en: `There is one for this ${listed(en, "and")} already.`,
    tr: `Bu ${listed(tr, "ve")} için zaten bir kayıt var.`,
  };
}

function listed(words: readonly string[], and: string): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${and} ${words.at(-1)}`;
}
