import { assert } from "@healthops/base/assert";
import type { FieldFault } from "@healthops/base/problem";
import type { Field, Fields, Label, NameOfKind } from "./field.ts";
import { uncapitalized } from "./label-text.ts";
import type { Content } from "./record.ts";
import { ruleFault } from "./validate/rule-fault.ts";

/**
 * A record that belongs to another one and is always where that one is [FOL1]: `field` has the value that
 * the field of the same name has in the record which `by` refers to.
 */
export interface Follows<By extends string = string, FieldName extends string = string> {
  readonly by: By;
  readonly field: FieldName;
  /** What somebody reads who writes it elsewhere. Default: a sentence of the labels. */
  readonly refusal?: Label;
}

/** What a declaration may say of a record with these fields. */
export type FollowsOf<F> = Follows<NameOfKind<F, "reference">, Extract<keyof F, string>>;

/** As much of a collection as says what its records follow. */
interface Following {
  readonly name: string;
  readonly title: { readonly one: Label };
  readonly fields: Fields;
  readonly follows: Follows | null;
}

/** A kind of record, and what it follows. */
export interface Follower {
  readonly parent: string;
  readonly child: string;
  /** The child's field that holds the parent's id. */
  readonly by: string;
  /** The field, of the same name in both, that the child takes over. */
  readonly field: string;
}

/** The declared follower, or null; one that cannot be is a defect at the start. */
export function declaredFollows(
  collection: string,
  fields: Fields,
  follows: Follows | null | undefined,
): Follows | null {
  // A declaration made of another one has it as null.
  if (follows === undefined || follows === null) return null;
  const by = fields[follows.by];
  const field = fields[follows.field];
  const path = `${collection} follows`;
  assert(by?.kind === "reference", `${path} by ${follows.by}, which is no reference of the record`);
  assert(field !== undefined, `${path} in ${follows.field}, which is no field of the record`);
  assert(follows.by !== follows.field, `${path} in another field than the one it follows by`);
  const isPlain = !field.derived && !field.fixed && field.setByHub === undefined;
  const merges = field.merge !== "counter" && field.merge !== "step";
  assert(
    isPlain && merges,
    `${path} in ${follows.field}, which then changes with the other record`,
  );
  return follows;
}

/** The fields, with the one that follows marked, so that whoever makes a record may leave it out. */
export function withFollowing<F extends Fields>(fields: F, follows: Follows | null): F {
  if (follows === null) return fields;
  const field = fields[follows.field];
  return { ...fields, [follows.field]: { ...field, follows: follows.by } };
}

/** As much of a collection as is asked whether it has the field. */
interface Parent {
  readonly name: string;
  readonly fields: Fields;
}

/** All that follows something; a parent without the field is a defect at the start. */
export function followersAmong(
  collections: ReadonlyMap<string, Following & Parent>,
): readonly Follower[] {
  return [...collections.values()].flatMap(({ name, fields, follows }): readonly Follower[] => {
    if (follows === null) return [];
    const { by, field } = follows;
    const parent = collections.get(fields[by]?.to ?? "");
    assert(parent !== undefined, `${name} follows by ${by} what no module declares`);
    const [own, theirs] = [fields[field], parent.fields[field]];
    const path = `${name} follows in ${field}`;
    assert(theirs !== undefined, `${path}, a field that ${parent.name} does not have`);
    assert(isSameKind(own, theirs), `${path}, which is of another kind in ${parent.name}`);
    const fits = own?.required !== true || theirs.required || theirs.derived;
    assert(fits, `${path}, which is required here and may be empty in ${parent.name}`);
    return [{ parent: parent.name, child: name, by, field }];
  });
}

function isSameKind(own: Field | undefined, theirs: Field): boolean {
  return own?.kind === theirs.kind && own.to === theirs.to;
}

/** The id of the record that one with this content follows; null: none. */
export function followedId(
  { follows }: Pick<Following, "follows">,
  content: Readonly<Record<string, unknown>>,
): string | null {
  const id = follows === null ? null : content[follows.by];
  return typeof id === "string" ? id : null;
}

/** Whether a writer left the followed field to the record that it follows. */
export function isLeftOut({ field }: Follows, given: Readonly<Record<string, unknown>>): boolean {
  return (given[field] ?? null) === null;
}

/** The fault of a record that would be elsewhere than the one that it follows [FOL2]. */
export function elsewhereFault({ title, fields, follows }: Following): FieldFault {
  const { by, field, refusal } = present(follows);
  return ruleFault(field, refusal ?? elsewhere(title.one, fields[by], fields[field]));
}

/** The fault of a record whose field was left out, where what it follows is not known. */
export function notFollowedFault({ fields, follows }: Following): FieldFault {
  const { by, field } = present(follows);
  const [parent, own] = [fields[by], fields[field]];
  return ruleFault(by, {
    en: `${parent?.label.en} is not known here, and so ${own?.label.en} is not: choose another, or sync first.`,
    tr: `${parent?.label.tr} burada bilinmediği için ${own?.label.tr} de bilinmiyor: başkasını seçin ya da önce eşitleyin.`,
  });
}

function elsewhere(title: Label, parent: Field | undefined, field: Field | undefined): Label {
  return {
    en: `${title.en}: the ${inside(field?.label, "en")} is that of its ${inside(parent?.label, "en")}. Leave it out, or give the same.`,
    tr: `${title.tr}: ${inside(field?.label, "tr")}, bağlı olduğu kayıttaki (${inside(parent?.label, "tr")}) ile aynıdır. Boş bırakın ya da aynısını verin.`,
  };
}

function present(follows: Follows | null): Follows {
  assert(follows !== null, "only what follows something has such a fault");
  return follows;
}

/** The content, where the record that it follows is. */
export function placed({ field }: Follows, content: Content, parent: Content): Content {
  return { ...content, [field]: parent[field] ?? null };
}

function inside(label: Label | undefined, language: keyof Label): string {
  return uncapitalized(label?.[language] ?? "", language);
}
