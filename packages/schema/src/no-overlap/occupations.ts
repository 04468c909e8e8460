import type { FieldFault } from "@healthops/base/problem";
import type { Fields } from "../field.ts";
import { uncapitalized } from "../label-text.ts";
import type { Content } from "../record.ts";
import { ruleFault } from "../validate/rule-fault.ts";
import type { NoOverlap } from "./declared.ts";

/** As much of a collection as says what its records take up. */
export interface Occupying {
  readonly name: string;
  readonly fields: Fields;
  readonly noOverlap: readonly NoOverlap[];
}

/** A time that a record takes up of one thing, by the rule at that place. */
export interface Occupation {
  readonly rule: number;
  /** The values of the rule's fields: one of each set. */
  readonly values: readonly string[];
  readonly from: string;
  /** Null: until further notice. */
  readonly to: string | null;
}

/** What a record with this content takes up; nothing where a field of the rule is empty. */
export function occupationsOf(
  { noOverlap }: Pick<Occupying, "noOverlap">,
  content: Content,
): readonly Occupation[] {
  return noOverlap.flatMap((rule, at): readonly Occupation[] => {
    const { by, from, to, while: states } = rule;
    const begins = content[from];
    const ends = content[to];
    if (typeof begins !== "string") return [];
    if (states !== undefined && !states.is.includes(content[states.field] ?? null)) return [];
    return tuples(by.map((name) => membersOf(content[name]))).map((values) => ({
      rule: at,
      values,
      from: begins,
      to: typeof ends === "string" ? ends : null,
    }));
  });
}

function membersOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((member) => typeof member === "string") : [];
}

/** One of each, in all ways; at most one of the lists has more than one. */
function tuples(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (made, list) => made.flatMap((tuple) => list.map((value) => [...tuple, value])),
    [[]],
  );
}

/** What is taken up, by name: the same of every record that takes it. */
export function keyOf({ rule, values }: Pick<Occupation, "rule" | "values">): string {
  return JSON.stringify([rule, ...values]);
}

/** The rule that a key is of. */
export function ruleOf(key: string): number {
  return Number.parseInt(key.slice(1), 10);
}

/** What stands in a key, one text for each field of its rule. */
export function valuesOf(key: string): readonly string[] {
  const [, ...values]: readonly unknown[] = JSON.parse(key);
  return values.map(String);
}

/** The fields of a record that decide what it takes up. */
export function occupyingFields({ noOverlap }: Pick<Occupying, "noOverlap">): ReadonlySet<string> {
  return new Set(
    noOverlap.flatMap(({ by, from, to, while: states }) => [
      ...by,
      from,
      to,
      ...(states === undefined ? [] : [states.field]),
    ]),
  );
}

/** The fault of a time that ends before it begins; null: it does not. */
export function emptyTimeFaults(
  { fields, noOverlap }: Pick<Occupying, "fields" | "noOverlap">,
  content: Content,
): readonly FieldFault[] {
  const wrong = noOverlap.filter(({ from, to }) => {
    const [begins, ends] = [content[from], content[to]];
    return typeof begins === "string" && typeof ends === "string" && ends <= begins;
  });
  const pairs = new Map(wrong.map(({ from, to }) => [`${from} ${to}`, { from, to }]));
  return [...pairs.values()].map(({ from, to }) => {
    const [begin, end] = [fields[from]?.label, fields[to]?.label];
    return ruleFault(to, {
      en: `${end?.en} comes after ${uncapitalized(begin?.en ?? "", "en")}.`,
      tr: `${end?.tr}, ${uncapitalized(begin?.tr ?? "", "tr")} değerinden sonra gelir.`,
    });
  });
}
