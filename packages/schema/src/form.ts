import { present } from "@healthops/base/assert";
import type { Collection } from "./collection.ts";
import type { Field, FieldKind, FieldValue, Label } from "./field.ts";
import { capitalized } from "./label-text.ts";
import { isSortable } from "./list/field-rules.ts";
import { shownMax, shownMin } from "./validate/wording.ts";

/** How a person enters a value. */
export type FormInput =
  | "text"
  | "textarea"
  | "number"
  | "checkbox"
  | "date"
  | "datetime"
  | "select"
  | "multiselect"
  | "tags"
  | "record"
  | "records"
  | "json";

/** One input of a form. Limits are null where a person need not know one. */
export interface FormField {
  readonly name: string;
  readonly label: Label;
  readonly kind: FieldKind;
  readonly input: FormInput;
  /** Whether a value must be given; a checkbox always has one. */
  readonly required: boolean;
  readonly default: FieldValue;
  /** Shown, yet not to be changed: computed, the hub's to say, or given when the record was created. */
  readonly readOnly: boolean;
  /** Smallest number, earliest day, fewest characters or members. */
  readonly min: number | string | null;
  readonly max: number | string | null;
  /** Step of a number: 1, 0.1, 0.01 … */
  readonly step: number | null;
  /** UCUM unit. */
  readonly unit: string | null;
  /** What the whole text must be like, in words. */
  readonly pattern: Label | null;
  readonly choices: readonly { readonly value: string; readonly label: Label }[] | null;
  /** Collection that a reference picks a record from, or a set several. */
  readonly to: string | null;
  readonly help: Label | null;
}

/** One column of a list. */
export interface ListColumn {
  readonly name: string;
  readonly label: Label;
  readonly kind: FieldKind;
  readonly align: "start" | "center" | "end";
  /** Whether a list can be sorted by it. */
  readonly sortable: boolean;
  readonly decimals: number | null;
  readonly unit: string | null;
  readonly choices: readonly { readonly value: string; readonly label: Label }[] | null;
  readonly to: string | null;
}

/** The inputs of a form in the declared order: for a new record, or for one that is there. */
export function formOf(
  collection: Collection,
  purpose: "create" | "edit" = "edit",
): readonly FormField[] {
  return Object.entries(collection.fields).map(([name, field]) => formField(name, field, purpose));
}

function formField(name: string, field: Field, purpose: "create" | "edit"): FormField {
  const decimals = decimalsOf(field);
  const isNumber = decimals !== null;
  return {
    name,
    label: field.label,
    kind: field.kind,
    input: inputOf(field),
    required: field.required && !isSetByOthers(field) && field.kind !== "boolean",
    default: field.default,
    readOnly: isSetByOthers(field) || (field.fixed && purpose === "edit"),
    min: isNumber ? shownMin(field) : (field.min ?? null),
    max: isNumber ? shownMax(field) : (field.max ?? null),
    step: isNumber ? Number(`1e-${decimals}`) : null,
    unit: field.unit ?? null,
    pattern: field.patternLabel ?? null,
    choices: field.choices ?? null,
    to: field.to ?? null,
    help: field.help ?? patternHelp(field),
  };
}

/** What is wanted is better read before than after. */
function patternHelp({ patternLabel: words }: Field): Label | null {
  if (words === undefined) return null;
  return { en: capitalized(words.en, "en"), tr: capitalized(words.tr, "tr") };
}

/** Computed, the hub's to say, or that of the record which it follows. */
function isSetByOthers({ derived, setByHub, follows }: Field): boolean {
  return derived || setByHub !== undefined || follows !== undefined;
}

/** The columns of a list, as the collection orders them. */
export function listColumnsOf(collection: Collection): readonly ListColumn[] {
  return collection.columns.map((name) => {
    const field = present(collection.fields[name], `${collection.name} has no field ${name}`);
    return {
      name,
      label: field.label,
      kind: field.kind,
      align: alignOf(field.kind),
      sortable: isSortable(field.kind),
      decimals: decimalsOf(field),
      unit: field.unit ?? null,
      choices: field.choices ?? null,
      to: field.to ?? null,
    };
  });
}

function inputOf(field: Field): FormInput {
  switch (field.kind) {
    case "text":
      return field.multiline === true ? "textarea" : "text";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "checkbox";
    case "date":
      return "date";
    case "instant":
      return "datetime";
    case "choice":
      return "select";
    case "reference":
      return "record";
    case "set":
      if (field.to !== undefined) return "records";
      return field.choices === undefined ? "tags" : "multiselect";
    case "json":
      return "json";
  }
}

function decimalsOf(field: Field): number | null {
  if (field.kind === "integer") return 0;
  return field.kind === "number" ? (field.decimals ?? 0) : null;
}

function alignOf(kind: FieldKind): ListColumn["align"] {
  if (kind === "integer" || kind === "number") return "end";
  return kind === "boolean" ? "center" : "start";
}
