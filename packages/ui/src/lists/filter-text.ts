import type { FieldFilter, Operator } from "@healthops/schema/list/list-query";
import { operatorsOf } from "@healthops/schema/list/field-rules";
import type { FieldKind, FieldValue } from "@healthops/schema/field";
import type { ListColumn } from "@healthops/schema/form";
import type { Formats } from "../i18n/formats.ts";
import type { Texts } from "../i18n/texts/texts.ts";
import { valueText } from "../i18n/value-text.ts";

/** What people ask for first, by kind of field. */
const FIRST: Readonly<Record<FieldKind, Operator>> = {
  text: "contains",
  integer: "ge",
  number: "ge",
  date: "between",
  instant: "between",
  boolean: "eq",
  choice: "in",
  reference: "eq",
  set: "contains",
  json: "isEmpty",
};

/** The operators that a filter on a kind of field offers, the usual one first. */
export function offeredOperators(kind: FieldKind): readonly Operator[] {
  const first = FIRST[kind];
  // A list of free texts or numbers is typed faster as several filters than as one.
  const listed = kind === "choice" || kind === "reference";
  const others = operatorsOf(kind).filter((op) => op !== first && (op !== "in" || listed));
  return [first, ...others];
}

/** A filter in words: `is at least 30 min`. */
export function filterWords(
  column: ListColumn,
  filter: FieldFilter,
  texts: Texts,
  formats: Formats,
  titleOf: (id: string) => string,
): string {
  const { op, value } = filter;
  if (op === "isEmpty") {
    return value === false ? texts.list.notEmpty : texts.list.operators.isEmpty;
  }
  const word = (one: FieldValue): string => {
    if (column.kind === "reference" && typeof one === "string") return titleOf(one);
    return valueText(
      column.kind === "set" ? { ...column, kind: "choice" } : column,
      one,
      texts,
      formats,
    );
  };
  const said = Array.isArray(value)
    ? value.map(word).join(op === "between" ? " – " : ", ")
    : word(value);
  // `Activity is one of Running` says more than it needs to.
  const shown = op === "in" && Array.isArray(value) && value.length === 1 ? "eq" : op;
  return `${texts.list.operators[shown]} ${said}`;
}
