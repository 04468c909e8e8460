import type { Collection } from "@healthops/schema/collection";
import { META_COLUMNS } from "@healthops/schema/columns";
import type { Field } from "@healthops/schema/field";
import type { Direction, Filter, Operator } from "@healthops/schema/list/list-query";
import { usageProblem } from "../exit-status.ts";
import { typedValue } from "./typed-value.ts";

/** Longer signs first, so that `<=` is not read as `<`. */
const SIGNS: readonly (readonly [sign: string, operator: Operator])[] = [
  ["!=", "ne"],
  ["<=", "le"],
  [">=", "ge"],
  ["^=", "startsWith"],
  ["=", "eq"],
  ["<", "lt"],
  [">", "gt"],
  ["~", "contains"],
];
const CONDITION = /^(\w+)(!=|<=|>=|\^=|=|<|>|~)(.*)$/s;

/**
 * A filter out of `--where` texts, all of which must hold: `field=value`, `!=`, `<`, `<=`, `>`, `>=`,
 * `~` (contains), `^=` (starts with); `field=` asks for empty ones. Whether the field may be asked so
 * is for the list to say. Problems `usage`, `invalid_value`.
 */
export function conditionsFilter(collection: Collection, texts: readonly string[]): Filter {
  return { all: texts.map((text) => condition(collection, text)) };
}

function condition(collection: Collection, text: string): Filter {
  const [, name, sign, typed] = CONDITION.exec(text) ?? [];
  const op = SIGNS.find(([known]) => known === sign)?.[1];
  if (name === undefined || typed === undefined || op === undefined) {
    throw usageProblem(
      `"${text}" is no condition. Write field=value, or one of != < <= > >= ~ ^= instead of =.`,
    );
  }
  const field = collection.fields[name];
  if (typed === "" && (op === "eq" || op === "ne")) {
    return { field: name, op: "isEmpty", value: op === "eq" };
  }
  if (field?.kind === "set" || op === "contains" || op === "startsWith") {
    return { field: name, op: op === "eq" ? "contains" : op, value: typed };
  }
  if (field !== undefined) return { field: name, op, value: typedValue(name, field, typed) };
  return { field: name, op, value: metaValue(name, typed) };
}

function metaValue(name: string, typed: string): string | number {
  const meta = META_COLUMNS.find(({ field }) => field === name);
  return meta?.kind === "integer" ? Number(typed) : typed;
}

/** A sort order out of `--sort` texts: `field`, `field:desc` or `-field`. */
export function sortKeys(texts: readonly string[]): readonly (readonly [string, Direction])[] {
  return texts
    .flatMap((text) => text.split(","))
    .map((text) => {
      if (text.startsWith("-")) return [text.slice(1), "desc"];
      const [field = "", direction = "asc"] = text.split(":");
      if (direction === "asc" || direction === "desc") return [field, direction];
      throw usageProblem(`--sort takes ${field}:asc or ${field}:desc.`);
    });
}

/** Whether a value of the field is a number, for the alignment of columns. */
export function isNumeric(field: Field | undefined): boolean {
  return field?.kind === "integer" || field?.kind === "number";
}
