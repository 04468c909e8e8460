import type { FieldValue } from "../field.ts";

/** Records in a page when nobody says how many. */
export const DEFAULT_LIMIT = 50;
/** Most records in one page. */
export const LIMIT_MAX = 1000;

/**
 * `ne` holds for empty fields too; `between` includes both ends; texts are before and behind each other
 * as lists are sorted [LST1]; `contains` and `startsWith` fold as the search does [LST2], and on a set
 * `contains` asks for a member; `isEmpty` takes `true` or `false`. `eq` and `ne` take `null`.
 */
export const OPERATORS = [
  "eq",
  "ne",
  "lt",
  "le",
  "gt",
  "ge",
  "in",
  "between",
  "contains",
  "startsWith",
  "isEmpty",
] as const;
export type Operator = (typeof OPERATORS)[number];

/** A condition on one content or meta field. */
export interface FieldFilter {
  readonly field: string;
  readonly op: Operator;
  /** One value; a list for `in`; `[least, most]` for `between`. */
  readonly value: FieldValue;
}

export type Filter =
  | FieldFilter
  /** Every one must hold; an empty list holds. */
  | { readonly all: readonly Filter[] }
  /** One must hold; an empty list does not. */
  | { readonly any: readonly Filter[] };

export type Direction = "asc" | "desc";

/** What a list shows: the same on hub and replica, in the same order. */
export interface ListQuery {
  readonly where?: Filter;
  /** Words; each must begin some word of the record's searched fields. `|` separates alternatives. */
  readonly search?: string;
  /** Empty values come last in both directions. Default: the collection's order. */
  readonly sort?: readonly (readonly [field: string, direction: Direction])[];
  /** 1 to {@link LIMIT_MAX}, default {@link DEFAULT_LIMIT}. */
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly after?: string;
}
