/** How one field of a record is declared. See `fields.ts` for the builders that modules use. */

/** A text in each language the product speaks. */
export interface Label {
  readonly en: string;
  readonly tr: string;
}

/**
 * What happens when someone else changed the field since the version an edit was based on [MRG3]:
 * `arrival` the later arrival at the hub wins, `counter` deltas add up, `set` adds and removes are
 * combined, `review` the hub's value stays and a conflict opens for a person, `step` the edit is
 * refused: it is a step that somebody signs for, and only for what they saw.
 */
export type MergePolicy = "arrival" | "counter" | "set" | "review" | "step";

/**
 * Who did something, or when, which nobody but the hub can say [PSH8]: set when a change turns `field`
 * into one of `to`. A reference to people gets who made the change, an instant the hub's time.
 */
export interface Stamp {
  readonly field: string;
  readonly to: readonly FieldValue[];
  /** Only when it was one of these before. Left out: whatever it was, also when the record is made. */
  readonly from?: readonly FieldValue[];
  /** Also when one of these fields changes while `field` stays as it is. */
  readonly also?: readonly string[];
  /** What it is emptied by: the values of `field` at which nobody has done it. */
  readonly without?: readonly FieldValue[];
}

/**
 * A text that names a record of another collection by that one's natural key: a reference as any other,
 * except that old values stay, and that older programs may bring what no record here has.
 */
export interface NamedRecord {
  readonly to: string;
  /** The field of that collection, its whole natural key, which has the same text. */
  readonly by: string;
  /** Texts that mean something without a record. */
  readonly also: readonly string[];
}

/** What a whole text must be like, and how that is said to people: `hours and minutes, as 08:30`. */
export interface Pattern {
  /** Source of a regular expression. */
  readonly source: string;
  readonly label: Label;
}

export type FieldKind =
  | "text"
  | "integer"
  | "number"
  | "boolean"
  | "date"
  | "instant"
  | "choice"
  | "reference"
  | "set"
  | "json";

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** The value of any field as it is stored in memory, sent and validated. Absent is always `null`. */
export type FieldValue = JsonValue;

export interface FieldOptions<Required extends boolean> {
  readonly label: Label;
  /** Whether a value must be given; an optional field holds `null` when empty. Default: false. */
  readonly required?: Required;
  /** Offered by forms and used when a create leaves the field out. */
  readonly default?: FieldValue;
  /** Default: `review`, the careful one. */
  readonly merge?: MergePolicy;
  /** One line shown beside the input. */
  readonly help?: Label;
  /** Computed by the collection's `derive`; never edited, never sent in a mutation. */
  readonly derived?: boolean;
  /** Given when the record is created and never changed afterwards. */
  readonly fixed?: boolean;
  /** No writer gives it [PSH8]: a stamp, or `true` for what only the hub's own code decides. */
  readonly setByHub?: Stamp | true;
}

/** A declared field. `Value` is its TypeScript type when it is not empty. */
export interface Field<Value = FieldValue, Required extends boolean = boolean> {
  readonly kind: FieldKind;
  readonly label: Label;
  readonly required: Required;
  readonly default: FieldValue;
  readonly merge: MergePolicy;
  readonly derived: boolean;
  readonly fixed: boolean;
  /** Part of the collection's natural key [NAT1], and therefore fixed. Filled in from the declaration. */
  readonly inKey?: boolean;
  readonly setByHub?: Stamp | true;
  /** The reference to the record whose field of this name it takes [FOL1]. Filled in from the declaration. */
  readonly follows?: string;
  readonly help?: Label;
  /** UCUM unit of a number (`min`, `kcal`, `kg`). */
  readonly unit?: string;
  /** Smallest value of a number, earliest date, fewest characters of a text, fewest members of a set. */
  readonly min?: number | string;
  /** Largest value, latest date, most characters, most members. */
  readonly max?: number | string;
  /** Digits after the decimal point that are shown and accepted (`number`). */
  readonly decimals?: number;
  /** Regular expression source that a text must match as a whole. */
  readonly pattern?: string;
  /** The same in words. */
  readonly patternLabel?: Label;
  /** Longer text in several lines. */
  readonly multiline?: boolean;
  /** A text whose order is that of its bytes: a time of day, a month, an id. Default: alphabetical [LST1]. */
  readonly sorted?: "bytes";
  /** Whether text search looks into this field. */
  readonly search?: boolean;
  /** Allowed values of a `choice`, and of the members of a `set` when given. */
  readonly choices?: readonly { readonly value: string; readonly label: Label }[];
  /** Name of the collection that a `reference`, or each member of a `set`, points to. */
  readonly to?: string;
  /** The record that a `text` names by one of that record's own fields. */
  readonly names?: NamedRecord;
  /** Whether the record that it points to cannot be deleted while it does. */
  readonly onDelete?: "refuse" | "keep";
  /** Carries the TypeScript type; never present at run time. */
  readonly valueType?: Value;
}

export type Fields = Readonly<Record<string, Field>>;

/** The names of the fields that are of a kind. */
export type NameOfKind<F, K extends FieldKind> = {
  [N in keyof F & string]: F[N] extends { readonly kind: K } ? N : never;
}[keyof F & string];

/** TypeScript type of a field's value: `null` is allowed unless the field is required. */
export type ValueOf<F> =
  F extends Field<infer Value, infer Required>
    ? Required extends true
      ? Value
      : Value | null
    : never;
